"""When the words of a message that vote for one of two languages make a side: a phrase does, loanwords and names do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.evidence import evidence
from prodshape.language.votes import LEAST, MOST, STRETCH, TAU, best_stretch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.votes import Words

    Flags = NDArray[np.bool_]

PHRASE = 20
"""A lead over the other language (6 ln, a factor of 28) from which two words are clear: of English side by side, of another language wherever they stand."""
NEUTRAL = 5
"""Up to that lead a borrowed word is as much at home in the other language."""


def count(flags: Flags, words: Words) -> NDArray[np.int64]:
    """How many words of each message: `bool[v]` to `int64[k]`."""
    return np.asarray(np.add.reduceat(flags, words.begins, dtype=np.int64))


def foreign_side(words: Words, foreign: Flags, native: Flags, lead: NDArray[np.int64]) -> Flags:
    """Which messages hold a side of another language.

    It is three words of it, two neighbours not both of which are particles of names, or two clear words.

    Args:
        words: of the messages that may be mixed.
        foreign: `bool[v]`, votes for the other language.
        native: `bool[v]`, votes for English.
        lead: `int64[v]`, by how much the other language leads English.

    Returns:
        `bool[k]`. A noun with a capital counts only beside words without.
    """
    small = foreign & words.countable
    spoken = small & ~evidence().particle[words.ids]
    return np.asarray(
        ((count(foreign, words) > LEAST) & (count(small, words) > 0))
        | (_neighbours(words, foreign, native) & (count(spoken, words) > 0))
        | (count(spoken & (lead > PHRASE), words) >= LEAST)
    )


def english_side(words: Words, foreign: Flags, native: Flags, lead: NDArray[np.int64]) -> Flags:
    """Which messages hold an English side.

    It is three words, two of grammar, two neighbours one of which is one, two clearly English words side by side, three that may be
    borrowed (`happy birthday baby`), a determiner before a borrowed word (`the app`), or a word of grammar and neighbours that
    together speak for English, each a little.

    Args:
        words: of the messages that may be mixed.
        foreign: `bool[v]`, votes for the other language.
        native: `bool[v]`, votes for English.
        lead: `int64[v]`, by how much the other language leads English.

    Returns:
        `bool[k]`.
    """
    known = evidence()
    borrowed = known.borrowed[words.ids]
    told = count(native & known.grammar[words.ids], words)
    next_to = (np.diff(words.at, prepend=-LEAST) == 1) & (np.diff(words.row_of, prepend=-1) == 0)
    strong = native & (lead < -PHRASE)
    phrase = strong & _before(strong) & next_to
    english = lead < -TAU
    pair = english & _before(english) & next_to
    phrase |= pair & _before(pair) & next_to
    phrase |= borrowed & (lead <= NEUTRAL) & _before(native & known.determiner[words.ids]) & next_to
    loan = known.loan[words.ids]
    own = np.clip(-lead, np.where(loan, 0, -MOST), np.where(borrowed & ~loan, 0, MOST))
    return np.asarray(
        (told >= LEAST)
        | (count(native, words) > LEAST)
        | ((told > 0) & _neighbours(words, native, foreign))
        | ((told > 0) & (best_stretch(own, words.row_of, words.begins) > STRETCH))
        | (count(phrase, words) > 0)
    )


def _before(flags: Flags) -> Flags:
    """The flag of the word before each."""
    return np.concatenate([np.zeros(1, np.bool_), flags[:-1]])


def _neighbours(words: Words, flags: Flags, others: Flags) -> Flags:
    """`bool[k]`: do two flagged words of a message follow each other, with none of the others between?"""
    said = np.flatnonzero(flags | others)
    ours, row_of = flags[said], words.row_of[said]
    run = ours.copy()
    run[1:] &= ours[:-1] & (row_of[1:] == row_of[:-1])
    run[:1] = False
    return np.asarray(np.bincount(row_of[run], minlength=len(words.rows)) > 0)
