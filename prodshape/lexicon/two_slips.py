"""Two slips in one long word: `verifcaiton`, `subsciprion`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.lexicon.frequent_words import frequent_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST = 8
"""In shorter words two slips leave too little of the word."""
_ZIPF_NEEDED = 4.0
_ZIPF_NEEDED_BY_LONG = {9: 3.5, 10: 3.0}
"""Names that long are rare."""
_LEAD = 0.7
"""Zipf: a second word as near must be that much rarer."""
_TWO = 2
_FIRST = ord("a")


class _Long(NamedTuple):
    words: list[str]
    letters: NDArray[np.uint32]
    sizes: NDArray[np.int64]


@cache
def _long() -> dict[str, _Long]:
    """The long frequent words by their first letter, the most frequent first, with their letters as bits."""
    frequent = frequent_words()
    found = sorted(
        (
            word
            for word, zipf in frequent.zipf.items()
            if zipf >= _needed(len(word) + 1)
            and len(word) >= SHORTEST - 1
            and word.isalpha()
            and word not in frequent.names
        ),
        key=lambda word: (-frequent.zipf[word], word),
    )
    by_first = {letter: [word for word in found if word[0] == letter] for letter in {word[0] for word in found}}
    return {
        letter: _Long(
            alike, np.array([_letters(word) for word in alike], np.uint32), np.array([len(word) for word in alike])
        )
        for letter, alike in by_first.items()
    }


def _needed(size: int) -> float:
    return _ZIPF_NEEDED_BY_LONG.get(min(size, max(_ZIPF_NEEDED_BY_LONG)), _ZIPF_NEEDED)


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) - _FIRST)
    return bits


def two_slips(word: str) -> str | None:
    """The one frequent word that two slips, none in the first letter, turn into `word`.

    Args:
        word: letters a-z.

    Example:
        >>> two_slips("verifcaiton"), two_slips("krishnamurthy"), two_slips("vrcfaton")
        ('verification', None, None)
    """
    if len(word) < SHORTEST or not word.isalpha() or word[0] not in _long():
        return None
    long, frequent = _long()[word[0]], frequent_words().zipf
    near = np.bitwise_count(long.letters ^ np.uint32(_letters(word))) <= _TWO
    near &= np.abs(long.sizes - len(word)) <= _TWO
    found: list[str] = [
        long.words[i]
        for i in near.nonzero()[0].tolist()
        if frequent[long.words[i]] >= _needed(len(word)) and within_two(word, long.words[i])
    ]
    if not found:
        return None
    if any(min(frequent.get(word[:i], 0), frequent.get(word[i:], 0)) >= _ZIPF_NEEDED for i in range(3, len(word) - 2)):
        return None  # a compound: `birthdate`
    if len(found) > 1 and frequent[found[0]] - frequent[found[1]] < _LEAD:
        return None
    return found[0]


def within_two(word: str, other: str) -> bool:
    """Are two words at an optimal-string-alignment distance of at most two?

    Example:
        >>> within_two("acommodaton", "accommodation"), within_two("acmodaton", "accommodation")
        (True, False)
    """
    return _within(word, other, _TWO)


def _within(word: str, other: str, slips: int) -> bool:
    """Try each kind of slip where the words begin to differ."""
    if abs(len(word) - len(other)) > slips:
        return False
    at = 0
    for letter, wanted in zip(word, other, strict=False):
        if letter != wanted:
            break
        at += 1
    word, other = word[at:], other[at:]
    if not word or not other:
        return len(word) + len(other) <= slips
    if slips == 0:
        return False
    return (
        _within(word[1:], other[1:], slips - 1)
        or _within(word[1:], other, slips - 1)
        or _within(word, other[1:], slips - 1)
        or (word[:2] == other[1::-1] and _within(word[2:], other[2:], slips - 1))
    )
