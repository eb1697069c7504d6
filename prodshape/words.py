"""Exact counts of the entries of a closed list, merged by appending and settled when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEW = 4096


class Words:
    """How often each entry came; entries are numbers from 0, those that never came take no room.

    Adding keeps the parts apart until they outgrow what is settled, so that summing thousands
    of panes sorts seldom.

    Example:
        >>> words = Words()
        >>> words.add(np.array([7, 2]), np.array([1, 5]))
        >>> words.add(np.array([7]), np.array([3]))
        >>> words.to_dict()
        {2: 5, 7: 4}
    """

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        self._size = 0
        self._settled = 0

    @classmethod
    def of(cls, occurrences: NDArray[np.int64]) -> Words:
        """Count occurrences: entries in any order, one per occurrence."""
        made = cls()
        made.add(*np.unique(occurrences, return_counts=True))
        made._settled = made._size
        return made

    @classmethod
    def settled(cls, entries: NDArray[np.int64], counts: NDArray[np.int64]) -> Words:
        """Take rising entries and their counts as they are."""
        made = cls()
        made.add(entries, counts)
        made._settled = made._size
        return made

    def add(self, entries: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        """Add counts, above zero, of entries; the arrays must not be changed afterwards."""
        if len(entries):
            self._parts.append((entries, counts))
            self._size += len(entries)
            if self._size > _FEW + 4 * self._settled:
                self.arrays()

    def merge(self, other: Words) -> None:
        """Add all counts of another, which is not changed."""
        for entries, counts in other._parts[:]:
            self.add(entries, counts)

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the entries, rising, and their counts: `int64[m]` each."""
        if not self._parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(self._parts) > 1 or self._settled != self._size:
            every = np.concatenate([entries for entries, _ in self._parts])
            counts = np.concatenate([counts for _, counts in self._parts])
            if int(every.max()) < 8 * len(every):
                dense = np.zeros(int(every.max()) + 1, np.int64)
                np.add.at(dense, every, counts)
                entries = np.flatnonzero(dense)
                total = dense[entries]
            else:
                entries, inverse = np.unique(every, return_inverse=True)
                total = np.zeros(len(entries), np.int64)
                np.add.at(total, inverse, counts)
            self._parts = [(entries, total)]
            self._size = self._settled = len(entries)
        return self._parts[0]

    def between(self, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the entries from `low` to `high` (exclusive) and their counts."""
        entries, counts = self.arrays()
        begin, end = np.searchsorted(entries, [low, high]).tolist()
        return entries[begin:end], counts[begin:end]

    def to_dict(self) -> dict[int, int]:
        """Give the counts by entry."""
        entries, counts = self.arrays()
        return dict(zip(entries.tolist(), counts.tolist(), strict=True))

    def copy(self) -> Words:
        """Give counts of its own; the arrays are shared, and never changed in place."""
        made = Words()
        made._parts, made._size, made._settled = self._parts[:], self._size, self._settled
        return made
