"""What a word that no list has looks like: the likeliest languages by its triples of letters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from prodshape.messages import stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

BUCKETS = 1 << 14
"""Triples are hashed into that many rows."""
AT_ONCE = 1024
"""So many words are scored together: their triples stay in the processor's cache."""
_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


def triples(
    lower: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The hashed triples of some words, as many as letters: each letter with its neighbours, 0 beyond the edges.

    Args:
        lower: code points in lower case.
        starts: `int64[w]`, first letter of each word, at least one letter each.
        ends: `int64[w]`, behind the last.

    Returns:
        `int64[k]` below `BUCKETS`, and `int64[w]`, where the triples of each word begin.

    Example:
        >>> lower = np.frombuffer("no on".encode("utf-32-le"), np.uint32)
        >>> buckets, begins = triples(lower, np.array([0, 3]), np.array([2, 5]))
        >>> len(buckets), begins.tolist()
        (4, [0, 2])
    """
    sizes = ends - starts
    begins = sizes.cumsum() - sizes
    places = stretches(starts, ends)
    middle = lower[places].astype(np.uint64)
    left, right = np.zeros_like(middle), np.zeros_like(middle)
    left[1:], right[:-1] = middle[:-1], middle[1:]
    left[begins] = 0
    right[begins + sizes - 1] = 0
    mixed = (left * _PRIMES[0]) ^ (middle * _PRIMES[1]) ^ (right * _PRIMES[2])
    mixed *= _PRIMES[0]
    return (mixed >> np.uint64(50)).astype(np.int64), begins


@cache
def _table() -> NDArray[np.int16]:
    """`int16[BUCKETS, l]`, columns as in the word table."""
    with (files("prodshape") / "tables" / "letter_patterns.npz").open("rb") as file, np.load(file) as table:
        return np.asarray(table["scores"].astype(np.int16))


def pattern_scores(lower: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each language lies behind the likeliest one of a word, in 6 ln: `int64[w, l]`, 0 at the best."""
    table = _table()
    scores = np.empty((len(starts), table.shape[1]), np.int64)
    for first in range(0, len(starts), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        buckets, begins = triples(lower, starts[part], ends[part])
        sums = np.add.reduceat(table[buckets], begins, axis=0, dtype=np.int64)
        np.subtract(sums, sums.max(axis=1, keepdims=True), out=scores[part])
    return scores
