"""Made-up measured messages: their codes are a pure function of the record, as those of real axes are."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from prodshape.accumulation import PaneSet
from prodshape.axes.base import Column, Grid
from prodshape.block import Block, CellSource
from prodshape.definitions import AxisDefinition, AxisKey
from prodshape.keys import Keys
from prodshape.layout import Layout
from prodshape.measurement import Measurement, check
from prodshape.pane import PANE_MS, Pane
from prodshape.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = Keys.derive(b"the secret of the made-up messages")
BEGIN = 1_760_000_100_000 // PANE_MS * PANE_MS
SEGMENTS = ("web", "app", "other")

SMALL = Grid.numeric((0, 1, 4), unit="faults")
COLOURS = Grid.categories(("red", "green", "blue"))
WIDE = Grid.numeric(tuple(range(300)), unit="characters", exact=True)

FAULTS_1 = AxisDefinition.make("faults", 1, unit="faults", ratio="faults / words", grid=SMALL)
FAULTS_2 = AxisDefinition.make(
    "faults",
    2,
    unit="faults",
    ratio="faults / words",
    grid=Grid.numeric((0, 2), unit="faults"),
    vocabulary=("teh", "adn"),
)
COLOUR = AxisDefinition.make("colour", 1, unit="colour", grid=COLOURS, vocabulary=("pink", "cyan", "mauve"))
LENGTH = AxisDefinition.make(
    "length", 4, unit="characters", ratio="characters / messages", grid=SMALL, grids={"exact": WIDE, "colour": COLOURS}
)

SOFTWARE = ((COLOUR, FAULTS_1), (COLOUR, FAULTS_2, LENGTH), (LENGTH,))
"""The axes of an old consumer, of a new one, and of one with a single axis."""

DEFINITIONS = {one.key: one for axes in SOFTWARE for one in axes}


@dataclass(frozen=True)
class Message:
    """A record of a log, and which software measures it."""

    offset: int
    time: int = BEGIN
    author: int = 0
    source: CellSource = CellSource.AUTHOR
    segment: str = "web"
    software: int = 1

    def draw(self, purpose: str, size: int) -> int:
        """Give a number below `size` that depends on the record alone."""
        digest = hashlib.blake2b(f"{self.offset} {purpose}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "little") % size

    def code(self, key: AxisKey, grid: str, bins: int) -> int:
        return self.draw(f"{key} {grid}", bins + 1) - 1

    def totals(self, key: AxisKey) -> tuple[int, int]:
        words = self.draw(f"{key} words", 70_000)
        return self.draw(f"{key} faults", words + 1), words

    def entries(self, definition: AxisDefinition) -> list[int]:
        size = len(definition.vocabulary)
        return [self.draw(f"{definition.key} {n}", size) for n in range(self.draw("entries", 4))] if size else []

    @property
    def author_id(self) -> int:
        return KEYS.author(str(self.author).encode()) if self.source != CellSource.RECORD else self.position

    @property
    def position(self) -> int:
        return int(KEYS.positions("topic", 0, np.array([self.offset]))[0])


messages = st.lists(
    st.builds(
        Message,
        offset=st.integers(0, 2**40),
        time=st.integers(-3, 3).map(lambda panes: BEGIN + panes * 200_000) | st.just(-7),
        author=st.integers(0, 50),
        source=st.sampled_from(CellSource),
        segment=st.sampled_from(SEGMENTS),
        software=st.integers(0, len(SOFTWARE) - 1),
    ),
    max_size=40,
    unique_by=lambda message: message.offset,
)


def measured(found: Sequence[Message]) -> tuple[Block, Measurement]:
    """Measure messages of one software."""
    (software,) = {message.software for message in found} or {1}
    block = Block.of(
        ["" for _ in found],
        times=[message.time for message in found],
        authors=[message.author_id for message in found],
        sources=[message.source for message in found],
        segments=[message.segment for message in found],
        positions=[message.position for message in found],
    )
    columns = {one.key: _column(one, found) for one in SOFTWARE[software]}
    return block, Measurement(len(found), columns, {one.key: one for one in SOFTWARE[software]})


def _column(definition: AxisDefinition, found: Sequence[Message]) -> Column:
    key = definition.key
    totals = np.array([message.totals(key) for message in found], np.int64).reshape(-1, 2)
    words = [(row, entry) for row, message in enumerate(found) for entry in message.entries(definition)]
    column = Column(
        np.array([message.code(key, "", len(definition.grid.names)) for message in found], np.int16),
        totals[:, 0] if definition.ratio else None,
        totals[:, 1] if definition.ratio else None,
        None,
        {
            name: np.array([message.code(key, name, len(grid.names)) for message in found], np.int16)
            for name, grid in definition.grids.items()
        },
        (np.array([row for row, _ in words], np.int64), np.array([entry for _, entry in words], np.int32))
        if definition.vocabulary
        else None,
    )
    check(definition, column, len(found))
    return column


def rows(found: Sequence[Message]) -> Rows:
    """Give messages of one software as rows."""
    block, measurement = measured(found)
    return Rows.of(block, measurement, Layout.of(measurement.definitions.values()), KEYS)


def groups(found: Sequence[Message]) -> list[list[Message]]:
    """Part messages by the software that measures them."""
    parts: dict[int, list[Message]] = {}
    for message in found:
        parts.setdefault(message.software, []).append(message)
    return list(parts.values())


def pane(found: Sequence[Message]) -> Pane:
    """Count messages of any software in one pane."""
    whole = Pane()
    for group in groups(found):
        whole.merge(Pane.of(rows(group)))
    return whole


def pane_set(found: Sequence[Message], size: int, k: int = 256) -> PaneSet:
    """Count messages of one software in batches of `size`."""
    panes = PaneSet(k)
    for start in range(0, len(found), size):
        panes.add(*measured(found[start : start + size]), KEYS)
    return panes


@dataclass
class Plain:
    """The same counts the slow and plain way: one message, one axis at a time, in Python."""

    counts: Counter[tuple[AxisKey, int, int]] = field(default_factory=Counter)
    totals: Counter[tuple[AxisKey, int, str]] = field(default_factory=Counter)
    grids: Counter[tuple[AxisKey, str, int]] = field(default_factory=Counter)
    words: Counter[tuple[AxisKey, int]] = field(default_factory=Counter)
    sources: Counter[int] = field(default_factory=Counter)
    cells: Counter[int] = field(default_factory=Counter)
    times: dict[AxisKey, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Sequence[Message]) -> Plain:
        plain = cls()
        for message in found:
            cell = int(KEYS.cells(np.array([message.author_id], np.uint64))[0])
            plain.sources[message.source] += 1
            plain.cells[cell] += 1
            for one in SOFTWARE[message.software]:
                key = one.key
                plain.counts[key, cell, message.code(key, "", len(one.grid.names))] += 1
                if one.ratio:
                    numerator, denominator = message.totals(key)
                    plain.totals[key, cell, "numerator"] += numerator
                    plain.totals[key, cell, "denominator"] += denominator
                for name, grid in one.grids.items():
                    plain.grids[key, name, message.code(key, name, len(grid.names))] += 1
                for entry in message.entries(one):
                    plain.words[key, entry] += 1
                plain.times.setdefault(key, []).append(message.time)
        return plain

    @classmethod
    def read(cls, pane: Pane) -> Plain:
        """Write the counts of a pane in the same form; times as their range."""
        plain = cls()
        for key, axis in pane.axes.items():
            for cell in range(pane.cells):
                plain.counts[key, cell, -1] = int(axis.not_measured[cell])
                plain.totals[key, cell, "numerator"] = int(axis.numerators[cell])
                plain.totals[key, cell, "denominator"] = int(axis.denominators[cell])
                for code, count in enumerate(axis.counts[cell].tolist()):
                    plain.counts[key, cell, code] = count
            for name, grid in axis.grids.items():
                for code, count in enumerate(grid.tolist()):
                    plain.grids[key, name, code] = count
            for entry, count in axis.words.items():
                plain.words[key, entry] = count
        plain.sources = Counter(dict(enumerate(pane.sources.tolist())))
        plain.cells = Counter(dict(enumerate(pane.cell_messages.tolist())))
        return plain

    def agrees(self, other: Plain) -> bool:
        """Compare all counts; one that is absent is zero, and what a further grid leaves out is not kept."""
        grids = [Counter({key: n for key, n in side.grids.items() if key[2] >= 0}) for side in (self, other)]
        return (
            self.counts == other.counts
            and self.totals == other.totals
            and grids[0] == grids[1]
            and self.words == other.words
            and self.sources == other.sources
            and self.cells == other.cells
        )
