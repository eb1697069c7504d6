"""Where a message mixes English with another language, by votes of its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES
from prodshape.language.scores import LanguageScores, language_scores, tokens_of, word_table
from prodshape.language.scripts import SCRIPT_CODES, script_of
from prodshape.tokens import CAPITALISED, UPPER, WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

TAU = 12
"""A word votes for a language if it is that much likelier there (6 ln, a factor of 7) than in the other."""
LEAST = 2
"""Words that each side needs: one alone is a borrowing."""
TAU_ENGLISH = {"de": 5}
"""What an English word needs beside some language instead: German lists many of the English words it mixes in."""
MOST, STRETCH, STRETCH_ENGLISH = 18, 26, 32
"""Neighbouring words also make a side together, each counting at most `MOST`, so that one alone never does: from that sum on
for the other language, and for English."""
CLEAR = 30
"""A lead that no name or slip of the keyboard reaches by chance (a factor of 150)."""
SHARED = -60
"""Romanised Hindi writes common words as English ones (`me`, `he`, `is`, `par`): above that score a word can be Hindi."""


@dataclass(frozen=True)
class Switching:
    """What a batch of `n` messages mixes.

    Attributes:
        partner: `int64[n]`, the language mixed with English, index in SCRIPT_CODES; -1 where nothing is mixed.
        embedded: `int64[n]`, words of the smaller side.
    """

    partner: NDArray[np.int64]
    embedded: NDArray[np.int64]


def switching(batch: Batch) -> Switching:
    """Find code-switching: at least two words of English and two of one other language."""
    scores = batch.derived(language_scores)
    found = Switching(np.full(len(batch), -1, np.int64), np.zeros(len(batch), np.int64))
    if len(scores.rows):
        _by_words(batch, scores, found)
    if len(scores.script_rows):
        _by_script(batch, scores, found)
    return found


def _by_words(batch: Batch, scores: LanguageScores, found: Switching) -> None:
    table, tokens = word_table(), batch.tokens
    likely = scores.doubts >= LEAST
    rows, sums = scores.rows[likely], scores.sums[likely]
    chosen = likely[scores.row_of]
    at, row_of = scores.tokens[chosen], (likely.cumsum() - 1)[scores.row_of[chosen]]
    if not len(rows):
        return
    leads = _leads(batch, at)
    strange = np.isin(tokens.messages[scores.strange], rows)
    if strange.any():
        at = np.concatenate([at, scores.strange[strange]])
        leanings = scores.leanings[strange]
        leads = np.concatenate([leads, np.maximum(leanings - leanings[:, :1], 0)])
        order = at.argsort(kind="stable")
        at, leads = at[order], leads[order]
        row_of = rows.searchsorted(tokens.messages[at])
    leads = leads * _countable(batch, at, row_of, tokens.ids[at])[:, None]
    begins = row_of.searchsorted(np.arange(len(rows)))
    votes = leads > TAU
    foreign = np.add.reduceat(votes, begins, axis=0, dtype=np.int64)
    native = np.add.reduceat(leads < -_taus(), begins, axis=0, dtype=np.int64)
    pairs = np.add.reduceat(np.maximum(leads, 0), begins, axis=0, dtype=np.int64)
    pairs[:, 0] = -1
    matrix = sums.argmax(axis=1)
    index = np.arange(len(rows))
    other = pairs.argmax(axis=1)
    theirs, ours = foreign[index, other], native[index, other]
    together = _adjacent(at, row_of, votes[np.arange(len(at)), other[row_of]], len(rows))
    mixed = (theirs >= LEAST) & (ours >= LEAST) & ((matrix > 0) | (theirs > LEAST) | together)
    ahead = np.clip(leads[np.arange(len(at)), other[row_of]], -MOST, MOST)
    mixed |= (_best_stretch(ahead, row_of, begins) > STRETCH) & (
        _best_stretch(-ahead, row_of, begins) > STRETCH_ENGLISH
    )
    mixed |= (other == table.languages.index("hi")) & _hinglish(table.scores[tokens.ids[at]], leads, begins)
    codes = np.array([LANGUAGES.index(code) for code in table.languages])
    found.partner[rows[mixed]] = codes[other[mixed]]
    found.embedded[rows[mixed]] = np.maximum(np.minimum(theirs, ours), 1)[mixed]


def _leads(batch: Batch, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """How much likelier each word is in each language than in English: `int64[v, l]`."""
    words = word_table().scores[batch.tokens.ids[at]].astype(np.int64)
    return words - words[:, :1]


def _best_stretch(ahead: NDArray[np.int64], row_of: NDArray[np.int64], begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """The greatest sum of neighbouring words in each message: `int64[v]` to `int64[k]` (Kadane's algorithm on sums)."""
    sums = ahead.cumsum()
    apart = row_of * (MOST * (len(ahead) + 1) * 2)
    least = np.minimum.accumulate(sums - ahead - apart) + apart
    return np.asarray(np.maximum.reduceat(sums - least, begins))


@cache
def _taus() -> NDArray[np.int64]:
    """`TAU_ENGLISH` by column of the word table."""
    return np.array([TAU_ENGLISH.get(code, TAU) for code in word_table().languages], np.int64)


def _hinglish(words: NDArray[np.int16], leads: NDArray[np.int64], begins: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`bool[k]`: messages that mix romanised Hindi and English, where votes alone are too strict.

    Either side may be carried by one clear word: a Hindi one beside words that both spell alike, or an English one
    inside a Hindi sentence, which in that register is no borrowing (`mujhe umbrella chahiye`).
    """
    column = word_table().languages.index("hi")
    lead, score = leads[:, column], words[:, column]

    def count(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.asarray(np.add.reduceat(flags, begins, dtype=np.int64))

    shared = (score > SHARED) & (lead <= TAU)
    hindi, clear = count(lead > TAU), count(lead > CLEAR)
    english = count((lead < -TAU) & ~shared)
    return np.asarray(
        ((clear >= LEAST) & (english >= 1)) | ((clear >= 1) & (hindi + count(shared) >= LEAST) & (english >= LEAST))
    )


def _countable(
    batch: Batch, at: NDArray[np.int64], row_of: NDArray[np.int64], ids: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Which words may vote: each once a message; no names, no words in capitals, no single letters but `i`."""
    tokens = batch.tokens
    shapes = tokens.shapes[at]
    name = (shapes == CAPITALISED) & (tokens.offsets[tokens.messages[at]] < at)
    words = np.where(ids == tokens.vocabulary.unknown, tokens.vocabulary.size + 2 + np.arange(len(ids)), ids)
    _, first = np.unique(row_of * np.int64(tokens.vocabulary.size + 2 + len(ids)) + words, return_index=True)
    countable = np.zeros(len(at), np.bool_)
    countable[first] = True
    countable &= ~name & (shapes != UPPER) & (tokens.ends[at] - tokens.starts[at] >= 2)
    return np.asarray(countable | (ids == tokens.vocabulary.ids(("i",))[0]))


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
    found.partner[rows[mixed]] = scores.letters[mixed].argmax(axis=1)
    found.embedded[rows[mixed]] = np.minimum(ours, np.maximum(theirs, LEAST))[mixed]
