"""Which messages mix two languages neither of which is English; only pairs that are asked for are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES, SHARED_SCRIPTS
from prodshape.language.scores import FLOOR, tokens_of, word_table
from prodshape.language.scripts import script_of
from prodshape.language.votes import LEAST, MOST, STRETCH, TAU, best_stretch
from prodshape.tokens import CAPITALISED, UPPER, WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.scores import LanguageScores
    from prodshape.language.votes import Switching, Words
    from prodshape.messages import Batch

    Pairs = tuple[tuple[str, str], ...]

GAIN = 30
"""So much better than any one language a pair explains the words of a message (6 ln, a factor of 150)."""
DENSE = ("zh", "ja", "th")
"""Scripts without spaces: there two letters count as a word."""


def pairs_by_words(words: Words, pairs: Pairs, found: Switching) -> None:
    """Pairs in Latin script: two clear words of each, or neighbours that lean to one side, as beside English.

    Close languages share many words, and a sentence in a third one has some of either: so the pair must also explain the
    message much better than the best single language, and better than English with any other if that was found.
    """
    columns = {code: place for place, code in enumerate(word_table().languages)}
    chosen = [pair for pair in pairs if set(pair) <= set(columns)]
    if not chosen:
        return
    rows, begins = words.rows, words.begins
    scores = words.scores * words.countable[:, None]
    single = np.add.reduceat(scores, begins, axis=0).max(axis=1)
    with_english = np.add.reduceat(np.maximum(scores, scores[:, :1]), begins, axis=0).max(axis=1)
    bar = np.maximum(single + GAIN, np.where(found.partner[rows] < 0, single, with_english))
    for one, other in chosen:
        first, second = scores[:, columns[one]], scores[:, columns[other]]
        leads = second - first
        ours = np.add.reduceat(leads < -TAU, begins, dtype=np.int64)
        theirs = np.add.reduceat(leads > TAU, begins, dtype=np.int64)
        ahead = np.clip(leads, -MOST, MOST)
        mixed = (ours >= LEAST) & (theirs >= LEAST)
        mixed |= (best_stretch(ahead, words.row_of, begins) > STRETCH) & (
            best_stretch(-ahead, words.row_of, begins) > STRETCH
        )
        explained = np.add.reduceat(np.maximum(first, second), begins)
        mixed &= explained > bar
        bar = np.where(mixed, explained, bar)
        _write(found, rows[mixed], (one, other), np.maximum(np.minimum(theirs, ours), 1)[mixed])


def pairs_by_script(batch: Batch, scores: LanguageScores, pairs: Pairs, found: Switching) -> None:
    """Pairs of which at least one is written in another script than Latin: two words of each, names left out."""
    if not pairs:
        return
    rows = scores.script_rows
    at, row_of = tokens_of(batch, rows)
    is_word = batch.tokens.kinds[at] == WORD
    at, row_of = at[is_word], row_of[is_word]
    script = script_of(batch.points[batch.tokens.starts[at]])
    codes = {code for pair in pairs for code in pair}
    latin = {code: _latin_words(batch, at[script < 0], row_of[script < 0], code, len(rows)) for code in codes}
    other = {code: _script_words(scores, script, row_of, code) for code in codes}
    for one, two in pairs:
        ways = ((latin[one], other[two]), (other[one], latin[two]), (other[one], other[two]))
        words = np.max([np.minimum(*way) for way in ways], axis=0)
        mixed = words >= LEAST
        _write(found, rows[mixed], (one, two), words[mixed])


def _latin_words(
    batch: Batch, at: NDArray[np.int64], row_of: NDArray[np.int64], code: str, size: int
) -> NDArray[np.int64]:
    """`int64[size]`: words of a language in Latin script, none where English explains them as well."""
    table, tokens = word_table(), batch.tokens
    if code not in table.languages:
        return np.zeros(size, np.int64)
    column = table.scores[tokens.ids[at], table.languages.index(code)].astype(np.int64)
    english = table.scores[tokens.ids[at], 0].astype(np.int64)
    shapes = tokens.shapes[at]
    plain = table.known[tokens.ids[at]] & (shapes != CAPITALISED) & (shapes != UPPER)
    lead = np.bincount(row_of, np.where(plain, column - english, 0), size)
    return np.where(lead > TAU, np.bincount(row_of[plain & (column > FLOOR)], minlength=size), 0)


def _script_words(
    scores: LanguageScores, script: NDArray[np.int8], row_of: NDArray[np.int64], code: str
) -> NDArray[np.int64]:
    """`int64[s]`: words in the script of a language, none where its letters speak for another that writes it."""
    together: frozenset[str] = next((one for one in SHARED_SCRIPTS if code in one), frozenset({code}))
    letters = scores.letters[:, LANGUAGES.index(code)]
    own = np.isin(script, [LANGUAGES.index(each) for each in together])
    words = np.bincount(row_of[own], minlength=len(letters))
    if code in DENSE:
        words = np.maximum(words, letters // 2)
    return np.where(letters > 0, words, 0)


def _write(found: Switching, rows: NDArray[np.int64], pair: tuple[str, str], embedded: NDArray[np.int64]) -> None:
    found.host[rows], found.partner[rows] = (LANGUAGES.index(code) for code in pair)
    found.embedded[rows] = embedded
