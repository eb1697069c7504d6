"""Frequent words of languages with accents as people write them who leave the accents out: `panstwo`, `reclamacao`, `siparis`.

They are made from `words_frequency` when the vocabulary is built, so that the table holds what was counted and nothing else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import numpy as np

from prodshape.hashing import hash_stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = -72
"""The frequency (6 ln, six in a million) from which a word is made bare: rarer ones would double the slots of the vocabulary."""
COST = 12
"""What a word loses with its accents (6 ln, a factor of 7): most people type them, and cousins have words that are spelt so."""
_BEFORE, _BEYOND = 0xC0, 0x1F00
"""Latin letters with marks stand between these."""
_NO_MARK_TO_PART = {"ł": "l", "đ": "d", "ø": "o", "ı": "i"}


class BareWords(NamedTuple):
    """Words without accents by their hashes, and what they count.

    Attributes:
        hashes: `uint64[b]`, distinct.
        words: `int64[k]`, index into `hashes`.
        columns: `int64[k]`, the language.
        scores: `int8[k]`, its score there; a word that had several forms stands several times.
    """

    hashes: NDArray[np.uint64]
    words: NDArray[np.int64]
    columns: NDArray[np.int64]
    scores: NDArray[np.int8]


@cache
def _bare_letters() -> NDArray[np.uint32]:
    """`uint32[_BEYOND]`: small Latin letters without their marks, other characters as they are."""
    letters = np.arange(_BEYOND, dtype=np.uint32)
    for point in range(_BEFORE, _BEYOND):
        letter = chr(point)
        if letter.islower():
            base = _NO_MARK_TO_PART.get(letter) or normalize("NFD", letter)[0]
            if base.isascii():
                letters[point] = ord(base)
    return letters


def bare(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Code points of small letters without their marks.

    Example:
        >>> text = np.frombuffer("zamówię łódź für señor".encode("utf-32-le"), np.uint32)
        >>> bare(text).tobytes().decode("utf-32-le")
        'zamowie lodz fur senor'
    """
    found = points.copy()
    late = (points >= _BEFORE).nonzero()[0]
    late = late[points[late] < _BEYOND]
    found[late] = _bare_letters()[points[late]]
    return found


def bare_words(
    stretches: tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]],
    rows: NDArray[np.int32],
    columns: NDArray[np.uint8],
    scores: NDArray[np.int8],
) -> BareWords:
    """Make the bare words of a table of words.

    Args:
        stretches: code points of all words, and start and end of each.
        rows: `int32[s]`, the word of each score.
        columns: `uint8[s]`, its language; 0, English, is left out.
        scores: `int8[s]`, 6 ln frequency.
    """
    points, starts, ends = stretches
    without = bare(points)
    has_marks = np.bitwise_or.reduceat(without != points, starts)
    chosen = has_marks[rows] & (columns > 0) & (scores >= LEAST)
    words, inverse = np.unique(rows[chosen], return_inverse=True)
    hashes, which = np.unique(hash_stretches(without, starts[words], ends[words]), return_inverse=True)
    return BareWords(hashes, which[inverse], columns[chosen].astype(np.int64), (scores[chosen] - COST).astype(np.int8))
