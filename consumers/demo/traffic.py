"""What the users of the demo write, and when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from consumers.demo.users import crowd

if TYPE_CHECKING:
    from consumers.demo.users import User

_HOUR_MS = 3_600_000
_BURST_MS = 300_000
_BURST_EVERY_MS = 1_200_000
_DAY = (1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 10, 11, 10, 9, 9, 10, 11, 12, 13, 13, 11, 7, 3)
"""How busy each hour of the day is, UTC."""


def in_bursts(time_ms: int) -> int:
    """Move a time of the past into the first five minutes of its twenty, in the same order.

    The shop's past comes in bursts: then it fills a third of the panes, and a laptop loads a week in seconds.

    Example:
        >>> [in_bursts(time) for time in (0, 400_000, 1_199_999, 1_200_000)]
        [0, 100000, 299999, 1200000]
    """
    begin = time_ms - time_ms % _BURST_EVERY_MS
    return begin + (time_ms - begin) * _BURST_MS // _BURST_EVERY_MS


@dataclass(frozen=True)
class Message:
    """One message on its way to the broker.

    Attributes:
        time_ms: event time, ms since 1970 UTC.
        text: what was typed.
        author: who typed it, or None.
        channel: `app` or `web`, or None.
    """

    time_ms: int
    text: str
    author: str | None = None
    channel: str | None = None


class Shop:
    """A shop with users who write to its support, before and after the release of a new app.

    Args:
        seed: the same seed gives the same users; their messages differ with `run`.
        run: something that differs between starts.

    Example:
        >>> shop = Shop()
        >>> messages = shop.history(0, 7 * 24 * 3_600_000, count=500)
        >>> len(messages), messages == sorted(messages, key=lambda message: message.time_ms)
        (500, True)
    """

    def __init__(self, *, seed: int = 2, run: int = 0) -> None:
        self._random = Random(f"{seed} {run}")  # noqa: S311 - a repeatable demo, no secret
        before = crowd(seed=seed)
        after = [user.after_release() for user in before]
        self._sides = [(side, list(accumulate(user.weight for user in side))) for side in (before, after)]

    def message(self, time_ms: int, *, released: bool) -> Message:
        """Let somebody write now; `released` says if the new app is out."""
        users, weights = self._sides[released]
        user: User = self._random.choices(users, cum_weights=weights)[0]
        return Message(time_ms, user.write(self._random), user.name, user.channel)

    def history(self, start_ms: int, end_ms: int, *, count: int, released: bool = False) -> list[Message]:
        """Play a past stretch of time: `count` messages, more by day than by night, in order of time."""
        hours = range(start_ms, end_ms, _HOUR_MS)
        busy = [_DAY[start // _HOUR_MS % 24] * (min(start + _HOUR_MS, end_ms) - start) for start in hours]
        begins = self._random.choices(hours, busy, k=count) if count else []
        times = sorted(begin + self._random.randrange(min(_HOUR_MS, end_ms - begin)) for begin in begins)
        return [self.message(max(start_ms, in_bursts(time)), released=released) for time in times]
