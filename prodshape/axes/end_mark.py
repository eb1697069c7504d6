"""How a message ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid
from prodshape.marks import SENTENCE_MARKS, find_marks

if TYPE_CHECKING:
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
    version = 1
    unit = "mark"
    grid = Grid.categories(("none", "full stop", "question", "exclamation", "ellipsis", "other"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "none"),
        ("I want my money back.", "full stop"),
        ("where is it?!", "question"),
        ("Help!! @shop #fail", "exclamation"),
        ("still waiting...", "ellipsis"),
        ("thanks! 😀", "exclamation"),
        ("my order number is:", "other"),
        ("   ", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Look at the last run of marks of each message."""
        codes = np.full(len(batch), NOT_MEASURED, np.int16)
        if not len(batch):
            return Column(codes)
        found = batch.derived(find_marks)
        passed = ~found.shown | found.faces | batch.has(c.PICTOGRAPH | c.MARK)
        closing = batch.has(c.CLOSING) & ~found.faces
        position = np.arange(len(batch.points))
        last = np.maximum.accumulate(np.where(passed | closing, -1, position))[batch.starts[1:] - 1]
        has_end = last >= batch.starts[:-1]
        codes[batch.per_text(~batch.has(c.SPACE)) > 0] = 0
        rows = np.flatnonzero(has_end & found.marks[np.maximum(last, 0)])
        at = last[rows]
        seen = np.zeros(len(rows), np.uint32)
        stops = np.zeros(len(rows), np.int64)
        alive = np.ones(len(rows), np.bool_)
        for step in range(_LOOK_BACK):
            here = np.maximum(at - step, 0)
            alive &= (at - step >= batch.starts[rows]) & found.marks[here] & batch.has(SENTENCE_MARKS)[here]
            if not alive.any():
                break
            bits = np.where(alive, batch.classes[here], np.uint32(0))
            seen |= bits
            stops += (bits & np.uint32(c.STOP)) != 0
        codes[rows] = np.select(
            [
                (seen & np.uint32(c.QUESTION)) != 0,
                (seen & np.uint32(c.EXCLAMATION)) != 0,
                ((seen & np.uint32(c.ELLIPSIS)) != 0) | (stops >= 2),
                stops == 1,
            ],
            [2, 3, 4, 1],
            default=5,
        )
        return Column(codes)
