"""Words with a letter held down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Span
from prodshape.lexicon.lengthened import lengthened
from prodshape.lexicon.token_spans import token_spans

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Lengthening(Axis):
    """Number of lengthened words: a letter three times or more in a row, `sooo`, `pleaseee`, `nooo`.

    Not lengthened: words that a dictionary writes so, three equal letters alone (`www`, `AAA`, `xxx`; but `hhh`
    and `mmm` are), Roman numerals, and anything inside addresses, mentions, hashtags and codes. Any script.
    Not measured: messages without words.
    """

    name = "lengthening"
    version = 3
    unit = "lengthened words"
    ratio = "lengthened words / words"
    grid = Grid.numeric((0, 1), exact=True)
    span_kinds = ("lengthening",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("so annoyed", "0"),
        ("sooo annoyed", "1"),
        ("pleaseee helppp meee", "2+"),
        ("www AAA order 1000 XVIII", "0"),
        ("1000 !!!", None),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count lengthened words."""
        words = batch.tokens.word_counts
        number = batch.tokens.count(batch.derived(lengthened))
        codes = self.grid.codes(number)
        codes[words == 0] = NOT_MEASURED
        return Column(codes=codes, numerators=number, denominators=words, values=np.where(words > 0, number, np.nan))

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the lengthened words stand."""
        return token_spans(batch, batch.derived(lengthened), "lengthening")
