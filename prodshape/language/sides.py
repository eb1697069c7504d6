"""When the words of a message that vote for one of two languages make a side: a phrase does, loanwords and names do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.evidence import evidence
from prodshape.language.votes import LEAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.language.votes import Words

    Flags = NDArray[np.bool_]

PHRASE = 20
"""A lead over the other language (6 ln, a factor of 28) from which two English words side by side are a phrase."""
NEUTRAL = 5
"""Up to that lead a borrowed word is as much at home in the other language."""


def count(flags: Flags, words: Words) -> NDArray[np.int64]:
    """How many words of each message: `bool[v]` to `int64[k]`."""
    return np.asarray(np.add.reduceat(flags, words.begins, dtype=np.int64))


def foreign_side(words: Words, foreign: Flags, native: Flags) -> Flags:
    """Which messages hold a side of another language: three words of it, or two neighbours not both of which are particles of names.

    Args:
        words: of the messages that may be mixed.
        foreign: `bool[v]`, votes for the other language.
        native: `bool[v]`, votes for English.

    Returns:
        `bool[k]`. A noun with a capital counts only beside words without.
    """
    small = foreign & words.countable
    spoken = small & ~evidence().particle[words.ids]
    return np.asarray(
        ((count(foreign, words) > LEAST) & (count(small, words) > 0))
        | (_neighbours(words, foreign, native) & (count(spoken, words) > 0))
    )


def english_side(words: Words, foreign: Flags, native: Flags, lead: NDArray[np.int64]) -> Flags:
    """Which messages hold an English side.

    It is two words of grammar, two neighbours one of which is one, three neighbours, two clearly English words side by side, or a
    determiner before a borrowed word (`the app`).

    Args:
        words: of the messages that may be mixed.
        foreign: `bool[v]`, votes for the other language.
        native: `bool[v]`, votes for English.
        lead: `int64[v]`, by how much the other language leads English.

    Returns:
        `bool[k]`.
    """
    known = evidence()
    grammar = native & known.grammar[words.ids]
    told = count(grammar, words)
    next_to = (np.diff(words.at, prepend=-LEAST) == 1) & (np.diff(words.row_of, prepend=-1) == 0)
    strong = native & (lead < -PHRASE)
    phrase = strong & _before(strong) & next_to
    borrowed = known.borrowed[words.ids] & (lead <= NEUTRAL)
    noun = borrowed & _before(native & known.determiner[words.ids]) & next_to
    return np.asarray(
        (told >= LEAST)
        | ((told > 0) & _neighbours(words, native, foreign))
        | _neighbours(words, native, foreign, 3)
        | (count(phrase | noun, words) > 0)
    )


def _before(flags: Flags) -> Flags:
    """The flag of the word before each."""
    return np.concatenate([np.zeros(1, np.bool_), flags[:-1]])


def _neighbours(words: Words, flags: Flags, others: Flags, least: int = LEAST) -> Flags:
    """`bool[k]`: do so many flagged words of a message follow each other, with none of the others between?"""
    said = np.flatnonzero(flags | others)
    ours, row_of = flags[said], words.row_of[said]
    run = ours.copy()
    for step in range(1, least):
        run[step:] &= ours[:-step] & (row_of[step:] == row_of[:-step])
        run[:step] = False
    return np.asarray(np.bincount(row_of[run], minlength=len(words.rows)) > 0)
