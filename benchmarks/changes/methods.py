"""Ways to tell that users changed, in one form: a segment's series in, alarms out."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.changes.traffic import MONDAY, PANES_AN_HOUR, QUESTIONS, SEGMENTS, Series
from prodshape.changes.detection import LEAST_BEFORE, tail
from prodshape.changes.moment import find_change
from prodshape.sketches.change import changes

WEEK = 7 * 24 * PANES_AN_HOUR


class Alarm(NamedTuple):
    """A change that was called.

    Attributes:
        question: which share.
        seen: hour at which it was called.
        moment: when it is said to have been, hours.
        first: begin of its span, hours; NaN for a method without.
        last: end of its span.
        before: the share that is told for before.
        after: the share that is told for after.
    """

    question: int
    seen: float
    moment: float
    first: float
    last: float
    before: float
    after: float


Method = Callable[[Series, int], Iterator[Alarm]]
"""A series, and the hour of the first look: before it, nothing that is planted has happened."""


def same_hours(series: Series, begin: int = 0) -> Iterator[Alarm]:
    """What is shipped: the latest hours against the same hours of earlier days, looked at every hour."""
    since, probability = 0, tail(QUESTIONS, len(SEGMENTS))
    first = MONDAY * PANES_AN_HOUR
    for hour in range(max(begin, LEAST_BEFORE + 2), series.hours + 1):
        if hour - since < LEAST_BEFORE + 2:
            continue
        pane = slice(since * PANES_AN_HOUR, hour * PANES_AN_HOUR)
        found = find_change(
            series.history(hour, since), first + pane.start, series.panes[pane], series.panes_n[pane], probability
        )
        if found is not None:
            moment, earliest, latest = (
                (place - first) / PANES_AN_HOUR for place in (found.pane, found.first, found.last)
            )
            yield Alarm(found.question, hour, moment, earliest, latest, found.before, found.after)
            since = int(np.ceil(latest))


def adwin(series: Series, _: int = 0) -> Iterator[Alarm]:
    """River's ADWIN on the share of each question per pane."""
    yield from _adwin(_shares(series))


def adwin_week(series: Series, _: int = 0) -> Iterator[Alarm]:
    """River's ADWIN on the difference of each share from that of the same pane a week earlier."""
    shares = _shares(series)
    yield from _adwin((1 + shares[WEEK:] - shares[:-WEEK]) / 2, WEEK)


METHODS: dict[str, Method] = {"same hours": same_hours, "ADWIN": adwin, "ADWIN, weekly differences": adwin_week}


def _shares(series: Series) -> NDArray[np.float64]:
    return np.asarray(series.panes / np.maximum(series.panes_n, 1)[:, None])


def _adwin(values: NDArray[np.float64], skipped: int = 0) -> Iterator[Alarm]:
    for question, column in enumerate(values.T):
        for found in changes(enumerate(column.tolist(), skipped)):
            moment = found.at_ms / PANES_AN_HOUR
            yield Alarm(question, found.seen_ms / PANES_AN_HOUR, moment, np.nan, np.nan, found.before, found.after)
