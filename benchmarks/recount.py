"""The independent recount: read a log once, count every message, and compare with what a store says.

It has its own reader and decoding (`reading.py`), and no panes, no sketches, no merging: it keeps one row a message
and counts once, at the end. It shares with the project the axes and the keyed hashes, which are not what it judges.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from confluent_kafka import Message
from numpy.typing import NDArray

from benchmarks.reading import Fields, Refused, Rules, event_time, extract, segment_of
from benchmarks.stored import Stored
from prodshape.definitions import AxisDefinition, AxisKey
from prodshape.keys import CELLS, Keys
from prodshape.measurement import Measurer
from prodshape.pane import AxisCounts, Pane
from prodshape.sample import PANE_K, Sample
from prodshape.sketches import authors as author_sketch

BATCH = 4096
MOST_DIFFERENCES = 40
AUTHOR, CONVERSATION, RECORD = 0, 1, 3


@dataclass
class AxisRows:
    """What one axis says of every message: `int[n]` each, and (message, entry) pairs of its vocabulary."""

    definition: AxisDefinition
    codes: NDArray[np.int64]
    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]
    grids: dict[str, NDArray[np.int64]]
    words: NDArray[np.int64]


@dataclass
class Ledger:
    """One row a message, in the order of reading; and how many records became none."""

    segments: NDArray[np.str_]
    times: NDArray[np.int64]
    authors: NDArray[np.uint64]
    sources: NDArray[np.int64]
    positions: NDArray[np.uint64]
    cells: NDArray[np.int64]
    halves: NDArray[np.int64]
    axes: dict[AxisKey, AxisRows]
    records: Counter[tuple[str, int]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    filtered: int = 0
    clock_skew: int = 0
    time_missing: int = 0

    def __len__(self) -> int:
        return len(self.times)


def recount(log: Iterable[Message], rules: Rules, keys: Keys, measurer: Measurer | None = None) -> Ledger:
    """Count the records of a log."""
    records: Counter[tuple[str, int]] = Counter()
    refused: Counter[str] = Counter()
    filtered = 0
    disbelieved: Counter[str] = Counter()
    rows: list[tuple[str, int, int, int, int]] = []
    texts: list[str] = []
    for message in log:
        topic, partition, offset = str(message.topic()), int(message.partition() or 0), int(message.offset() or 0)
        records[topic, partition] += 1
        try:
            fields = extract(message.value(), rules)
        except Refused as reason:
            refused[str(reason)] += 1
            continue
        if not fields.included:
            filtered += 1
            continue
        time, why = event_time(fields, message.timestamp()[1], rules)
        disbelieved[why] += 1
        position = int(keys.positions(topic, partition, np.array([offset]))[0])
        author, source = _identity(fields, position, keys)
        rows.append((segment_of(fields, rules), time, author, source, position))
        texts.append(fields.text)
    segments, times, authors, sources, positions = zip(*rows, strict=True) if rows else ((),) * 5
    author_ids = np.array(authors, dtype=np.uint64)
    return Ledger(
        np.array(segments, dtype=str),
        np.array(times, dtype=np.int64),
        author_ids,
        np.array(sources, dtype=np.int64),
        np.array(positions, dtype=np.uint64),
        keys.cells(author_ids).astype(np.int64),
        keys.halves(author_ids).astype(np.int64),
        _measure(texts, measurer or Measurer()),
        records,
        refused,
        filtered,
        disbelieved["clock_skew"],
        disbelieved["time_missing"],
    )


def _identity(fields: Fields, position: int, keys: Keys) -> tuple[int, int]:
    if fields.author not in (None, ""):
        return keys.author(str(fields.author).encode()), AUTHOR
    if fields.conversation not in (None, ""):
        return keys.author(b"conversation\0" + str(fields.conversation).encode()), CONVERSATION
    return position, RECORD


def _measure(texts: list[str], measurer: Measurer) -> dict[AxisKey, AxisRows]:
    parts: dict[AxisKey, list[AxisRows]] = {key: [] for key in measurer.definitions}
    for start in range(0, max(len(texts), 1), BATCH):
        measured = measurer.measure(texts[start : start + BATCH])
        zeros = np.zeros(measured.n, np.int64)
        for key, column in measured.columns.items():
            owners, entries = column.words or (zeros[:0], zeros[:0])
            parts[key].append(
                AxisRows(
                    measurer.definitions[key],
                    column.codes.astype(np.int64),
                    zeros if column.numerators is None else column.numerators,
                    zeros if column.denominators is None else column.denominators,
                    {name: codes.astype(np.int64) for name, codes in column.grids.items()},
                    np.stack([owners.astype(np.int64) + start, entries.astype(np.int64)]),
                )
            )
    return {
        key: AxisRows(
            measurer.definitions[key],
            np.concatenate([part.codes for part in found]),
            np.concatenate([part.numerators for part in found]),
            np.concatenate([part.denominators for part in found]),
            {name: np.concatenate([part.grids[name] for part in found]) for name in measurer.definitions[key].grids},
            np.concatenate([part.words for part in found], axis=1),
        )
        for key, found in parts.items()
    }


def differences(ledger: Ledger, stored: Stored) -> list[str]:
    """Where a store and the recount disagree, as sentences; empty if nowhere, cut after the first forty."""
    found: list[str] = []
    for said in _differences(ledger, stored):
        found.append(said)
        if len(found) == MOST_DIFFERENCES:
            break
    return found


def _differences(ledger: Ledger, stored: Stored) -> Iterator[str]:
    for what, counted, kept in (
        ("records", dict(ledger.records), {place: n for place, n in stored.records.items() if n}),
        ("refused", dict(ledger.refused), {reason: n for reason, n in stored.refused.items() if n}),
        ("messages", len(ledger), stored.messages),
        ("filtered", ledger.filtered, stored.filtered),
        ("clock_skew", ledger.clock_skew, stored.clock_skew),
        ("time_missing", ledger.time_missing, stored.time_missing),
    ):
        if counted != kept:
            yield f"{what}: the log has {counted}, the store {kept}"
    groups = _groups(ledger, stored.bucket_ms)
    for group in sorted(groups.keys() | stored.panes.keys()):
        chosen = groups.get(group, np.zeros(0, np.int64))
        name = f"segment {group[0]}, from {group[1]}"
        pane, sample = stored.panes.get(group, Pane()), stored.samples.get(group, Sample())
        yield from _pane_differences(name, ledger, chosen, pane)
        yield from _axis_differences(name, ledger, chosen, stored.axes(pane))
        yield from _sample_differences(name, ledger, chosen, sample, stored.codes(sample))


def _groups(ledger: Ledger, bucket_ms: int) -> dict[tuple[str, int], NDArray[np.int64]]:
    starts = ledger.times // bucket_ms * bucket_ms
    groups: dict[tuple[str, int], NDArray[np.int64]] = {}
    for segment in np.unique(ledger.segments).tolist():
        of_segment = np.flatnonzero(ledger.segments == segment)
        for start in np.unique(starts[of_segment]).tolist():
            groups[segment, start] = of_segment[starts[of_segment] == start]
    return groups


def _pane_differences(name: str, ledger: Ledger, chosen: NDArray[np.int64], pane: Pane) -> Iterator[str]:
    cells = ledger.cells[chosen]
    yield from _unlike(f"{name}, messages", np.bincount(cells, minlength=CELLS), pane.cell_messages)
    yield from _unlike(f"{name}, sources", np.bincount(ledger.sources[chosen], minlength=4), pane.sources)
    registers = np.zeros(author_sketch.REGISTERS, np.uint8)
    author_sketch.add(registers, ledger.authors[chosen][ledger.sources[chosen] != RECORD])
    yield from _unlike(f"{name}, authors", registers, pane.authors)
    extent = (int(ledger.times[chosen].min()), int(ledger.times[chosen].max())) if len(chosen) else (None, None)
    if (pane.first_ms, pane.last_ms) != extent:
        yield f"{name}: the log runs from {extent[0]} to {extent[1]}, the store from {pane.first_ms} to {pane.last_ms}"


def _axis_differences(
    name: str, ledger: Ledger, chosen: NDArray[np.int64], axes: dict[AxisKey, AxisCounts]
) -> Iterator[str]:
    cells = ledger.cells[chosen]
    if len(chosen) and axes.keys() != ledger.axes.keys():
        yield f"{name}: axes {sorted(axes.keys() ^ ledger.axes.keys())} are on one side only"
    for key in axes.keys() & ledger.axes.keys():
        kept, rows = axes[key], ledger.axes[key]
        codes, what = rows.codes[chosen], f"{name}, axis {key.name}"
        seen = codes >= 0
        bins = len(rows.definition.grid.names)
        counts = np.bincount(cells[seen] * bins + codes[seen], minlength=CELLS * bins)
        yield from _unlike(f"{what}, bins", counts, kept.counts.reshape(-1))
        yield from _unlike(f"{what}, not measured", np.bincount(cells[~seen], minlength=CELLS), kept.not_measured)
        for part in ("numerators", "denominators"):
            summed = np.zeros(CELLS, np.int64)
            np.add.at(summed, cells, getattr(rows, part)[chosen])
            yield from _unlike(f"{what}, {part}", summed, getattr(kept, part))
        for grid, of_grid in rows.grids.items():
            inside = of_grid[chosen][of_grid[chosen] >= 0]
            size = len(rows.definition.grids[grid].names)
            yield from _unlike(f"{what}, grid {grid}", np.bincount(inside, minlength=size), kept.grids[grid])
        words = Counter(rows.words[1][np.isin(rows.words[0], chosen)].tolist())
        if dict(words) != {entry: n for entry, n in dict(kept.words).items() if n}:
            yield f"{what}: the words are counted differently"


def _sample_differences(
    name: str, ledger: Ledger, chosen: NDArray[np.int64], sample: Sample, codes: dict[AxisKey, NDArray[np.int8]]
) -> Iterator[str]:
    """The sample holds every message below its threshold and no other, and at least as many as a pane's would."""
    below = chosen[[int(key) < sample.threshold for key in ledger.positions[chosen]]] if len(chosen) else chosen
    below = below[np.argsort(ledger.positions[below])]
    if not np.array_equal(ledger.positions[below], sample.keys):
        yield f"{name}: the sample has {len(sample)} messages, {len(below)} lie below its threshold, or they are others"
        return
    if len(sample) < min(len(chosen), PANE_K):
        yield f"{name}: the sample has {len(sample)} of {len(chosen)} messages, fewer than a pane keeps"
    parts: list[tuple[str, Any, Any]] = [
        ("authors", ledger.authors[below], sample.authors),
        ("times", ledger.times[below], sample.times),
        ("cells", ledger.cells[below], sample.cells),
        ("halves", ledger.halves[below], sample.halves),
    ]
    parts += [(key.name, ledger.axes[key].codes[below], of_axis) for key, of_axis in codes.items()]
    for part, counted, kept in parts:
        if not np.array_equal(counted, kept):
            yield f"{name}: {part} of the sample differ"


def _unlike(what: str, counted: NDArray[Any], kept: NDArray[Any]) -> Iterator[str]:
    if not np.array_equal(counted, kept):
        places = np.flatnonzero(counted != kept)
        first = int(places[0])
        yield (
            f"{what}: {len(places)} of {len(counted)} numbers differ, the first at {first}: the log has"
            f" {counted[first]}, the store {kept[first]}; in sum {counted.sum()} and {kept.sum()}"
        )
