"""A pane: the exact counts of all axes over a set of messages, mergeable in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape import pane_bytes
from prodshape.block import CellSource
from prodshape.keys import CELLS
from prodshape.layout import Layout, union
from prodshape.sketches import authors as author_sketch
from prodshape.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.definitions import AxisKey
    from prodshape.rows import Rows

PANE_MS = 300_000
"""Length of a pane in ms of event time: five minutes."""

_NEVER = (np.iinfo(np.int64).max, np.iinfo(np.int64).min)


@dataclass(frozen=True, eq=False)
class AxisCounts:
    """The counts of one axis in a pane of `C` cells: views, so that changing them changes the pane.

    Attributes:
        counts: `int64[C, bins]`.
        not_measured: `int64[C]`.
        numerators: `int64[C]`, zero where the axis has no ratio.
        denominators: `int64[C]`.
        grids: further grids without cells, `int64[bins]` by name.
        words: entry of the vocabulary to its count (a copy); entries that never came are absent.
        first_ms: least event time of the messages, None if there are none.
        last_ms: greatest event time.
    """

    counts: NDArray[np.int64]
    not_measured: NDArray[np.int64]
    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]
    grids: dict[str, NDArray[np.int64]]
    words: dict[int, int]
    first_ms: int | None
    last_ms: int | None

    @property
    def n(self) -> int:
        """Messages that the axis could judge."""
        return int(self.counts.sum())


class Pane:
    """Counts over a set of messages, and what is needed to add them to others.

    Everything in it is a sum, a maximum or a minimum of integers: `merge` is exact, commutative and
    associative, and `canonical` gives the same bytes for the same messages, however they were split.
    Axes are keyed by name, version and digest; merging is a union by that key.

    Args:
        cells: number of author groups, 32, or 1 for totals.
        layout: axes that the pane has from its beginning, with zero counts.

    Example:
        >>> pane = Pane()
        >>> pane.messages, pane.first_ms, pane.axes
        (0, None, {})
        >>> Pane.from_bytes(pane.to_bytes()) == pane
        True
    """

    __hash__ = None  # type: ignore[assignment]  # a pane changes when it is merged

    def __init__(self, cells: int = CELLS, layout: Layout | None = None) -> None:
        layout = layout or Layout()
        self.cells = cells
        self.layout = layout
        self.counts = np.zeros((cells, layout.bins), np.int64)
        self.not_measured = np.zeros((len(layout), cells), np.int64)
        self.numerators = np.zeros((len(layout), cells), np.int64)
        self.denominators = np.zeros((len(layout), cells), np.int64)
        self.grids = np.zeros(layout.grid_bins, np.int64)
        self.firsts = np.full(len(layout), _NEVER[0], np.int64)
        self.lasts = np.full(len(layout), _NEVER[1], np.int64)
        self.words: dict[AxisKey, Words] = {}
        self.cell_messages = np.zeros(cells, np.int64)
        self.sources = np.zeros(len(CellSource), np.int64)
        self.authors = np.zeros(author_sketch.REGISTERS, np.uint8)
        self.bounds = _NEVER

    @classmethod
    def of(cls, rows: Rows) -> Pane:
        """Count measured messages."""
        layout = rows.layout
        if not len(rows):
            return cls()
        pane = cls(CELLS, layout)
        cells = rows.cells.astype(np.int64)
        codes = rows.codes
        flat = cells * layout.bins + layout.bin_starts[:, None] + codes
        seen = codes >= 0
        pane.counts += np.bincount(flat[seen], minlength=CELLS * layout.bins).reshape(CELLS, layout.bins)
        by_cell = cells + CELLS * np.arange(len(layout))[:, None]
        size = CELLS * len(layout)
        pane.not_measured += np.bincount(by_cell[~seen], minlength=size).reshape(-1, CELLS)
        np.add.at(pane.numerators.reshape(-1), by_cell, rows.numerators.astype(np.int64))
        np.add.at(pane.denominators.reshape(-1), by_cell, rows.denominators.astype(np.int64))
        if layout.grid_bins:
            inside = rows.grids >= 0
            pane.grids += np.bincount((rows.grids + layout.grid_starts[:, None])[inside], minlength=layout.grid_bins)
        for key, (_, entries) in zip(layout.keys, rows.words, strict=True):
            if len(entries):
                pane.words[key] = Words.of(entries)
        pane.cell_messages += np.bincount(cells, minlength=CELLS)
        pane.sources += np.bincount(rows.sources, minlength=len(CellSource))
        author_sketch.add(pane.authors, rows.authors[rows.sources != CellSource.RECORD])
        pane.extend(int(rows.times.min()), int(rows.times.max()))
        return pane

    def extend(self, first_ms: int, last_ms: int) -> None:
        """Say that messages from `first_ms` to `last_ms` were counted on every axis of the layout."""
        self.bounds = (min(self.bounds[0], first_ms), max(self.bounds[1], last_ms))
        np.minimum(self.firsts, first_ms, out=self.firsts)
        np.maximum(self.lasts, last_ms, out=self.lasts)

    @property
    def messages(self) -> int:
        """Number of messages."""
        return int(self.cell_messages.sum())

    @property
    def first_ms(self) -> int | None:
        """Least event time, ms since 1970 UTC; None without messages."""
        return None if self.bounds == _NEVER else self.bounds[0]

    @property
    def last_ms(self) -> int | None:
        """Greatest event time, ms since 1970 UTC; None without messages."""
        return None if self.bounds == _NEVER else self.bounds[1]

    @property
    def distinct_authors(self) -> int | None:
        """Estimated distinct authors (standard error .03); None if no message told of one, or after `collapse`."""
        return author_sketch.estimate(self.authors)

    @property
    def axes(self) -> dict[AxisKey, AxisCounts]:
        """The counts of each axis, as views."""
        return {key: self._view(place) for place, key in enumerate(self.layout.keys)}

    def _view(self, place: int) -> AxisCounts:
        shape = self.layout.shapes[place]
        begin = int(self.layout.bin_starts[place])
        grids = {}
        for number, (name, size) in enumerate(shape.grids, self.layout.first_grid[place]):
            start = int(self.layout.grid_starts[number])
            grids[name] = self.grids[start : start + size]
        first, last = int(self.firsts[place]), int(self.lasts[place])
        return AxisCounts(
            self.counts[:, begin : begin + shape.bins],
            self.not_measured[place],
            self.numerators[place],
            self.denominators[place],
            grids,
            self.words[shape.key].to_dict() if shape.key in self.words else {},
            None if first == _NEVER[0] else first,
            None if last == _NEVER[1] else last,
        )

    def merge(self, other: Pane) -> None:
        """Add another pane to this one, in place; the other is not changed.

        Raises:
            ValueError: the panes have unlike numbers of cells.
        """
        if other.cells != self.cells:
            raise ValueError(
                f"Panes are merged with panes of the same number of cells, {self.cells} and {other.cells}: collapse both."
            )
        if other.layout is not self.layout and other.layout.shapes != self.layout.shapes:
            both = union(self.layout, other.layout)
            if both.shapes != self.layout.shapes:
                self.spread(both)
            if both.shapes != other.layout.shapes:
                other = other.copy()
                other.spread(both)
        self.counts += other.counts
        self.not_measured += other.not_measured
        self.numerators += other.numerators
        self.denominators += other.denominators
        self.grids += other.grids
        np.minimum(self.firsts, other.firsts, out=self.firsts)
        np.maximum(self.lasts, other.lasts, out=self.lasts)
        for key, words in other.words.items():
            self.words.setdefault(key, Words()).merge(words)
        self.cell_messages += other.cell_messages
        self.sources += other.sources
        np.maximum(self.authors, other.authors, out=self.authors)
        self.bounds = (min(self.bounds[0], other.bounds[0]), max(self.bounds[1], other.bounds[1]))

    def settle(self) -> None:
        """Sum the words that were merged and not looked at yet; worth it for a pane that is merged into others again and again."""
        for words in self.words.values():
            words.arrays()

    def spread(self, layout: Layout) -> None:
        """Make room for more axes; `layout` has those of this pane and others."""
        wide = Pane(self.cells, layout)
        for key, mine in self.axes.items():
            place = layout.index[key]
            view = wide._view(place)
            view.counts[:] = mine.counts
            view.not_measured[:] = mine.not_measured
            view.numerators[:] = mine.numerators
            view.denominators[:] = mine.denominators
            for name, grid in mine.grids.items():
                view.grids[name][:] = grid
            old = self.layout.index[key]
            wide.firsts[place], wide.lasts[place] = self.firsts[old], self.lasts[old]
        self.counts, self.grids = wide.counts, wide.grids
        self.not_measured, self.numerators, self.denominators = wide.not_measured, wide.numerators, wide.denominators
        self.firsts, self.lasts, self.layout = wide.firsts, wide.lasts, layout

    def copy(self) -> Pane:
        """Give a pane of its own with the same counts."""
        made = Pane(self.cells)
        made.layout = self.layout
        for name in (
            "counts",
            "not_measured",
            "numerators",
            "denominators",
            "grids",
            "firsts",
            "lasts",
            "cell_messages",
            "sources",
            "authors",
        ):
            setattr(made, name, getattr(self, name).copy())
        made.words = {key: words.copy() for key, words in self.words.items()}
        made.bounds = self.bounds
        return made

    def collapse(self) -> Pane:
        """Give the totals: one cell, no registers of authors (so `distinct_authors` is None)."""
        made = self.copy()
        made.cells = 1
        made.counts = self.counts.sum(axis=0, keepdims=True)
        made.not_measured = self.not_measured.sum(axis=1, keepdims=True)
        made.numerators = self.numerators.sum(axis=1, keepdims=True)
        made.denominators = self.denominators.sum(axis=1, keepdims=True)
        made.cell_messages = self.cell_messages.sum(keepdims=True)
        made.authors = np.zeros_like(self.authors)
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pane) and self.canonical() == other.canonical()

    def __repr__(self) -> str:
        return f"<Pane: {self.messages} messages, {len(self.layout)} axes, {self.cells} cells>"

    def canonical(self) -> bytes:
        """Give the content as bytes; equal panes, and only those, have equal bytes."""
        return pane_bytes.canonical(self)

    def to_bytes(self) -> bytes:
        """Give the stored form: a format byte, then the canonical bytes compressed with zstd."""
        return pane_bytes.stored(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Pane:
        """Read the stored form.

        Raises:
            InputError: the bytes are cut off, damaged, foreign, or of another format.
        """
        pane = cls.__new__(cls)
        pane_bytes.read(data, pane)
        return pane
