"""Length of a message in tokens of a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import Axis, Column, Grid
from prodshape.lexicon.exact_tokens import ENCODING, token_count, tokeniser
from prodshape.lexicon.token_estimate import token_estimate

if TYPE_CHECKING:
    from prodshape.messages import Batch


class LengthTokens(Axis):
    """Number of o200k tokens of a message: counted where the extra `tokens` is installed, else estimated; the unit says which.

    Counted, it is version 4 (unit `tokens (o200k_base)`). Estimated, it is version 5 (unit `tokens (estimate)`): known words
    count what a table says, all else by its characters, kind and script (`prodshape.lexicon.token_estimate` gives the rates and the
    error measured). The two are not compared with each other: install the extra on both sides or on none.
    Every message is measured; empty is 0. Numerator: tokens; denominator: 1 per message.

    Args:
        exact: count; None: count if the extra is installed.
    """

    name = "length_tokens"
    ratio = "tokens / messages"
    grid = Grid.numeric((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377), unit="tokens")
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("", "0"),
        ("order", "<=1"),
        ("where is my refund?", "<=5"),
        ("I have been waiting for my new card for two weeks", "<=13"),
        ("very " * 400, ">377"),
    )

    def __init__(self, *, exact: bool | None = None) -> None:
        self._exact = tokeniser() is not None if exact is None else exact
        self.version = 6 if self._exact else 7  # even: counted, odd: estimated
        self.unit = f"tokens ({ENCODING})" if self._exact else "tokens (estimate)"

    def measure(self, batch: Batch) -> Column:
        """Count or estimate the tokens of each text."""
        number = batch.derived(token_count if self._exact else token_estimate)
        return Column(
            codes=self.grid.codes(number),
            numerators=number,
            denominators=batch.each,
            values=number.astype(np.float64),
        )
