"""Words that no lexicon of ours knows: names, products, codes in letters, misspellings beyond reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.spelling import WordClass
from prodshape.lexicon.spelling_reasons import word_reasons

if TYPE_CHECKING:
    from prodshape.messages import Batch


class UnknownWords(Axis):
    """Number of words that are neither known nor explained, binned by their share of the checkable words.

    Checkable words and what is not measured: as in `typos`. Unknown is what remains: not in SCOWL-70, not frequent, not of
    another language, not an abbreviation, a dropped apostrophe, a lengthened word, a run-on or a believable slip.
    """

    name = "unknown_words"
    version = 6
    unit = "share of checkable words"
    ratio = "unknown words / checkable words"
    grid = Grid.numeric((0, 0.025, 0.05, 0.1, 0.2, 0.4), unit=unit)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my refund?", "0"),
        ("my name is zqyrtha, please check my order", "<=0.2"),
        ("xkjdhf qwpzzk", ">0.4"),
        ("order 55-1234", "0"),
        ("mi pedido no llega a zqyrtha", "<=0.2"),
        ("555 1234", None),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count unknown words."""
        checked = batch.derived(checked_words)
        number = np.where(checked.judged, batch.tokens.count(checked.classes == WordClass.UNKNOWN.value), 0)
        codes = self.grid.codes(number / np.maximum(checked.counts, 1))
        codes[~checked.judged] = NOT_MEASURED
        return Column(
            codes=codes,
            numerators=number,
            denominators=checked.counts,
            values=np.where(checked.judged, number, np.nan),
        )

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Which words no lexicon explains."""
        checked = batch.derived(checked_words)
        strange = (checked.classes == WordClass.UNKNOWN) & checked.judged[batch.tokens.messages]
        return word_reasons(
            batch, [(token, f"{batch.tokens.text(token)}: not known") for token in np.flatnonzero(strange).tolist()]
        )
