"""How a message uses capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.carrying import carrying
from prodshape.tokens import CAPITALISED, LOWER, MIXED, UPPER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_GEORGIAN = range(0x10D0, 0x1100)
_SHORT = 3
"""Title case leaves words of up to this many letters alone."""


class Casing(Axis):
    """How the words of a message are cased. Addresses, mentions, hashtags and codes with digits do not count.

    In this order: `none`: no letter that has a case; `all lower`: no capital at all; `all upper`: two cased letters or more, all
    capital; `title`: three words or more, the first and every word of more than three letters begins with a capital, and
    there are two such long words or every word does; `sentence`: the first word begins with a capital and at most half of
    the words behind it have any; `mixed`: everything else.
    """

    name = "casing"
    version = 4
    unit = "casing"
    grid = Grid.categories(("all lower", "sentence", "title", "mixed", "all upper", "none"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "all lower"),
        ("Where is my parcel? I paid.", "sentence"),
        ("Where Is My Parcel Today", "title"),
        ("Where are u", "sentence"),
        ("Hello", "sentence"),
        ("where is My parcel", "mixed"),
        ("WHERE IS MY PARCEL", "all upper"),
        ("12345 😀", "none"),
        ("@Shop help me", "all lower"),
        ("thanks :D", "all lower"),
    )

    def measure(self, batch: Batch) -> Column:
        """Look at the shapes of the words of each message."""
        tokens = batch.tokens
        shapes, sizes = tokens.shapes, tokens.ends - tokens.starts
        cased, has_capital = _cased(batch)
        count, capitals = tokens.count(cased), tokens.count(has_capital)
        if not np.count_nonzero(capitals):
            return Column(np.where(count > 0, np.int16(0), np.int16(5)))
        upper_case = cased & (shapes == UPPER)
        capitalised = cased & (shapes == CAPITALISED)
        begins = capitalised | upper_case
        mixed = (has_capital & ~begins).nonzero()[0]
        begins[mixed] = carrying(batch.classes[tokens.starts[mixed]], c.UPPER)
        long = cased & (sizes > _SHORT)

        longs = tokens.count(long)
        titled = (longs >= 2) | ((longs > 0) & (tokens.count(begins) == count))
        title = (count >= 3) & (tokens.count(long & ~begins) == 0) & titled
        shouted = tokens.count(upper_case | (capitalised & (sizes == 1)))
        upper = (shouted == count) & ((count >= 2) | (tokens.count(upper_case) > 0))

        # The first cased word of each message that has one.
        order = cased.nonzero()[0]
        first = np.zeros(len(batch), np.int64)
        first[1:] = count[:-1].cumsum()
        rows = (count > 0).nonzero()[0]
        first_begins = np.zeros(len(batch), np.bool_)
        first_begins[rows] = begins[order[first[rows]]]
        codes = np.where(first_begins & (2 * capitals <= count + 1), np.int16(1), np.int16(3))
        codes[title & first_begins] = 2
        codes[upper] = 4
        codes[capitals == 0] = 0
        codes[count == 0] = 5
        return Column(codes)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """How many of the words that have a case have a capital."""
        counts = (batch.tokens.count(flags).tolist() for flags in _cased(batch))
        return [
            [Reason(f"{capitals} of {words} words with a capital")] if words else []
            for words, capitals in zip(*counts, strict=True)
        ]


def _cased(batch: Batch) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """`bool[t]` twice: words that have a case, and those of them with a capital."""
    tokens = batch.tokens
    cased = tokens.words & (tokens.shapes <= MIXED) & ~_georgian(batch)
    return cased, cased & (tokens.shapes != LOWER)


def _georgian(batch: Batch) -> NDArray[np.bool_]:
    """Unicode pairs Georgian letters with capitals that nobody types at the head of a word: a script without case."""
    # Smaller code points wrap around to great ones.
    return np.asarray(batch.points[batch.tokens.starts] - np.uint32(_GEORGIAN.start) < len(_GEORGIAN))
