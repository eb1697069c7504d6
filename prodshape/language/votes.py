"""What the words of a message say for one language against another: the shared basis of all pairs that are mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.scores import word_table
from prodshape.tokens import CAPITALISED, UPPER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.scores import LanguageScores
    from prodshape.messages import Batch

TAU = 12
"""A word votes for a language if it is that much likelier there (6 ln, a factor of 7) than in the other."""
LEAST = 2
"""Words that each side needs: one alone is a borrowing."""
MOST, STRETCH = 18, 26
"""Neighbouring words also make a side together, each counting at most `MOST`, so that one alone never does: from that sum on."""


@dataclass(frozen=True)
class Switching:
    """What a batch of `n` messages mixes; the finders of pairs write into it.

    Attributes:
        host: `int64[n]`, one of the two languages, English where it is one, index in SCRIPT_CODES.
        partner: `int64[n]`, the other one; -1 where nothing is mixed.
        embedded: `int64[n]`, words of the smaller side.
    """

    host: NDArray[np.int64]
    partner: NDArray[np.int64]
    embedded: NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """The words that may say something in `k` messages of which at least two speak against English.

    Attributes:
        rows: `int64[k]`, the messages, ascending.
        sums: `int64[k, l]`, what speaks for each language, of `LanguageScores`.
        at: `int64[v]`, their tokens.
        ids: `int64[v]`, their words in the vocabulary.
        row_of: `int64[v]`, index into `rows`.
        begins: `int64[k]`, first place of each message in `at`.
        scores: `int64[v, l]`, by language (`word_table().languages`); of an unlisted word what its letters say.
        listed: `bool[v]`, some language lists the word.
        countable: `bool[v]`, the word may vote.
        named: `bool[v]`, it has a capital inside the message: a name, or a noun where nouns have one.
    """

    rows: NDArray[np.int64]
    sums: NDArray[np.int64]
    at: NDArray[np.int64]
    ids: NDArray[np.int64]
    row_of: NDArray[np.int64]
    begins: NDArray[np.int64]
    scores: NDArray[np.int64]
    listed: NDArray[np.bool_]
    countable: NDArray[np.bool_]
    named: NDArray[np.bool_]


def words_of(batch: Batch, scores: LanguageScores) -> Words:
    """The words of the messages that may be mixed."""
    tokens = batch.tokens
    likely = scores.doubts >= LEAST
    rows = scores.rows[likely]
    at = scores.tokens[likely[scores.row_of]]
    found = word_table().scores[tokens.ids[at]].astype(np.int64)
    strange = np.isin(tokens.messages[scores.strange], rows)
    listed = np.ones(len(at), np.bool_)
    if strange.any():
        at = np.concatenate([at, scores.strange[strange]])
        order = at.argsort(kind="stable")
        listed = order < len(found)
        at, found = at[order], np.concatenate([found, scores.leanings[strange]])[order]
    row_of = rows.searchsorted(tokens.messages[at])
    begins = row_of.searchsorted(np.arange(len(rows)))
    countable, named = _countable(batch, at, row_of, tokens.ids[at])
    return Words(rows, scores.sums[likely], at, tokens.ids[at], row_of, begins, found, listed, countable, named)


def _countable(
    batch: Batch, at: NDArray[np.int64], row_of: NDArray[np.int64], ids: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words may vote, and which have a capital inside the message; each word once a message.

    No names, no single letters but `i`, and words in capitals only where most words are.
    """
    tokens = batch.tokens
    shapes = tokens.shapes[at]
    named = (shapes == CAPITALISED) & (tokens.offsets[tokens.messages[at]] < at)
    upper = shapes == UPPER
    loud = np.bincount(row_of, upper) * 2 > np.bincount(row_of)
    words = np.where(ids == tokens.vocabulary.unknown, tokens.vocabulary.size + 2 + np.arange(len(ids)), ids)
    _, first = np.unique(row_of * np.int64(tokens.vocabulary.size + 2 + len(ids)) + words, return_index=True)
    once = np.zeros(len(at), np.bool_)
    once[first] = True
    long = tokens.ends[at] - tokens.starts[at] > 1
    may = long & ~named & (~upper | loud[row_of])
    return once & (may | (ids == tokens.vocabulary.ids(("i",))[0])), once & named


def best_stretch(ahead: NDArray[np.int64], row_of: NDArray[np.int64], begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """The greatest sum of neighbouring words in each message: `int64[v]` to `int64[k]` (Kadane's algorithm on sums)."""
    sums = ahead.cumsum()
    apart = row_of * (MOST * (len(ahead) + 1) * 2)
    least = np.minimum.accumulate(sums - ahead - apart) + apart
    return np.asarray(np.maximum.reduceat(sums - least, begins))
