"""The open panes and samples of one topic-partition between two checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from prodshape.block import CellSource
from prodshape.keys import CELLS
from prodshape.layout import Layout
from prodshape.pages import zeros_by_page
from prodshape.pane import PANE_MS, Pane
from prodshape.rows import Rows
from prodshape.sample import PANE_K, Sample
from prodshape.sketches import authors as author_sketch
from prodshape.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from prodshape.block import Block
    from prodshape.keys import Keys
    from prodshape.measurement import Measurement

T = TypeVar("T")
PaneKey = tuple[str, int]
"""Segment, and begin of the pane in ms since 1970 UTC."""

WARM = 64
"""Messages after which a pane gets its own dense counts."""

CANDIDATES = 16
"""The samples are cut when they hold twice what this many panes more may keep."""

SLOTS = 2048
"""Busy panes that there is room for from the beginning; it takes memory only when they come."""

PARTS = 64
"""Batches whose rows are kept apart before they are joined."""

_ONE = np.int32(1)  # of the type of the counts: a plain 1 sends np.add.at down a path that is 35 times slower


class PaneSet:
    """Counts messages into panes of five minutes of event time per segment, and samples them.

    A busy pane has a row of dense counts; of a pane that a few late messages touch, only those messages' codes
    are kept, until it is asked for. So memory grows with the panes touched, about 45 kB for a busy one and 0.4 kB a
    message for others.

    Args:
        k: messages that a pane's sample keeps.

    Attributes:
        messages: number of messages added.
    """

    def __init__(self, k: int = PANE_K) -> None:
        self.k = k
        self.messages = 0
        self._layout = Layout()
        self._places: dict[PaneKey, int] = {}
        self._names: list[PaneKey] = []
        self._totals = np.zeros(16, np.int64)
        self._slots = np.full(16, -1, np.int64)
        self._dense = _Dense(self._layout)
        self._cold: list[tuple[NDArray[np.int64], Rows]] = []
        self._cold_sorted = True
        self._candidates: list[tuple[NDArray[np.int64], Rows]] = []
        self._cut_already = True
        self._limits = np.full(16, np.iinfo(np.uint64).max, np.uint64)
        self._waiting = 0

    def __len__(self) -> int:
        return len(self._names)

    def add(self, block: Block, measurement: Measurement, keys: Keys) -> None:
        """Count a block, in place.

        Raises:
            ValueError: the measurement is of another block, or on other axes than those before it.
        """
        if not len(block):
            return
        if not self.messages:
            self._layout = Layout.of(measurement.definitions[key] for key in measurement.columns)
            self._dense = _Dense(self._layout)
        rows = Rows.of(block, measurement, self._layout, keys)
        places = self._find(block)
        touched = np.bincount(places, minlength=len(self._names))
        self._totals[: len(self._names)] += touched
        self.messages += len(block)
        self._count(places, rows, touched)
        self._sample(places, rows)

    def _find(self, block: Block) -> NDArray[np.int64]:
        """Give each message the place of its pane, and new panes a place."""
        starts = block.times // PANE_MS
        low = int(starts.min())
        codes = (starts - low) * len(block.names) + block.segments
        distinct, inverse = np.unique(codes, return_inverse=True)
        found = np.empty(len(distinct), np.int64)
        for number, code in enumerate(distinct.tolist()):
            start, segment = divmod(code, len(block.names))
            key = (block.names[segment], (start + low) * PANE_MS)
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = len(self._names)
                self._names.append(key)
            found[number] = place
        while len(self._names) > len(self._totals):
            self._totals = np.concatenate([self._totals, np.zeros_like(self._totals)])
            self._slots = np.concatenate([self._slots, np.full_like(self._slots, -1)])
            self._limits = np.concatenate([self._limits, np.full_like(self._limits, np.iinfo(np.uint64).max)])
        return found[inverse]

    def _count(self, places: NDArray[np.int64], rows: Rows, touched: NDArray[np.int64]) -> None:
        size = len(self._names)
        for place in np.flatnonzero((touched > 0) & (self._slots[:size] < 0) & (self._totals[:size] > WARM)).tolist():
            self._slots[place] = self._dense.open()
        slots = self._slots[places]
        warm = slots >= 0
        if warm.all():
            self._dense.add(slots, rows)
            return
        if warm.any():
            chosen = np.flatnonzero(warm)
            self._dense.add(slots[chosen], rows.take(chosen))
        chosen = np.flatnonzero(~warm)
        self._cold.append((places[chosen], rows.take(chosen)))
        self._cold_sorted = False
        if len(self._cold) > PARTS:
            self._cold = [_join(self._cold)]

    def _sample(self, places: NDArray[np.int64], rows: Rows) -> None:
        chosen = np.flatnonzero(rows.positions <= self._limits[places])
        if not len(chosen):
            return
        self._candidates.append((places[chosen], rows.bare().take(chosen)))
        self._cut_already = False
        self._waiting += len(chosen)
        if len(self._candidates) > PARTS or self._waiting > 2 * self.k * (len(self._names) + CANDIDATES):
            self._cut()

    def _cut(self) -> tuple[NDArray[np.int64], Rows | None]:
        """Keep of each pane the candidates that can be in its sample: its k smallest keys and one more, the threshold."""
        if not self._candidates:
            return np.zeros(0, np.int64), None
        places, rows = _join(self._candidates)
        if self._cut_already:
            return places, rows
        self._candidates = [(places, rows)]
        order = np.lexsort((rows.positions, places))
        sorted_places, sorted_keys = places[order], rows.positions[order]
        # A message that came twice must not push out another: copies stand beside each other and count once.
        new = np.concatenate(
            [[True], (sorted_places[1:] != sorted_places[:-1]) | (sorted_keys[1:] != sorted_keys[:-1])]
        )
        order, sorted_places, sorted_keys = order[new], sorted_places[new], sorted_keys[new]
        begins = np.searchsorted(sorted_places, sorted_places, side="left")
        rank = np.arange(len(order)) - begins
        last = rank == self.k
        self._limits[sorted_places[last]] = sorted_keys[last]
        kept = rank <= self.k
        places, rows = sorted_places[kept], rows.take(order[kept])
        self._candidates, self._cut_already = [(places, rows)], True
        self._waiting = len(places)
        return places, rows

    @property
    def panes(self) -> Mapping[PaneKey, Pane]:
        """The panes by (segment, begin in ms); each is built when it is asked for, and is then the caller's own."""
        places = np.zeros(0, np.int64)
        rows: Rows | None = None
        if self._cold:
            places, rows = _join(self._cold)
            if not self._cold_sorted:
                self._cold = [(places, rows)]  # the parts go before the sorted copy comes
                order = np.argsort(places, kind="stable")
                places, rows = places[order], rows.take(order)
                self._cold, self._cold_sorted = [(places, rows)], True

        def build(key: PaneKey) -> Pane:
            place = self._places[key]
            slot = int(self._slots[place])
            begin, end = np.searchsorted(places, [place, place + 1]).tolist()
            cold = None if rows is None or begin == end else Pane.of(rows.part(begin, end))
            if slot < 0:
                return cold or Pane()
            pane = self._dense.pane(slot)
            if cold is not None:
                pane.merge(cold)
            return pane

        return _Lazy(sorted(self._places), build)

    @property
    def samples(self) -> Mapping[PaneKey, Sample]:
        """The samples by (segment, begin in ms); each is built when it is asked for."""
        places, rows = self._cut()

        def build(key: PaneKey) -> Sample:
            place = self._places[key]
            begin, end = np.searchsorted(places, [place, place + 1]).tolist()
            if rows is None:
                return Sample(self.k)
            return Sample.of(rows.part(begin, end), self.k)

        return _Lazy(sorted(self._places), build)


