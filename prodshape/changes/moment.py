"""The moment of a change: what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.changes.dating import date
from prodshape.changes.detection import Shift, detect, levels, shares_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.changes.history import History

PANES_AN_HOUR = 12


class Found(NamedTuple):
    """A change of an axis.

    Attributes:
        question: number of the contrast that changed most surely.
        pane: the first one after the change, numbered from 1970 UTC in five minutes.
        first: the first pane that it may be, at a nominal 95 %.
        last: the last one.
        before: the share that the same hours of earlier days had, 0 to 1.
        after: the share from the change to the last hour.
        t: by how many standard errors they differ.
    """

    question: int
    pane: int
    first: int
    last: int
    before: float
    after: float
    t: float


def find_change(
    history: History, first_pane: int, panes: NDArray[np.int64], n: NDArray[np.int64], probability: float
) -> Found | None:
    """Find the change of an axis that ends with the last hour of its history, and date it; None if there is none.

    Args:
        history: whole hours.
        first_pane: number of the first pane since 1970 UTC.
        panes: `int64[panes, questions]`, answers of yes, up to the end of the history; as far back as there are any.
        n: `int64[panes]`, messages.
        probability: of a false alarm, of one test.
    """
    shift = detect(history, probability)
    if shift is None:
        return None
    # It may have begun before the duration at which it shows best.
    back = min(len(n), PANES_AN_HOUR * (3 * shift.hours + 24))
    numbers = first_pane + np.arange(len(n) - back, len(n))
    expected = shares_before(history, shift.hours, numbers // PANES_AN_HOUR)[:, shift.question]
    dated = date(
        panes[-back:, shift.question], n[-back:], expected, shift.after - shift.before, max(1.0, shift.inflation)
    )
    place, first, last = (int(numbers[each]) for each in dated)
    return Found(shift.question, place, first, last, *_levels(history, shift, place), shift.t)


def _levels(history: History, shift: Shift, pane: int) -> tuple[float, float]:
    """The shares before and since the moment, from whole hours; those of the test if there are none to compare with."""
    hours = history.end_hour - -(-pane // PANES_AN_HOUR)
    found = levels(history, hours) if 0 < hours < len(history.n) else None
    if found is None:
        return shift.before, shift.after
    before = float(found.before[shift.question])
    return before, before + float(found.shift[shift.question])
