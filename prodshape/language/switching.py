"""Where a message mixes two languages, by votes of its words: English with any other, and further pairs that are asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES
from prodshape.language.pairs import pairs_by_script, pairs_by_words
from prodshape.language.scores import LanguageScores, language_scores, tokens_of, word_table
from prodshape.language.scripts import SCRIPT_CODES, script_of
from prodshape.language.votes import LEAST, MOST, STRETCH, TAU, Switching, Words, best_stretch, words_of
from prodshape.tokens import CAPITALISED, UPPER, WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.pairs import Pairs
    from prodshape.messages import Batch

TAU_ENGLISH = {"de": 5}
"""What an English word needs beside some language instead of `TAU`: German lists many of the English words it mixes in."""
STRETCH_ENGLISH = 32
"""From which sum on neighbouring words make the English side together."""
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
    if len(scores.rows):
        words = words_of(batch, scores)
        if len(words.rows):
            _by_words(words, found)
            pairs_by_words(words, pairs, found)
    if len(scores.script_rows):
        _by_script(batch, scores, found)
        pairs_by_script(batch, scores, pairs, found)
    return found


def _by_words(words: Words, found: Switching) -> None:
    table = word_table()
    rows, at, row_of, begins = words.rows, words.at, words.row_of, words.begins
    leads = words.scores - words.scores[:, :1]
    leads[~words.listed] = np.maximum(leads[~words.listed], 0)
    leads *= words.countable[:, None]
    votes = leads > TAU
    foreign = np.add.reduceat(votes, begins, axis=0, dtype=np.int64)
    native = np.add.reduceat(leads < -_taus(), begins, axis=0, dtype=np.int64)
    pairs = np.add.reduceat(np.maximum(leads, 0), begins, axis=0, dtype=np.int64)
    pairs[:, 0] = -1
    matrix = words.sums.argmax(axis=1)
    index = np.arange(len(rows))
    other = pairs.argmax(axis=1)
    theirs, ours = foreign[index, other], native[index, other]
    together = _adjacent(at, row_of, votes[np.arange(len(at)), other[row_of]], len(rows))
    mixed = (theirs >= LEAST) & (ours >= LEAST) & ((matrix > 0) | (theirs > LEAST) | together)
    ahead = np.clip(leads[np.arange(len(at)), other[row_of]], -MOST, MOST)
    mixed |= (best_stretch(ahead, row_of, begins) > STRETCH) & (best_stretch(-ahead, row_of, begins) > STRETCH_ENGLISH)
    hindi = table.languages.index("hi")
    mixed |= (other == hindi) & _hinglish(words.scores[:, hindi], leads[:, hindi], begins)
    codes = np.array([LANGUAGES.index(code) for code in table.languages])
    found.partner[rows[mixed]] = codes[other[mixed]]
    found.embedded[rows[mixed]] = np.maximum(np.minimum(theirs, ours), 1)[mixed]


@cache
def _taus() -> NDArray[np.int64]:
    """`TAU_ENGLISH` by column of the word table."""
    return np.array([TAU_ENGLISH.get(code, TAU) for code in word_table().languages], np.int64)


def _hinglish(score: NDArray[np.int64], lead: NDArray[np.int64], begins: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`bool[k]`: messages that mix romanised Hindi and English, where votes alone are too strict.

    Either side may be carried by one clear word: a Hindi one beside words that both spell alike, or an English one
    inside a Hindi sentence, which in that register is no borrowing (`mujhe umbrella chahiye`).
    """

    def count(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.asarray(np.add.reduceat(flags, begins, dtype=np.int64))

    shared = (score > SHARED) & (lead <= TAU)
    hindi, clear = count(lead > TAU), count(lead > CLEAR)
    english = count((lead < -TAU) & ~shared)
    return np.asarray(
        ((clear >= LEAST) & (english >= 1)) | ((clear >= 1) & (hindi + count(shared) >= LEAST) & (english >= LEAST))
    )


def _adjacent(
    at: NDArray[np.int64], row_of: NDArray[np.int64], foreign: NDArray[np.bool_], size: int
) -> NDArray[np.bool_]:
    """`bool[k]`: do two foreign words stand together, at most one word between them?"""
    chosen = foreign.nonzero()[0]
    together = (np.diff(at[chosen]) <= 2) & (np.diff(row_of[chosen]) == 0)
    return np.asarray(np.bincount(row_of[chosen[1:]][together], minlength=size) > 0)


def _by_script(batch: Batch, scores: LanguageScores, found: Switching) -> None:
    """Two words in another script and two plain English ones in Latin letters; names are capitalised there."""
    tokens, rows = batch.tokens, scores.script_rows
    at, row_of = tokens_of(batch, rows)
    word = tokens.kinds[at] == WORD
    latin = script_of(batch.points[tokens.starts[at]]) < 0
    shapes = tokens.shapes[at]
    plain = word & latin & word_table().english[tokens.ids[at]] & (shapes != CAPITALISED) & (shapes != UPPER)
    ours = np.bincount(row_of[plain], minlength=len(rows))
    theirs = np.bincount(row_of[word & ~latin], minlength=len(rows))
    dense = scores.letters[:, [SCRIPT_CODES.index(code) for code in ("zh", "ja", "th")]].sum(axis=1) >= 2 * LEAST
    mixed = (ours >= LEAST) & ((theirs >= LEAST) | dense)
    found.host[rows[mixed]] = LANGUAGES.index("en")
    found.partner[rows[mixed]] = scores.letters[mixed].argmax(axis=1)
    found.embedded[rows[mixed]] = np.minimum(ours, np.maximum(theirs, LEAST))[mixed]
