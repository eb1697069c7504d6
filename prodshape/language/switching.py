"""Where a message mixes two languages, by votes of its words: English with any other, and further pairs that are asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES
from prodshape.language.evidence import evidence
from prodshape.language.pairs import pairs_by_script, pairs_by_words
from prodshape.language.scores import (
    ENGLISH_RARE,
    LanguageScores,
    language_of_column,
    language_scores,
    tokens_of,
    word_table,
)
from prodshape.language.scripts import SCRIPT_CODES, script_of
from prodshape.language.sides import count, english_side, foreign_side
from prodshape.language.votes import LEAST, TAU, Switching, Words, words_of
from prodshape.tokens import CAPITALISED, UPPER, WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.pairs import Pairs
    from prodshape.messages import Batch

TAU_ENGLISH = {"de": 5}
"""What an English word needs beside some language instead of `TAU`: German lists many of the English words it mixes in."""
CLEAR = 30
"""A lead that no name or slip of the keyboard reaches by chance (a factor of 150)."""
SHARED = -60
"""Romanised Hindi writes common words as English ones (`me`, `he`, `is`, `par`): above that score a word can be Hindi."""


def switching(batch: Batch, pairs: Pairs = ()) -> Switching:
    """Find code-switching: at least two words of English and two of one other language, or two of each of one of `pairs`.

    Args:
        batch: the messages.
        pairs: further pairs to look for, of ISO 639-1 codes other than English.
    """
    scores = batch.derived(language_scores)
    size = len(batch)
    found = Switching(np.full(size, LANGUAGES.index("en")), np.full(size, -1), np.zeros(size, np.int64))
    if np.count_nonzero(scores.doubts >= LEAST):
        words = words_of(batch, scores)
        _by_words(words, found)
        pairs_by_words(words, pairs, found)
    if len(scores.script_rows):
        _by_script(batch, scores, found)
        pairs_by_script(batch, scores, pairs, found)
    return found


def _by_words(words: Words, found: Switching) -> None:
    table, rows = word_table(), words.rows
    leads = words.scores - words.scores[:, :1]
    leads[~words.listed] = np.maximum(leads[~words.listed], 0)
    german, hindi = table.languages.index("de"), table.languages.index("hi")
    nouns = words.named & words.listed & (words.scores[:, 0] <= ENGLISH_RARE)
    german_nouns = np.where(nouns, np.maximum(leads[:, german], 0), 0)
    leads *= words.countable[:, None]
    leads[:, german] += german_nouns
    pairs = np.add.reduceat(np.maximum(leads, 0), words.begins, axis=0, dtype=np.int64)
    pairs[:, 0] = -1
    other = pairs.argmax(axis=1)
    column = other[words.row_of]
    lead = leads[np.arange(len(column)), column]
    known = evidence()
    foreign = ~known.loan[words.ids] & (lead > TAU)
    native = ~known.borrowed[words.ids] & (lead < -_taus()[column])
    mixed = foreign_side(words, foreign, native, lead) & english_side(words, foreign, native, lead)
    mixed = np.where(other == hindi, _hinglish(words, leads[:, hindi]), mixed)
    found.partner[rows[mixed]] = language_of_column()[other[mixed]]
    smaller = np.minimum(count(foreign, words), count(native, words))
    found.embedded[rows[mixed]] = np.maximum(smaller, 1)[mixed]


@cache
def _taus() -> NDArray[np.int64]:
    """`TAU_ENGLISH` by column of the word table."""
    return np.array([TAU_ENGLISH.get(code, TAU) for code in word_table().languages], np.int64)


def _hinglish(words: Words, lead: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`bool[k]`: messages that mix romanised Hindi and English, where votes alone are too strict.

    Either side may be carried by one clear word: a Hindi one beside words that both spell alike, or an English one
    inside a Hindi sentence, which in that register is no borrowing (`mujhe umbrella chahiye`) unless everyday Hindi has it (`mera order`).
    """
    score = words.scores[:, word_table().languages.index("hi")]
    shared = (score > SHARED) & (lead <= TAU)
    native = (lead < -TAU) & ~shared
    hindi, clear, english = count(lead > TAU, words), count(lead > CLEAR, words), count(native, words)
    own = count(native & ~evidence().loan_hindi[words.ids], words)
    return np.asarray(
        ((clear >= LEAST) & (own + english >= LEAST))
        | ((clear >= 1) & (hindi + count(shared, words) >= LEAST) & (english >= LEAST) & (own >= 1))
    )


def _by_script(batch: Batch, scores: LanguageScores, found: Switching) -> None:
    """Two words in another script and two plain English ones in Latin letters; names are capitalised there."""
    tokens, rows = batch.tokens, scores.script_rows
    at, row_of = tokens_of(batch, rows)
    word = tokens.kinds[at] == WORD
    latin = script_of(batch.points[tokens.starts[at]]) < 0
    shapes = tokens.shapes[at]
    plain = word & latin & word_table().english[tokens.ids[at]] & (shapes != CAPITALISED) & (shapes != UPPER)
    known, ids = evidence(), tokens.ids[at]
    plain &= ~known.borrowed[ids]
    ours = np.bincount(row_of[plain], minlength=len(rows))
    spoken = np.bincount(row_of[plain & known.grammar[ids]], minlength=len(rows)) > 0
    theirs = np.bincount(row_of[word & ~latin], minlength=len(rows))
    dense = scores.letters[:, [SCRIPT_CODES.index(code) for code in ("zh", "ja", "th")]].sum(axis=1) >= 2 * LEAST
    mixed = spoken & (ours >= LEAST) & ((theirs >= LEAST) | dense)
    found.host[rows[mixed]] = LANGUAGES.index("en")
    found.partner[rows[mixed]] = scores.letters[mixed].argmax(axis=1)
    found.embedded[rows[mixed]] = np.minimum(ours, np.maximum(theirs, LEAST))[mixed]
