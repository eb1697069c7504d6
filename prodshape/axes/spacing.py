"""Spaces left out between words, or put inside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason, Span
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.spelling_reasons import meant, word_reasons
from prodshape.lexicon.split_words import split_words
from prodshape.lexicon.token_spans import token_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class Spacing(Axis):
    """Number of words run together (`thankyou`, `alot`, `helpi want`) or taken apart (`pass word`, `my self`).

    Run together: a form of our list, or an unknown word that two frequent words make up, one of which is often written
    together with its neighbour (`please`, `thank`, `my`, `is`, `i`, ...), two little words (`formy`, `okthank`), or a common word and one of grammar (`yourparcel`). Taken apart: a pair of our list with one space
    between. Missing spaces after a mark and double spaces belong to `punctuation`. Other languages that have a lexicon: the
    run-ons of its list. What is not measured: as in `typos`. The ratio is spacing errors / words.
    """

    name = "spacing"
    version = 6
    unit = "spacing errors"
    ratio = "spacing errors / words"
    grid = Grid.numeric((0, 1), exact=True)
    span_kinds = ("spacing",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("thank you so much", "0"),
        ("thankyou so much", "1"),
        ("alot of trouble with my pass word", "2+"),
        ("maybe everyone already knows", "0"),
        ("osea porfavor que llegue mañana", "2+"),
        ("ich habe meine bestellung nicht erhalten", None),
        ("123 456", None),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count spacing errors."""
        judged, run_on = batch.derived(checked_words).judged, batch.derived(checked_words).run_on
        number = batch.tokens.count(run_on) + batch.tokens.count(_split(batch))
        codes = self.grid.codes(number)
        codes[~judged] = NOT_MEASURED
        words = np.where(judged, batch.tokens.word_counts, 0)
        return Column(codes=codes, numerators=number, denominators=words, values=np.where(judged, number, np.nan))

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the words run together stand, and from where to where a word is taken apart."""
        tokens = batch.tokens
        spans = token_spans(batch, batch.derived(checked_words).run_on, "spacing")
        for first in _split(batch).nonzero()[0].tolist():
            row = int(tokens.messages[first])
            begin = int(batch.starts[row])
            spans[row].append(Span(int(tokens.starts[first]) - begin, int(tokens.ends[first + 1]) - begin, "spacing"))
        return [sorted(of_text) for of_text in spans]

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The words that were run together, the word that was taken apart."""
        apart = [
            (token, f"{batch.tokens.text(token)} {batch.tokens.text(token + 1)}: one word")
            for token in np.flatnonzero(_split(batch)).tolist()
        ]
        return word_reasons(batch, [*meant(batch, batch.derived(checked_words).run_on), *apart])


def _split(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: the first halves of words taken apart."""
    flags = batch.derived(split_words).copy()
    found = flags.nonzero()[0]
    flags[found] = batch.derived(checked_words).english[batch.tokens.messages[found]]
    return flags
