"""The moment of change in a series, found by River's ADWIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from river import drift

if TYPE_CHECKING:
    from collections.abc import Iterable

DELTA = 0.002
"""Probability of calling a change that is none, as ADWIN bounds it."""


class Change(NamedTuple):
    """A change of the mean of a series.

    Attributes:
        at_ms: time of the first value after the change.
        seen_ms: time of the value at which it was seen.
        before: mean of the values from the change before to this one, in their unit.
        after: mean of the values from this change to where it was seen.
    """

    at_ms: int
    seen_ms: int
    before: float
    after: float


def changes(series: Iterable[tuple[int, float]], *, delta: float = DELTA) -> list[Change]:
    """Find where the mean of a series changed.

    ADWIN says that there was a change (Bifet and Gavaldà, Learning from time-changing data with adaptive windowing,
    SDM 2007). It forgets old values in whole buckets, up to hundreds at once, so the place is found apart:
    the split of the values since the last change with the greatest difference between its sides (least squares).

    Args:
        series: (time in ms, value) in the order of time, for instance the share of a bin per pane.
        delta: probability of a false alarm.

    Example:
        >>> changes([(t, 0.25 if t < 400 else 0.75) for t in range(800)])
        [Change(at_ms=400, seen_ms=447, before=0.25, after=0.75)]
    """
    detector = drift.ADWIN(delta=delta)  # type: ignore[no-untyped-call]  # River types this only in part
    found: list[Change] = []
    times: list[int] = []
    values: list[float] = []
    for moment, value in series:
        times.append(moment)
        values.append(value)
        detector.update(value)  # type: ignore[no-untyped-call]  # River types this only in part
        if detector.drift_detected:
            place = _split(values)
            before, after = float(np.mean(values[:place])), float(np.mean(values[place:]))
            found.append(Change(times[place], moment, before, after))
            times, values = times[place:], values[place:]
    return found


def _split(values: list[float]) -> int:
    """Give the place that parts at least two values with the greatest sum of squares between the sides."""
    every = np.array(values)
    below = np.cumsum(every)[:-1]
    sizes = np.arange(1, len(every))
    gap = below / sizes - (every.sum() - below) / (len(every) - sizes)
    return int(np.argmax(gap**2 * sizes * (len(every) - sizes))) + 1
