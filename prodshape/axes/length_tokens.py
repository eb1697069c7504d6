"""Length of a message in tokens of a language model, estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import Axis, Column, Grid
from prodshape.lexicon.token_estimate import token_estimate

if TYPE_CHECKING:
    from prodshape.messages import Batch


class LengthTokens(Axis):
    """Number of tokens of a message: an estimate of what the o200k tokeniser would count, not a count.

    Frequent English words count what a table says, all else is estimated from its characters by kind and script
    (`prodshape.lexicon.token_estimate` gives the rates and the error measured). Every message is measured; empty is 0. Rounded to whole
    tokens. Numerator: tokens; denominator: 1 per message.
    """

    name = "length_tokens"
    version = 1
    unit = "tokens (estimate)"
    ratio = "tokens / messages"
    grid = Grid.numeric((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377), unit=unit)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("", "0"),
        ("refund", "<=1"),
        ("where is my refund?", "<=5"),
        ("I have been waiting for my new card for two weeks", "<=13"),
        ("very " * 400, ">377"),
    )

    def measure(self, batch: Batch) -> Column:
        """Estimate the tokens of each text."""
        number = batch.derived(token_estimate)
        return Column(
            codes=self.grid.codes(number),
            numerators=number,
            denominators=np.ones(len(batch), np.int64),
            values=number.astype(np.float64),
        )
