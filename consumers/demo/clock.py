"""The clock of the demo: it runs fast until it has caught up with the real one."""

from __future__ import annotations


class PlayClock:
    """Event time as a function of real time.

    Args:
        begun_ms: real time at the start, ms since 1970 UTC.
        event_ms: event time at the start, not after `begun_ms`.
        speed: event seconds per real second until both are equal; above 1.

    Example:
        >>> clock = PlayClock(begun_ms=60_000, event_ms=0, speed=31)
        >>> [clock.event_ms(60_000 + real) for real in (0, 1_000, 2_000, 3_000)]
        [0, 31000, 62000, 63000]
    """

    def __init__(self, *, begun_ms: int, event_ms: int, speed: float) -> None:
        self._begun_ms = begun_ms
        self._event_ms = event_ms
        self._speed = speed

    def event_ms(self, now_ms: int) -> int:
        """The event time at a real time."""
        return min(now_ms, self._event_ms + int((now_ms - self._begun_ms) * self._speed))

    def caught_up(self, now_ms: int) -> bool:
        """Whether the clock shows real time."""
        return self.event_ms(now_ms) == now_ms
