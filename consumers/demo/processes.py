"""The demo's other processes: started, watched, and ended with it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from typing import IO, TYPE_CHECKING, Self

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

STOP_SECONDS = 20
"""A process that has not ended so long after it was asked to is killed."""

_LINES = 8
_PR_SET_PDEATHSIG = 1


def free_ports(count: int) -> list[int]:
    """Find ports of this machine that nobody uses now.

    Example:
        >>> len(set(free_ports(3)))
        3
    """
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for bound in sockets:
            bound.bind(("127.0.0.1", 0))
        return [bound.getsockname()[1] for bound in sockets]


class Processes:
    """Python modules that run beside the demo, each with a log file.

    They do not see Ctrl-C: the demo ends them. If the demo itself is killed, the kernel ends them (on Linux).

    Args:
        folder: where the logs go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}

    def start(self, module: str, environment: Mapping[str, str]) -> None:
        """Run `python -m module`; its output goes to `module.log`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        log = (self._folder / f"{module}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(_end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - one system call
        )
        self._running[module] = (process, log)

    def check(self) -> None:
        """See that all of them run.

        Raises:
            UnavailableError: one has ended; the message ends with the last lines of its log.
        """
        for module, (process, log) in self._running.items():
            status = process.poll()
            if status is not None:
                path = self._folder / f"{module}.log"
                last = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES:]
                raise UnavailableError(
                    f"python -m {module} ended with status {status}; the end of {log.name}:\n" + "\n".join(last)
                )

    def stop(self) -> None:
        """End all of them at once and wait; safe to call twice."""
        running, self._running = self._running, {}
        for process, _ in running.values():
            process.terminate()
        for process, log in running.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _end_with_parent(parent: int) -> None:
    # Not SIGTERM: with its broker gone too, a consumer would wait for it before it leaves; a kill loses nothing.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # killed before the kernel was told
        os._exit(1)
