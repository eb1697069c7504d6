"""The rhythm of day and week: which hours are compared with which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY, WEEK = 24, 7 * 24
SLOTS = WEEK
"""More than there are in either way of telling hours apart."""

_SATURDAY, _SUNDAY = 2, 3  # hours are counted from a Thursday


def slots(hours: NDArray[np.int64], before: int) -> NDArray[np.int64]:
    """The slot of each hour: hours of one slot are alike but for chance, and are compared with each other.

    With two weeks or more to compare with, it is the hour of the week; with less, the hour of the day, weekdays,
    Saturdays and Sundays apart, so that the first Saturday of a stream is compared with nothing, not with Fridays.

    Args:
        hours: whole hours since 1970 UTC.
        before: how many hours there are to compare with.

    Returns:
        Numbers from 0 to below `SLOTS`.

    Example:
        >>> thursday = 20_000 * 24 // 168 * 168
        >>> slots(np.array([thursday + 5, thursday + 29, thursday + 53]), before=100).tolist()
        [5, 5, 29]
        >>> slots(np.array([thursday + 5, thursday + 29, thursday + 53]), before=400).tolist()
        [5, 29, 53]
    """
    return _SLOT[before >= 2 * WEEK][hours % WEEK]


def sums_by_slot(first_hour: int, counts: NDArray[np.int64], before: int) -> NDArray[np.float64]:
    """Sum hours one after the other, the first being `first_hour` since 1970, by their slot.

    Args:
        first_hour: of `counts`.
        counts: `int64[hours, k]`.
        before: as for `slots`.

    Returns:
        `float64[SLOTS, k]`.
    """
    skipped = first_hour % WEEK
    weeks = -(-(skipped + len(counts)) // WEEK)
    padded = np.zeros((weeks * WEEK, counts.shape[1]))
    padded[skipped : skipped + len(counts)] = counts
    return np.asarray(_SUM[before >= 2 * WEEK] @ padded.reshape(weeks, WEEK, -1).sum(axis=0))


def _tables() -> tuple[list[NDArray[np.int64]], list[NDArray[np.float64]]]:
    hours = np.arange(WEEK)
    day = hours // DAY
    kind = np.where(day == _SATURDAY, 1, np.where(day == _SUNDAY, 2, 0))
    slot = [kind * DAY + hours % DAY, hours]
    return slot, [(each == np.arange(SLOTS)[:, None]).astype(np.float64) for each in slot]


_SLOT, _SUM = _tables()
