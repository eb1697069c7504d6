"""Ends the process when its main thread stands still: a restart loses nothing, a silent hang everything."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STATUS = 70
"""Exit status of a process that ended itself (EX_SOFTWARE)."""


def end_process() -> None:
    """Write the stack of every thread to standard error, and end at once, without clearing up."""
    sys.stderr.write("The consumer's main thread stands still; stacks follow, then the process ends itself.\n")
    faulthandler.dump_traceback(all_threads=True)
    sys.stderr.flush()
    os._exit(STATUS)


class Watchdog:
    """Looks every now and then if `tick` was called lately.

    Args:
        limit_s: longest standstill, in seconds.
        on_standstill: what to do then.
        clock: monotonic seconds.

    Example:
        >>> watchdog = Watchdog(5.0, clock=lambda: 100.0)
        >>> watchdog.tick(); watchdog.standing_still_s()
        0.0
    """

    def __init__(
        self,
        limit_s: float,
        *,
        on_standstill: Callable[[], None] = end_process,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limit_s = limit_s
        self._on_standstill = on_standstill
        self._clock = clock
        self._last = clock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def tick(self) -> None:
        """Say that the main thread is alive."""
        self._last = self._clock()

    def standing_still_s(self) -> float:
        """Give the seconds since the last tick."""
        return self._clock() - self._last

    @property
    def ok(self) -> bool:
        """Whether the last tick is recent enough."""
        return self.standing_still_s() <= self.limit_s

    def start(self) -> None:
        """Begin to look."""
        self.tick()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)

    def _watch(self) -> None:
        before = self._clock()
        while not self._stop.wait(min(1.0, self.limit_s / 4)):
            now = self._clock()
            if now - before > self.limit_s / 2:
                # The whole process was frozen (SIGSTOP, a suspended machine): the main thread gets its chance first.
                self.tick()
            elif not self.ok:
                self._on_standstill()
                return
            before = now
