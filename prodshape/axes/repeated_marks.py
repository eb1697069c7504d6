"""Runs of repeated marks: `!!`, `???`, `...`, `?!`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid
from prodshape.marks import SENTENCE_MARKS, find_marks

if TYPE_CHECKING:
    from prodshape.messages import Batch


class RepeatedMarks(Axis):
    """Number of runs of two or more of `.`, `?`, `!`, `,` and `…` in a message, mixed or not; a lone `…` is none.

    The ratio is marks in such runs / visible characters. A message without visible characters is not measured.
    """

    name = "repeated_marks"
    version = 1
    unit = "runs"
    ratio = "marks in runs / characters"
    grid = Grid.numeric((0, 1), exact=True)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("Where is my parcel?", "0"),
        ("where is my parcel???", "1"),
        ("well... where is it?!", "2+"),
        ("I ordered v1.2.3, thanks.", "0"),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count runs and the marks in them."""
        found = batch.derived(find_marks)
        marks = found.places[(batch.classes[found.places] & np.uint32(SENTENCE_MARKS | c.COMMA)) != 0]
        beside = np.zeros(len(marks) + 1, np.bool_)
        beside[1:-1] = marks[1:] == marks[:-1] + 1
        before, after = beside[:-1], beside[1:]
        runs = batch.per_text(marks[after & ~before])
        inside = batch.per_text(marks[before | after])
        characters = found.visible
        values = np.where(characters > 0, runs, np.nan)
        return Column(codes=self.grid.codes(values), numerators=inside, denominators=characters, values=values)
