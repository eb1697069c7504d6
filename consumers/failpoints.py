"""Places where a test may kill this process, to see that nothing is lost or counted twice."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field

from prodshape.errors import ConfigurationError

ACTIONS = ("kill", "stop", "exit", "raise")
FROZEN_S = 3600.0


class FailpointError(Exception):
    """What the action `raise` raises: an error that nobody expects."""


@dataclass
class Failpoint:
    """Does something at the n-th visit of a named place; by default nothing, nowhere.

    Actions: `kill` is SIGKILL, `stop` freezes (SIGSTOP: somebody must send SIGCONT), `exit` ends at once with
    status 70, `raise` raises `FailpointError`.

    Example:
        >>> failpoint = Failpoint.parse("before_commit:2:raise")
        >>> failpoint("before_commit")
        >>> failpoint("before_commit")
        Traceback (most recent call last):
        consumers.failpoints.FailpointError: before_commit
    """

    name: str | None = None
    count: int = 1
    action: str = "kill"
    _seen: int = field(default=0, repr=False)

    @classmethod
    def parse(cls, spec: str) -> Failpoint:
        """Read `name`, `name:count` or `name:count:action`.

        Raises:
            ConfigurationError: it is none of them.
        """
        name, _, rest = spec.partition(":")
        count, _, action = rest.partition(":")
        if not name or (count and not count.isdigit()) or (action or "kill") not in ACTIONS:
            raise ConfigurationError(
                f"PRODSHAPE_FAILPOINT must be name:count:action with an action of {', '.join(ACTIONS)}, got {spec!r}."
            )
        return cls(name, int(count or 1), action or "kill")

    def __call__(self, name: str) -> None:
        """Visit the place `name`."""
        if name != self.name:
            return
        self._seen += 1
        if self._seen != self.count:
            return
        if self.action == "raise":
            raise FailpointError(name)
        if self.action == "exit":
            os._exit(70)
        os.kill(os.getpid(), signal.SIGKILL if self.action == "kill" else signal.SIGSTOP)
        if self.action == "kill":
            time.sleep(FROZEN_S)
