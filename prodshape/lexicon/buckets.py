"""Numbers by text in a table of a few bytes an entry, where a dict of texts takes a hundred and more.

The texts themselves are not in it: what stands in the bucket of a text may be of another one, and whoever looks must compare.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class Buckets(NamedTuple):
    """Numbers by the hash of a text; meaningful only inside one process, as Python's hashes of texts are.

    Made for single look-ups from Python: two reads where the bucket is empty, as most are.

    Attributes:
        mask: the bits of a hash that are the number of its bucket.
        first: `uint32[mask+1]`, where in `members` the bucket begins; 0, which is an end, where it is empty.
        members: `uint32`, the numbers bucket by bucket, 0 behind each bucket.

    Example:
        >>> buckets = buckets_of(["refund", "order", "refund"], np.array([7, 8, 9]))
        >>> {7, 9} <= set(buckets.candidates("refund")), 8 in buckets.candidates("order")
        (True, True)
    """

    mask: int
    first: array[int]
    members: array[int]

    def candidates(self, text: str) -> list[int]:
        """The numbers of this text, and perhaps some of others."""
        members, at, found = self.members, self.first[hash(text) & self.mask], []
        while number := members[at]:
            found.append(number)
            at += 1
        return found


def buckets_of(texts: Iterable[str], numbers: NDArray[np.int64]) -> Buckets:
    """Put numbers into buckets.

    Args:
        texts: as many as numbers; read once, none is kept.
        numbers: 1 to 2**32 - 1, those of the texts in their order.
    """
    bits = max(4, (2 * len(numbers)).bit_length())
    mask = (1 << bits) - 1
    places = np.fromiter(map(hash, texts), np.int64, len(numbers)) & mask
    order = places.argsort(kind="stable")
    places = places[order]
    begins = np.concatenate([[True], places[1:] != places[:-1]])[: len(places)]
    # Behind the end at 0, each number stands as many places later as there are ends before it.
    at = np.arange(len(places)) + begins.cumsum()
    first = np.zeros(mask + 1, np.uint32)
    first[places[begins]] = at[begins]
    members = np.zeros(len(places) + int(begins.sum()) + 1, np.uint32)
    members[at] = numbers[order]
    return Buckets(mask, array("I", first.tobytes()), array("I", members.tobytes()))
