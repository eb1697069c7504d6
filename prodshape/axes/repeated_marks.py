"""Runs of repeated marks: `!!`, `???`, `...`, `?!`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.carrying import carrying
from prodshape.marks import SENTENCE_MARKS, find_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class RepeatedMarks(Axis):
    """Number of runs of two or more of `.`, `?`, `!`, `,` and `…` in a message, mixed or not; a lone `…` is none.

    The ratio is marks in such runs / visible characters. A message without visible characters is not measured.
    """

    name = "repeated_marks"
    version = 2
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
        marks, before, after = _runs(batch)
        runs = batch.per_text(marks[after & ~before])
        inside = batch.per_text(marks[before | after])
        characters = batch.derived(find_marks).visible
        values = np.where(characters > 0, runs, np.nan)
        return Column(codes=self.grid.codes(values), numerators=inside, denominators=characters, values=values)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The runs."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        marks, before, after = _runs(batch)
        firsts, lasts = marks[after & ~before], marks[before & ~after]
        for row, first, last in zip(batch.owners[firsts].tolist(), firsts.tolist(), lasts.tolist(), strict=True):
            start, end = first - int(batch.starts[row]), last + 1 - int(batch.starts[row])
            reasons[row].append(Reason(f"run: {batch.texts[row][start:end]}", start, end))
        return reasons


def _runs(batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """The places of the marks that may be repeated, and for each: does one stand right before it, right behind it?"""
    places = batch.derived(find_marks).places
    marks = places[carrying(batch.classes[places], SENTENCE_MARKS | c.COMMA)]
    beside = np.zeros(len(marks) + 1, np.bool_)
    beside[1:-1] = marks[1:] == marks[:-1] + 1
    return marks, beside[:-1], beside[1:]
