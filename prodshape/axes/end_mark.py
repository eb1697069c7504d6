"""How a message ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason
from prodshape.carrying import carrying
from prodshape.marks import SENTENCE_MARKS, find_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_LOOK_BACK = 8


class EndMark(Axis):
    """The mark at the end of a message.

    What stands behind the end is passed over: white space, emoji, emoticons, URLs, e-mail addresses, mentions, hashtags,
    closing brackets and quotes. Of a run of marks the strongest counts: a question mark anywhere in the last eight marks makes a
    question, else an exclamation mark an exclamation, else two stops or more an ellipsis. `other` is any other punctuation.
    A message without any visible character is not measured.
    """

    name = "end_mark"
    version = 3
    unit = "mark"
    grid = Grid.categories(("none", "full stop", "question", "exclamation", "ellipsis", "other"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "none"),
        ("I want my money back.", "full stop"),
        ("where is it?!", "question"),
        ("Help!! @shop #fail", "exclamation"),
        ("still waiting...", "ellipsis"),
        ("thanks! 😀", "exclamation"),
        ("he said 'no.'", "full stop"),
        ("my order number is:", "other"),
        ("   ", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Look at the last run of marks of each message."""
        codes = np.full(len(batch), NOT_MEASURED, np.int16)
        if not len(batch):
            return Column(codes)
        codes[batch.visible > 0] = 0
        rows, last, is_mark = _last_marks(batch)
        if len(rows):
            codes[rows] = _strongest(batch, is_mark, last)
        return Column(codes)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The last run of marks."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        if not len(batch):
            return reasons
        rows, last, is_mark = _last_marks(batch)
        for row, place in zip(rows.tolist(), last.tolist(), strict=True):
            begin = place
            while place - begin < _LOOK_BACK - 1 and is_mark[begin - 1]:
                begin -= 1
            start, end = begin - int(batch.starts[row]), place + 1 - int(batch.starts[row])
            reasons[row].append(Reason(f"last marks: {batch.texts[row][start:end]}", start, end))
        return reasons


def _last_marks(batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Messages that end with a mark, the place of that mark, and `bool[p]`: is a code point a mark?"""
    found = batch.derived(find_marks)
    if not len(found.places):
        return found.places, found.places, np.zeros(len(batch.points), np.bool_)
    passed = batch.has(c.SPACE | c.PICTOGRAPH | c.MARK | c.CLOSING | c.APOSTROPHE) | batch.addressed | found.faces
    # Where the stretch that is passed over begins: the separator behind each text ends one.
    begins = (passed[1:] > passed[:-1]).nonzero()[0]
    run = begins.searchsorted(batch.starts[1:] - 1) - 1
    last = np.where(run >= 0, begins[np.maximum(run, 0)], -1) if len(begins) else np.full(len(batch), -1)
    is_mark = np.zeros(len(batch.points), np.bool_)
    is_mark[found.places] = True
    rows = ((last >= batch.starts[:-1]) & is_mark[last]).nonzero()[0]
    return rows, last[rows], is_mark


def _strongest(batch: Batch, is_mark: NDArray[np.bool_], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """The code of each run of marks that ends at these places."""
    seen = np.zeros(len(last), np.uint32)
    stops = np.zeros(len(last), np.int64)
    alive = np.arange(len(last))
    for step in range(_LOOK_BACK):
        here = last[alive] - step  # the separators part the texts
        bits = batch.classes[here]
        goes_on = is_mark[here] & carrying(bits, SENTENCE_MARKS)
        alive, bits = alive[goes_on], bits[goes_on]
        if not len(alive):
            break
        seen[alive] |= bits
        stops[alive] += carrying(bits, c.STOP)
    dots = carrying(seen, c.ELLIPSIS) | (stops >= 2)
    codes = np.where(dots, 4, np.where(stops == 1, 1, 5))
    codes[carrying(seen, c.EXCLAMATION)] = 3
    codes[carrying(seen, c.QUESTION)] = 2
    return codes
