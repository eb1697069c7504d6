"""A 64-bit positional hash of many stretches of code points at once.

The hash of code points c0..ck is the sum of mix(ci) * R**i modulo 2**64. R is odd, so it has an inverse: one
cumulative sum over a whole batch, multiplied by R**-start, gives the hash of every stretch. Not cryptographic.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_R = 0x9E3779B97F4A7C15 | 1
_R_INVERSE = pow(_R, -1, 1 << 64)
_BLOCK = 1 << 17
"""How many code points are summed at once: the power tables stay small enough for the processor's cache."""
_TABLED = 0x20000
"""Code points below are looked up, 1 MB instead of 9; beyond lie rare Chinese characters and little else."""


_STEP, _FIRST, _SECOND = (
    np.array(number, np.uint64) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)
_30, _27, _31 = (np.array(shift, np.uint64) for shift in (30, 27, 31))
# Arrays of no dimension: on a dozen numbers each operation costs half of that with a scalar.


def mix64(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble 64-bit integers one to one (the finaliser of splitmix64: Steele, Lea and Flood, 2014).

    Example:
        >>> mix64(np.arange(2, dtype=np.uint64)).tolist()
        [16294208416658607535, 10451216379200822465]
    """
    z = values + _STEP
    z = (z ^ (z >> _30)) * _FIRST
    z = (z ^ (z >> _27)) * _SECOND
    return z ^ (z >> _31)


@cache
def _mixed_points() -> NDArray[np.uint64]:
    return mix64(np.arange(_TABLED, dtype=np.uint64))


def _mixed(points: NDArray[np.uint32]) -> NDArray[np.uint64]:
    try:
        return _mixed_points().take(points)
    except IndexError:  # a code point beyond the table
        return mix64(points.astype(np.uint64))


def _powers(base: int, length: int) -> NDArray[np.uint64]:
    powers = np.empty(length, np.uint64)
    powers[0] = 1
    filled = 1
    while filled < length:
        step = min(filled, length - filled)
        powers[filled : filled + step] = powers[:step] * np.uint64(pow(base, filled, 1 << 64))
        filled += step
    return powers


@cache
def _power_tables() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    return _powers(_R, _BLOCK), _powers(_R_INVERSE, _BLOCK)


def hash_stretches(
    points: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Hash `points[starts[i]:ends[i]]` for every i; equal stretches give equal hashes wherever they stand.

    Args:
        points: `uint32[p]` code points below 0x110000.
        starts: `int64[t]`.
        ends: `int64[t]`, each greater than its start; starts and ends increase.

    Returns:
        `uint64[t]`.

    Example:
        >>> text = np.frombuffer("ship to ship".encode("utf-32-le"), np.uint32)
        >>> a, b = hash_stretches(text, np.array([0, 8]), np.array([4, 12])).tolist()
        >>> a == b
        True
    """
    hashes = np.empty(len(starts), np.uint64)
    first = 0
    while first < len(starts):
        last = max(int(ends.searchsorted(starts[first] + _BLOCK)), first + 1)
        hashes[first:last] = _hash_block(points, starts[first:last], ends[first:last])
        first = last
    return mix64(hashes)


def _hash_block(points: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    low, high = int(starts[0]), int(ends[-1])
    length = high - low
    up, down = _power_tables() if length < _BLOCK else (_powers(_R, length + 1), _powers(_R_INVERSE, length + 1))
    sums = np.empty(length + 1, np.uint64)
    sums[0] = 0
    (_mixed(points[low:high]) * up[:length]).cumsum(out=sums[1:])
    return (sums[ends - low] - sums[starts - low]) * down[starts - low]
