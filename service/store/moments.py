"""Event time in the store: milliseconds outside, `timestamptz` inside, and the three lengths of a row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

PANE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def from_ms(milliseconds: int) -> datetime:
    """Milliseconds since 1970 UTC as an aware datetime, exactly.

    Example:
        >>> from_ms(1_001).isoformat()
        '1970-01-01T00:00:01.001000+00:00'
    """
    return EPOCH + timedelta(milliseconds=milliseconds)


def to_ms(moment: datetime) -> int:
    """An aware datetime as whole milliseconds since 1970 UTC, rounded down.

    Example:
        >>> to_ms(from_ms(1_767_225_600_123))
        1767225600123
    """
    return (moment - EPOCH) // timedelta(milliseconds=1)


def floor(moment: datetime, step: timedelta) -> datetime:
    """The last multiple of `step` since 1970 UTC that is not after `moment`.

    Example:
        >>> floor(from_ms(3_599_999), HOUR) == EPOCH
        True
    """
    return EPOCH + (moment - EPOCH) // step * step
