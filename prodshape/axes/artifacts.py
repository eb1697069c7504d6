"""Traces of the platform a message was typed on: indicators for a corpus, no verdict on a message."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.carrying import carrying
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
_IS_LIMIT = np.isin(np.arange(_LIMITS[-1] + 2), _LIMITS)
_SPEECH_WORDS = 8
_VARIATION_SELECTOR = 0xFE0F

_NO_ROWS = np.zeros(0, np.int64)


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
    version = 4
    unit = "trace"
    per_message = False
    grid = Grid.categories(("none", "cut off", "autocorrect", "speech-like"))
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "none"),
        ("and then i\ufe0f called you", "autocorrect"),
        ("is that right [?]", "none"),
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

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """What the trace is."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        for row in self._autocorrected(batch).tolist():
            reasons[row] = [Reason("a known slip of a keyboard")]
        for row in self._cut_off(batch).tolist():
            reasons[row] = reasons[row] or [Reason(f"exactly {batch.lengths[row]} characters, no mark at the end")]
        for row in self._speech_like(batch).tolist():
            reasons[row] = reasons[row] or [Reason("a number spelt out among small letters without marks or digits")]
        return reasons

    def _speech_like(self, batch: Batch) -> NDArray[np.int64]:
        tokens = batch.tokens
        spelt = tokens.count(_spelt_numbers()[tokens.ids]) > 0
        rows = (spelt & (tokens.word_counts >= _SPEECH_WORDS)).nonzero()[0]
        if not len(rows):
            return rows
        unlike = np.zeros(len(batch), np.bool_)
        unlike[batch.owners[batch.derived(find_marks).places]] = True
        unlike[batch.owners[batch.has(c.DIGIT | c.PICTOGRAPH)]] = True
        unlike[tokens.messages[tokens.shapes != LOWER]] = True
        return rows[~unlike[rows]]

    def _cut_off(self, batch: Batch) -> NDArray[np.int64]:
        rows = _IS_LIMIT[np.minimum(batch.lengths, _LIMITS[-1] + 1)].nonzero()[0]
        if not len(rows):
            return rows
        ends = batch.classes[batch.starts[rows + 1] - 2]
        found: NDArray[np.int64] = rows[~carrying(ends, SENTENCE_MARKS | c.PICTOGRAPH)]
        return found

    def _autocorrected(self, batch: Batch) -> NDArray[np.int64]:
        points = batch.points
        selectors, brackets = batch.places(c.MARK), batch.places(c.PUNCTUATION)
        selectors = selectors[points[selectors] == _VARIATION_SELECTOR]
        brackets = brackets[points[brackets] == ord("[")]
        if not len(selectors) and not len(brackets):
            return _NO_ROWS
        letters = batch.lower[selectors - 1]
        slipped = selectors[(letters == ord("i")) | (letters == ord("a"))]
        brackets = brackets[(brackets >= 2) & (brackets + 2 < len(points))]
        missing = (points[brackets + 1] == ord("?")) & (points[brackets + 2] == ord("]"))
        letter = brackets - 1 - (points[brackets - 1] == ord(" "))
        missing &= (points[letter] == ord("A")) & ~carrying(batch.classes[letter - 1], c.LETTER)
        found: NDArray[np.int64] = batch.owners[np.concatenate([slipped, brackets[missing]])]
        return found
