"""How much of a message is punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.marks import find_marks

if TYPE_CHECKING:
    from prodshape.messages import Batch

_SHOWN = 40


class Punctuation(Axis):
    """Share of the visible characters of a message that are punctuation marks.

    Marks are the Unicode categories P*, without apostrophes inside words, `@`, `#`, emoticons, and whatever stands in a
    URL, an e-mail address, a mention or a hashtag. Characters are the visible ones outside of those addresses.
    A message without such characters is not measured.
    """

    name = "punctuation"
    version = 3
    unit = "share of characters"
    ratio = "marks / characters"
    grid = Grid.numeric((0, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "0"),
        ("Where is my parcel?", "<=0.08"),
        ("don't ship it", "0"),
        ("Hello, I ordered two shirts; they came. Thanks!", "<=0.16"),
        ("???!!!", ">0.32"),
        ("https://shop.example/a?b=c", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count marks and characters."""
        found = batch.derived(find_marks)
        marks, characters = batch.per_text(found.places), found.visible
        with np.errstate(invalid="ignore"):
            share = marks / characters
        return Column(
            codes=self.grid.codes(share),
            numerators=marks,
            denominators=characters,
            values=np.asarray(share, np.float64),
        )

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The marks, without what stands between them."""
        marks = ["" for _ in range(len(batch))]
        places = batch.derived(find_marks).places
        for row, place in zip(batch.owners[places].tolist(), places.tolist(), strict=True):
            if len(marks[row]) < _SHOWN:
                marks[row] += batch.texts[row][place - int(batch.starts[row])]
        return [[Reason(f"marks: {' '.join(found)}")] if found else [] for found in marks]
