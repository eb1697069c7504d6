"""Traces of the platform a message was typed on: indicators for a corpus, no verdict on a message."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid
from prodshape.marks import SENTENCE_MARKS, find_marks
from prodshape.tokens import LOWER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
)
_LIMITS = (140, 160, 280)
_SPEECH_WORDS = 8
_VARIATION_SELECTOR = 0xFE0F


@cache
def _spelt_numbers() -> NDArray[np.bool_]:
    return vocabulary().flags(WORDS_NUMBERS)


class Artifacts(Axis):
    """Which trace of a platform a message shows, if any. Each share means something only for many messages.

    `cut off`: exactly 140, 160 or 280 characters long and no mark at the end (text messages and posts are cut there; also look
    for a spike in `length_chars.exact`). `autocorrect`: a known slip of a keyboard, such as the letter i followed by an emoji
    variation selector, or `A [?]` in its place. `speech-like`: eight words or more, all lower case, no punctuation, no digit,
    and a number spelt out; people who type so are counted too, so only a share well above that of a known typed corpus tells.
    """

    name = "artifacts"
    version = 1
    unit = "trace"
    per_message = False
    grid = Grid.categories(("none", "cut off", "autocorrect", "speech-like"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "none"),
        ("and then i\ufe0f called you", "autocorrect"),
        ("i want to book two seats for the show on friday night", "speech-like"),
        ("my parcel did not come " * 6 + "and", "none"),
        (("my parcel did not come " * 7)[:139] + "y", "cut off"),
    )

    def measure(self, batch: Batch) -> Column:
        """Look for the traces."""
        codes = np.zeros(len(batch), np.int16)
        codes[self._speech_like(batch)] = 3
        codes[self._cut_off(batch)] = 1
        codes[self._autocorrected(batch)] = 2
        return Column(codes)

    def _speech_like(self, batch: Batch) -> NDArray[np.bool_]:
        tokens = batch.tokens
        spelt = _spelt_numbers()[tokens.ids]
        plain = batch.per_text(batch.derived(find_marks).marks | batch.has(c.DIGIT | c.PICTOGRAPH)) == 0
        lower = tokens.count(tokens.shapes != LOWER) == 0
        flags: NDArray[np.bool_] = plain & lower & (tokens.count(spelt) > 0) & (tokens.word_counts >= _SPEECH_WORDS)
        return flags

    def _cut_off(self, batch: Batch) -> NDArray[np.bool_]:
        if not len(batch):
            return np.zeros(0, np.bool_)
        ended = batch.has(SENTENCE_MARKS | c.PICTOGRAPH)[np.maximum(batch.starts[1:] - 2, 0)]
        return np.isin(batch.lengths, _LIMITS) & ~ended

    def _autocorrected(self, batch: Batch) -> NDArray[np.bool_]:
        selector = np.flatnonzero(batch.points == _VARIATION_SELECTOR)
        slipped = selector[(selector > 0) & np.isin(batch.lower[selector - 1], (ord("i"), ord("a")))]
        flags = np.zeros(len(batch), np.bool_)
        flags[batch.owners[slipped]] = True
        brackets = np.flatnonzero(batch.points == ord("["))
        brackets = brackets[brackets + 2 < len(batch.points)]
        missing = (batch.points[brackets + 1] == ord("?")) & (batch.points[brackets + 2] == ord("]"))
        flags[batch.owners[brackets[missing]]] = True
        return flags
