"""Misspellings per message: words that are none, one slip away from a frequent word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason, Span
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.misspellings import MISSPELLINGS, WORDS_MISSPELT
from prodshape.lexicon.spelling_reasons import meant, spared, word_reasons
from prodshape.lexicon.token_spans import token_spans
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_NO_ENTRIES = np.zeros(0, np.int32)


class Typos(Axis):
    """Number of misspelt words of a message, binned by their share of its checkable words.

    A *checkable word* is a word in the letters a-z that is not more frequent in another language. It is a *misspelling* if
    it is on our list of known ones, or else is neither in SCOWL (to size 70; US, GB, CA, AU) nor frequent (Zipf 2.7), and a
    slip believable for its kind (`prodshape.lexicon.edits`) leads to it from a frequent word, or two of a long word or of one that
    sounds the same. Words capitalised inside a sentence (unless known misspellings of six letters or more), in mixed case, or of up to five capitals are taken for names. Dropped apostrophes, abbreviations,
    lengthened words and words run together have their own axes. Wrong but existing words ("form" for "from") are not seen.

    A message whose main language has a lexicon of its own (`docs/languages.md`; Spanish) is judged by that: words of Zipf 2.3 are
    words, accents left out are no misspellings.

    Not measured: messages without a checkable word, and messages in a language without a lexicon: their main language is
    another one, or at least 2 of their words, and more than 30 %, are of other languages.
    """

    name = "typos"
    version = 6
    unit = "share of checkable words"
    ratio = "typos / checkable words"
    grid = Grid.numeric((0, 0.025, 0.05, 0.1, 0.2, 0.4), unit=unit)
    vocabulary = tuple(f"{form} -> {MISSPELLINGS[form]}" for form in WORDS_MISSPELT)
    span_kinds = ("typo",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my refund?", "0"),
        ("hi i returnd the thing", "<=0.2"),
        ("I have not recieved my refund, please check and let me know when it will arrive", "<=0.1"),
        ("pasword rset", ">0.4"),
        ("my name is Kuyil, order AB-4471", "0"),
        ("no puedo entrar en mi cuenta desde ayer, nesesito ayuda", "<=0.1"),
        ("ich kann mich seit gestern nicht anmelden", None),
        ("🙂🙂", None),
        ("", None),
    )

    def __init__(self) -> None:
        words = vocabulary()
        self._entries = np.full(words.size + 2, -1, np.int32)
        self._entries[words.ids(WORDS_MISSPELT)] = np.arange(len(WORDS_MISSPELT))

    def measure(self, batch: Batch) -> Column:
        """Count misspellings."""
        checked = batch.derived(checked_words)
        number = batch.tokens.count(checked.misspelt)
        codes = self.grid.codes(number / np.maximum(checked.counts, 1))
        codes[~checked.judged] = NOT_MEASURED
        return Column(
            codes=codes,
            numerators=number,
            denominators=checked.counts,
            values=np.where(checked.judged, number, np.nan),
            words=self._known(batch, checked.misspelt),
        )

    def _known(self, batch: Batch, misspelt: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        hits = misspelt.nonzero()[0]
        if not len(hits):
            return hits, _NO_ENTRIES
        entries = self._entries[batch.tokens.ids[hits]]
        return batch.tokens.messages[hits[entries >= 0]], entries[entries >= 0]

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the misspelt words stand."""
        return token_spans(batch, batch.derived(checked_words).misspelt, "typo")

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """What was meant, and which words were spared for looking like names."""
        misspelt = batch.derived(checked_words).misspelt
        return word_reasons(batch, [*meant(batch, misspelt), *spared(batch)])
