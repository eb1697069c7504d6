"""Sets of the tokens of a batch as whole numbers: bit `i` stands for token `i`.

The rules combine such sets with `&`, `|`, `~`, and `<< 1` and `>> 1` for the neighbours. On the dozen tokens of one message that
costs a tenth of the same on arrays of flags, and on thousands of tokens it costs no more. A set may be negative (`~` of one) or
reach beyond the last token (`<< 1`): where it is turned into an array, only the tokens that there are count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_ONE_BIT = (1 << np.arange(8)).astype(np.uint8)[:, None]


def set_of(flags: NDArray[np.bool_]) -> int:
    """The set of the marked tokens.

    Example:
        >>> set_of(np.array([False, True, True]))
        6
    """
    return int.from_bytes(np.packbits(flags, None, "little").tobytes(), "little")


def set_at(places: NDArray[np.int64], size: int) -> int:
    """The set of some of `size` tokens, given by their places.

    Example:
        >>> set_at(np.array([1, 2]), 4)
        6
    """
    if not len(places):
        return 0
    flags = np.zeros(size, np.bool_)
    flags[places] = True
    return set_of(flags)


def sets_by_bit(bits: NDArray[np.uint32] | NDArray[np.uint64]) -> list[int]:
    """One set for each bit, 32 or 64: the tokens whose number carries it.

    Example:
        >>> sets_by_bit(np.array([1, 3], np.uint64))[:3]
        [3, 2, 0]
    """
    planes = np.ascontiguousarray(bits.view(np.uint8).reshape(len(bits), bits.itemsize).T)
    packed = np.packbits(planes[:, None, :] & _ONE_BIT, 2, "little")
    width, data = packed.shape[2], packed.tobytes()
    sets = [0] * (8 * bits.itemsize)
    there = int(np.bitwise_or.reduce(bits))
    while there:
        bit = there.bit_length() - 1
        there ^= 1 << bit
        sets[bit] = int.from_bytes(data[bit * width : (bit + 1) * width], "little")
    return sets


def flags_of(tokens: int, size: int) -> NDArray[np.bool_]:
    """`bool[size]`: which of so many tokens are in the set.

    Example:
        >>> flags_of(6, 4).tolist(), flags_of(~6, 4).tolist()
        ([False, True, True, False], [True, False, False, True])
    """
    there = tokens & ((1 << size) - 1)
    if not there:
        return np.zeros(size, np.bool_)
    data = np.frombuffer(there.to_bytes((size + 7) >> 3, "little"), np.uint8)
    return np.unpackbits(data, None, size, "little").view(np.bool_)


def flags_of_each(sets: Iterable[int], size: int) -> NDArray[np.bool_]:
    """`bool[k, size]`: `flags_of` each of k sets.

    Example:
        >>> flags_of_each((6, ~6), 3).tolist()
        [[False, True, True], [True, False, False]]
    """
    every, width = (1 << size) - 1, (size + 7) >> 3
    data = [(tokens & every).to_bytes(width, "little") for tokens in sets]
    rows = np.frombuffer(b"".join(data), np.uint8).reshape(len(data), width)
    return np.unpackbits(rows, 1, size, "little").view(np.bool_)


def places_of(tokens: int, size: int) -> NDArray[np.int64]:
    """`int64[k]`: the tokens of the set, in order.

    Example:
        >>> places_of(6, 4).tolist(), places_of(0, 4).tolist()
        ([1, 2], [])
    """
    there = tokens & ((1 << size) - 1)
    if not there & (there - 1):  # of one message most sets hold one token or none
        return np.array([there.bit_length() - 1] if there else [], np.int64)
    return flags_of(there, size).nonzero()[0]


def numbers_of(sets: Iterable[int], size: int) -> NDArray[np.int64]:
    """`int64[size]`: for each token the sum of 1 if it is in the first set, 2 if in the second, 4 if in the third, to 128.

    Example:
        >>> numbers_of((0b01, 0b11), 2).tolist()
        [3, 2]
    """
    return numbered(flags_of_each(sets, size)).astype(np.int64)


def numbered(flags: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """`bool[k, n]` to `uint8[n]`, k at most 8: 1 if the first row is marked, plus 2 if the second, 4 if the third, and so on.

    Example:
        >>> numbered(np.array([[True, False], [True, True]])).tolist()
        [3, 2]
    """
    return np.asarray(np.packbits(flags, 0, "little")[0])


def flooded(beginnings: int, through: int, every: int) -> int:
    """The beginnings, and each token of `every` in front of which, from a beginning on, stand only tokens of `through`.

    The addition carries from each beginning through the tokens behind it, to the first that is not one of `through`.

    Example:
        >>> bin(flooded(0b000001, 0b100011, 0b111111))
        '0b111'
    """
    begun = beginnings & through
    return (((through + begun) ^ through) | beginnings) & every
