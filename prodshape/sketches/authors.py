"""Distinct authors: River's HyperLogLog, fed with ids that are hashes already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from river import sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

REGISTERS = 2048
"""Registers at the error of .03."""

ERROR = 0.03

_INDEX_BITS = 11
_RANK_BITS = 10
"""Bits from which River reads the rank before it meets those that it has read for the index."""


class AuthorSketch(sketch.NUnique):
    """Approximate number of distinct authors, with a relative standard error of about .03.

    An author's id is a keyed 64-bit hash, so it is not hashed again (River would salt it), and two
    installations cannot be compared by their registers.
    One thing differs from River 0.26: it takes the rank from bits 20 to 0 and the index from bits 10 to 0, so that
    beyond rank 10 both come from the same bits, and above a million authors the estimate falls short (-10 % at three
    million, measured). Here the rank goes on with bits 21 to 63. Wherever one of bits 11 to 20 is set, the registers are River's own.

    Source: Flajolet, Fusy, Gandouet and Meunier, HyperLogLog (AofA 2007).

    Example:
        >>> authors = AuthorSketch()
        >>> authors.get()
        0
        >>> authors.update(0x9E3779B97F4A7C15)
        >>> authors.get()
        1
    """

    def __init__(self) -> None:
        super().__init__(error_rate=ERROR, seed=0)

    @classmethod
    def of(cls, registers: NDArray[np.uint8]) -> AuthorSketch:
        """View registers, `uint8[2048]`, as a sketch (a copy).

        Raises:
            ValueError: there are not 2048 of them.
        """
        if registers.shape != (REGISTERS,):
            raise ValueError(f"A sketch of authors has {REGISTERS} registers, got an array of shape {registers.shape}.")
        made = cls()
        made.buckets = registers.tolist()
        return made

    @property
    def registers(self) -> NDArray[np.uint8]:
        """The registers, `uint8[2048]`."""
        return np.array(self.buckets, dtype=np.uint8)

    def _hash(self, x: int) -> int:  # type: ignore[override]  # River hashes strings, ours are hashes
        return x

    def update(self, x: int) -> None:  # type: ignore[override]  # as above
        """Count one author by its 64-bit id."""
        ids = np.array([x], dtype=np.uint64)
        index = int(indices(ids)[0])
        self.buckets[index] = max(self.buckets[index], int(ranks(ids)[0]))

    def update_many(self, ids: NDArray[np.uint64]) -> None:
        """Count many authors at once; the same registers as one by one."""
        registers = self.registers
        add(registers, ids)
        self.buckets = registers.tolist()

    def merge(self, other: AuthorSketch) -> None:
        """Take in another sketch: the greater of each pair of registers."""
        self.buckets = [max(pair) for pair in zip(self.buckets, other.buckets, strict=True)]


def add(registers: NDArray[np.uint8], ids: NDArray[np.uint64]) -> None:
    """Count ids, `uint64[m]`, in registers, `uint8[2048]`, in place."""
    np.maximum.at(registers, indices(ids), ranks(ids))


def indices(ids: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Give the register of each id: its lowest 11 bits."""
    return (ids & np.uint64(REGISTERS - 1)).astype(np.int64)


def ranks(ids: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Give one more than the number of leading zeros, of bits 20 to 11 and then 63 to 21: 1 to 54."""
    first = (ids >> np.uint64(_INDEX_BITS)) & np.uint64((1 << _RANK_BITS) - 1)
    bits = (first << np.uint64(64 - _RANK_BITS)) | ((ids >> np.uint64(21)) << np.uint64(11)) | np.uint64(1 << 10)
    # Only the highest bit counts; without its neighbour the rounding to a float cannot carry into the next power of two.
    return (65 - np.frexp((bits & ~(bits >> np.uint64(1))).astype(np.float64))[1]).astype(np.uint8)


def estimate(registers: NDArray[np.uint8]) -> int | None:
    """Give the estimated number of distinct authors, None if no id was ever counted."""
    return int(AuthorSketch.of(registers).get()) if registers.any() else None
