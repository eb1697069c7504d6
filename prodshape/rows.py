"""Measured messages as columns, without their texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from prodshape.block import Block
    from prodshape.keys import Keys
    from prodshape.layout import Layout
    from prodshape.measurement import Measurement

Words = tuple["NDArray[np.int64]", "NDArray[np.int64]"]
"""Rows and entries of a vocabulary, one pair per occurrence."""

_NOTHING = np.zeros(0, np.int64)


@dataclass(frozen=True, eq=False)
class Rows:
    """`m` measured messages of `A` axes with `G` further grids, in the order of `layout`.

    Attributes:
        layout: which axes these are.
        times: `int64[m]`, event time in ms since 1970 UTC.
        authors: `uint64[m]`, keyed ids.
        sources: `uint8[m]`, `CellSource`.
        cells: `uint8[m]`.
        halves: `uint8[m]`.
        positions: `uint64[m]`, keyed hashes of the place in the log.
        codes: `int16[A, m]`, -1 is not measured.
        numerators: `int32[A, m]`, zero where the axis has none; a text has fewer than 2**31 of anything.
        denominators: `int32[A, m]`.
        grids: `int16[G, m]`, -1 is nothing.
        words: per axis rows and entries of its vocabulary, sorted by row.
    """

    layout: Layout
    times: NDArray[np.int64]
    authors: NDArray[np.uint64]
    sources: NDArray[np.uint8]
    cells: NDArray[np.uint8]
    halves: NDArray[np.uint8]
    positions: NDArray[np.uint64]
    codes: NDArray[np.int16]
    numerators: NDArray[np.int32]
    denominators: NDArray[np.int32]
    grids: NDArray[np.int16]
    words: tuple[Words, ...]

    def __len__(self) -> int:
        return len(self.times)

    @classmethod
    def of(cls, block: Block, measurement: Measurement, layout: Layout, keys: Keys) -> Rows:
        """Join what a decoder knows of messages with what the axes say of them.

        Raises:
            ValueError: block and measurement have unlike lengths, or `layout` is of other axes.
        """
        m = len(block)
        if measurement.n != m or {*measurement.columns} != {*layout.keys}:
            raise ValueError(
                f"A measurement of {measurement.n} texts on other axes or of another block of {m} messages."
            )
        axes = len(layout)
        codes = np.empty((axes, m), np.int16)
        numerators = np.zeros((axes, m), np.int32)
        denominators = np.zeros((axes, m), np.int32)
        grids = np.empty((len(layout.grid_sizes), m), np.int16)
        words = []
        place = 0
        for axis, shape in enumerate(layout.shapes):
            column = measurement.columns[shape.key]
            codes[axis] = column.codes
            if column.numerators is not None and column.denominators is not None:
                numerators[axis] = column.numerators
                denominators[axis] = column.denominators
            for name, _ in shape.grids:
                grids[place] = column.grids[name]
                place += 1
            owners, entries = column.words or (_NOTHING, _NOTHING)
            words.append(_sorted(owners.astype(np.int64), entries.astype(np.int64)))
        return cls(
            layout,
            block.times,
            block.authors,
            block.sources,
            keys.cells(block.authors),
            keys.halves(block.authors),
            block.positions,
            codes,
            numerators,
            denominators,
            grids,
            tuple(words),
        )

    def take(self, chosen: NDArray[np.int64]) -> Rows:
        """Give the rows with these numbers, in this order."""
        place = np.full(len(self), -1, np.int64)
        place[chosen] = np.arange(len(chosen))
        words = []
        for rows, entries in self.words:
            if not len(rows):
                words.append((rows, entries))
                continue
            new = place[rows]
            kept = new >= 0
            words.append(_sorted(new[kept], entries[kept]))
        return self._select(chosen, tuple(words))

    def part(self, begin: int, end: int) -> Rows:
        """Give the rows from `begin` to `end`, as views where possible."""
        words = []
        for rows, entries in self.words:
            if not len(rows):
                words.append((rows, entries))
                continue
            low, high = np.searchsorted(rows, [begin, end]).tolist()
            words.append((rows[low:high] - begin, entries[low:high]))
        return self._select(slice(begin, end), tuple(words))

    def bare(self) -> Rows:
        """Give the same rows without totals, further grids and words: what a sample keeps."""
        nothing = np.zeros((0, len(self)), np.int32)
        return replace(
            self,
            codes=self.codes.astype(np.int8),
            numerators=nothing,
            denominators=nothing,
            grids=nothing.astype(np.int16),
            words=(),
        )

    def _select(self, chosen: NDArray[np.int64] | slice, words: tuple[Words, ...]) -> Rows:
        return Rows(
            self.layout,
            self.times[chosen],
            self.authors[chosen],
            self.sources[chosen],
            self.cells[chosen],
            self.halves[chosen],
            self.positions[chosen],
            self.codes[:, chosen],
            self.numerators[:, chosen],
            self.denominators[:, chosen],
            self.grids[:, chosen],
            words,
        )

    @staticmethod
    def join(parts: Sequence[Rows]) -> Rows:
        """Put parts of one layout one after the other; at least one part."""
        if len(parts) == 1:
            return parts[0]
        starts = np.cumsum([0] + [len(part) for part in parts])
        words = tuple(
            (
                np.concatenate([part.words[axis][0] + start for part, start in zip(parts, starts, strict=False)]),
                np.concatenate([part.words[axis][1] for part in parts]),
            )
            for axis in range(len(parts[0].words))
        )
        return Rows(
            parts[0].layout,
            np.concatenate([part.times for part in parts]),
            np.concatenate([part.authors for part in parts]),
            np.concatenate([part.sources for part in parts]),
            np.concatenate([part.cells for part in parts]),
            np.concatenate([part.halves for part in parts]),
            np.concatenate([part.positions for part in parts]),
            np.concatenate([part.codes for part in parts], axis=1),
            np.concatenate([part.numerators for part in parts], axis=1),
            np.concatenate([part.denominators for part in parts], axis=1),
            np.concatenate([part.grids for part in parts], axis=1),
            words,
        )


def _sorted(rows: NDArray[np.int64], entries: NDArray[np.int64]) -> Words:
    if len(rows) > 1 and bool((rows[1:] < rows[:-1]).any()):
        order = np.argsort(rows, kind="stable")
        rows, entries = rows[order], entries[order]
    return rows, entries