def _join(parts: list[tuple[NDArray[np.int64], Rows]]) -> tuple[NDArray[np.int64], Rows]:
    return np.concatenate([places for places, _ in parts]), Rows.join([rows for _, rows in parts])


class _Lazy(Mapping[PaneKey, T]):
    """A mapping whose values are made when they are read, so that they need not all be in memory at once."""

    def __init__(self, keys: list[PaneKey], build: Callable[[PaneKey], T]) -> None:
        self._keys = dict.fromkeys(keys)
        self._build = build

    def __getitem__(self, key: PaneKey) -> T:
        if key not in self._keys:
            raise KeyError(key)
        return self._build(key)

    def __iter__(self) -> Iterator[PaneKey]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class _Dense:
    """Dense counts of busy panes: one row ("slot") per pane, all updated at once by a flat index."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        axes = len(layout)
        self.used = 0
        self.width = CELLS * layout.bins
        self.side = CELLS * axes
        self.counts = np.zeros((0, self.width), np.int32)
        self.not_measured = np.zeros((0, self.side), np.int32)
        self.numerators = np.zeros((0, self.side), np.int64)
        self.denominators = np.zeros((0, self.side), np.int64)
        self.grids = np.zeros((0, layout.grid_bins), np.int32)
        self.cell_messages = np.zeros((0, CELLS), np.int64)
        self.sources = np.zeros((0, len(CellSource)), np.int64)
        self.authors = np.zeros((0, author_sketch.REGISTERS), np.uint8)
        self.firsts = np.zeros(0, np.int64)
        self.lasts = np.zeros(0, np.int64)
        self.words = [Words() for _ in range(axes)]
        self.cell_starts = CELLS * np.arange(axes)[:, None]

    def open(self) -> int:
        """Give a new slot."""
        if self.used == len(self.counts):
            more = max(SLOTS, self.used)
            for name in (
                "counts",
                "not_measured",
                "numerators",
                "denominators",
                "grids",
                "cell_messages",
                "sources",
                "authors",
            ):
                old = getattr(self, name)
                new = zeros_by_page((self.used + more, *old.shape[1:]), old.dtype.type)
                new[: self.used] = old
                setattr(self, name, new)
            self.firsts = np.concatenate([self.firsts, np.full(more, np.iinfo(np.int64).max)])
            self.lasts = np.concatenate([self.lasts, np.full(more, np.iinfo(np.int64).min)])
        self.used += 1
        return self.used - 1

    def add(self, slots: NDArray[np.int64], rows: Rows) -> None:
        """Count rows, each into its slot."""
        layout = self.layout
        cells = rows.cells.astype(np.int64)
        codes = rows.codes
        flat = (slots * self.width + cells * layout.bins) + layout.bin_starts[:, None] + codes
        by_cell = slots * self.side + cells + self.cell_starts
        seen = codes >= 0
        if seen.all():
            np.add.at(self.counts.reshape(-1), flat.reshape(-1), _ONE)
        else:
            np.add.at(self.counts.reshape(-1), flat[seen], _ONE)
            np.add.at(self.not_measured.reshape(-1), by_cell[~seen], _ONE)
        np.add.at(self.numerators.reshape(-1), by_cell.reshape(-1), rows.numerators.reshape(-1).astype(np.int64))
        np.add.at(self.denominators.reshape(-1), by_cell.reshape(-1), rows.denominators.reshape(-1).astype(np.int64))
        if layout.grid_bins:
            inside = rows.grids >= 0
            places = rows.grids + layout.grid_starts[:, None] + slots * layout.grid_bins
            np.add.at(self.grids.reshape(-1), places[inside], _ONE)
        for axis, (owners, entries) in enumerate(rows.words):
            if len(owners):
                self.words[axis].merge(Words.of((slots[owners] << 32) | entries))
        np.add.at(self.cell_messages.reshape(-1), slots * CELLS + cells, 1)
        np.add.at(self.sources.reshape(-1), slots * len(CellSource) + rows.sources, 1)
        known = rows.sources != CellSource.RECORD
        ids = rows.authors[known]
        places = slots[known] * author_sketch.REGISTERS + author_sketch.indices(ids)
        np.maximum.at(self.authors.reshape(-1), places, author_sketch.ranks(ids))
        np.minimum.at(self.firsts, slots, rows.times)
        np.maximum.at(self.lasts, slots, rows.times)

    def pane(self, slot: int) -> Pane:
        """Give the counts of a slot as a pane of its own."""
        layout, axes = self.layout, len(self.layout)
        pane = Pane(CELLS, layout)
        pane.counts += self.counts[slot].reshape(CELLS, layout.bins)
        pane.not_measured += self.not_measured[slot].reshape(axes, CELLS)
        pane.numerators += self.numerators[slot].reshape(axes, CELLS)
        pane.denominators += self.denominators[slot].reshape(axes, CELLS)
        pane.grids += self.grids[slot]
        pane.cell_messages += self.cell_messages[slot]
        pane.sources += self.sources[slot]
        pane.authors[:] = self.authors[slot]
        pane.extend(int(self.firsts[slot]), int(self.lasts[slot]))
        for key, words in zip(self.layout.keys, self.words, strict=True):
            entries, counts = words.between(slot << 32, (slot + 1) << 32)
            if len(entries):
                pane.words[key] = Words.settled(entries & 0xFFFFFFFF, counts)
        return pane
