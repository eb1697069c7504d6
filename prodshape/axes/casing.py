"""How a message uses capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid
from prodshape.tokens import CAPITALISED, LOWER, MIXED, UPPER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_GEORGIAN = (0x10D0, 0x10FF)
_SHORT = 3
"""Title case leaves words of up to this many letters alone."""


class Casing(Axis):
    """How the words of a message are cased. Addresses, mentions, hashtags and codes with digits do not count.

    In this order: `none`: no letter that has a case; `all lower`: no capital at all; `all upper`: two cased letters or more, all
    capital; `title`: three words or more, the first and every word of more than three letters begins with a capital;
    `sentence`: the first word begins with a capital and at most half of the words have any; `mixed`: everything else.
    """

    name = "casing"
    version = 2
    unit = "casing"
    grid = Grid.categories(("all lower", "sentence", "title", "mixed", "all upper", "none"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "all lower"),
        ("Where is my parcel? I paid.", "sentence"),
        ("Where Is My Parcel Today", "title"),
        ("where is My parcel", "mixed"),
        ("WHERE IS MY PARCEL", "all upper"),
        ("12345 😀", "none"),
        ("@Shop help me", "all lower"),
    )

    def measure(self, batch: Batch) -> Column:
        """Look at the shapes of the words of each message."""
        tokens = batch.tokens
        cased = tokens.words & (tokens.shapes <= MIXED) & ~_georgian(batch)
        count = tokens.count(cased)
        has_capital = cased & (tokens.shapes != LOWER)
        capitals = tokens.count(has_capital)
        begins = cased & np.isin(tokens.shapes, (CAPITALISED, UPPER)) | (
            has_capital & batch.has(c.UPPER)[np.minimum(tokens.starts, max(0, len(batch.points) - 1))]
        )
        long = cased & (tokens.ends - tokens.starts > _SHORT)
        title = (count >= 3) & (tokens.count(long & ~begins) == 0) & (tokens.count(long) > 0)
        single = cased & (tokens.shapes == CAPITALISED) & (tokens.ends - tokens.starts == 1)
        shouted = tokens.count((cased & (tokens.shapes == UPPER)) | single)
        upper = (shouted == count) & (tokens.count(cased & (tokens.shapes == UPPER)) > 0)
        upper |= (shouted == count) & (count >= 2)

        first_begins = np.zeros(len(batch), np.bool_)
        order = np.flatnonzero(cased)
        rows, first = np.unique(tokens.messages[order], return_index=True)
        first_begins[rows] = begins[order[first]]
        codes = np.select(
            [count == 0, capitals == 0, upper, title & first_begins, first_begins & (2 * capitals <= count + 1)],
            [5, 0, 4, 2, 1],
            default=3,
        ).astype(np.int16)
        return Column(codes)


def _georgian(batch: Batch) -> NDArray[np.bool_]:
    """Unicode pairs Georgian letters with capitals that nobody types at the head of a word: a script without case."""
    first = batch.points[np.minimum(batch.tokens.starts, max(0, len(batch.points) - 1))]
    return np.asarray((first >= _GEORGIAN[0]) & (first <= _GEORGIAN[1]))
