"""Length of a message in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import Axis, Column, Grid
from prodshape.carrying import carrying
from prodshape.tokens import GAP_FIRST, GAP_SPACE

if TYPE_CHECKING:
    from prodshape.messages import Batch


class LengthWords(Axis):
    """Number of words of a message: stretches between white space that hold a letter, a digit or an underscore.

    So `don't`, `order-123` and a URL are one word each, and `-` or an emoji is none. Scripts written without spaces
    count as few words. Every message is measured; empty is 0. Numerator: words; denominator: 1 per message.
    """

    name = "length_words"
    version = 1
    unit = "words"
    ratio = "words / messages"
    grid = Grid.numeric((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144), unit=unit)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("", "0"),
        ("?! 🙂", "0"),
        ("refund", "<=1"),
        ("order-123 isn't here", "<=3"),
        ("hi i want to know where my refund is", "<=13"),
        ("very " * 150, ">144"),
    )

    def measure(self, batch: Batch) -> Column:
        """Count the words of each text: the tokens that begin it or follow white space."""
        tokens = batch.tokens
        number = tokens.count(carrying(tokens.before, GAP_SPACE | GAP_FIRST))
        return Column(
            codes=self.grid.codes(number),
            numerators=number,
            denominators=batch.each,
            values=number.astype(np.float64),
        )
