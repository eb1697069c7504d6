"""What a store says of a stream, read row by row and summed: the other side of the recount."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from prodshape.definitions import AxisKey
from prodshape.pane import AxisCounts, Pane
from prodshape.sample import Sample
from service.store.tables import panes, partitions, rollups, samples

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
UNBOUNDED = 1 << 62


@dataclass
class Stored:
    """The sums of a store.

    Attributes:
        bucket_ms: how finely `panes` and `samples` are told apart by time: hours, or days if some are folded so far.
        panes: by segment and begin of the bucket (ms UTC), over all partitions and all levels of folding.
        samples: likewise; merged without a bound, so that their thresholds alone say what is in them.
        same_as: axes that differ from another in nothing but their version, and are to be read as that other.
    """

    bucket_ms: int
    panes: dict[tuple[str, int], Pane] = field(default_factory=dict)
    samples: dict[tuple[str, int], Sample] = field(default_factory=dict)
    records: Counter[tuple[str, int]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    filtered: int = 0
    clock_skew: int = 0
    time_missing: int = 0
    rows: Counter[str] = field(default_factory=Counter)

    same_as: dict[AxisKey, AxisKey] = field(default_factory=dict)

    def axes(self, pane: Pane) -> dict[AxisKey, AxisCounts]:
        """The counts of a pane's axes; those that `same_as` another are added to it."""
        found: dict[AxisKey, AxisCounts] = {}
        for key, counts in pane.axes.items():
            target = self.same_as.get(key, key)
            found[target] = _sum(found[target], counts) if target in found else counts
        return found

    def codes(self, sample: Sample) -> dict[AxisKey, NDArray[np.int8]]:
        """The codes of a sample's axes, likewise; absent is less than any code."""
        found: dict[AxisKey, NDArray[np.int8]] = {}
        for key, codes in sample.codes.items():
            target = self.same_as.get(key, key)
            found[target] = np.maximum(found[target], codes) if target in found else codes
        return found


def read_store(engine: Engine, stream: str) -> Stored:
    """Read everything that is stored of a stream, in one snapshot."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as conn:
        folded = conn.execute(
            select(rollups.c.level, rollups.c.segment, rollups.c.start, rollups.c.counts).where(
                rollups.c.stream == stream
            )
        ).all()
        open_ones = conn.execute(
            select(panes.c.segment, panes.c.start, panes.c.counts).where(panes.c.stream == stream)
        ).all()
        sampled = conn.execute(
            select(samples.c.segment, samples.c.start, samples.c.sample).where(samples.c.stream == stream)
        ).all()
        read = conn.execute(select(partitions).where(partitions.c.stream == stream)).all()
    stored = Stored(DAY_MS if any(row.level == "day" for row in folded) else HOUR_MS)
    stored.rows.update(row.level for row in folded)
    stored.rows["pane"] = len(open_ones)
    for row in (*folded, *open_ones):
        pane = stored.panes.setdefault((row.segment, _bucket(row.start.timestamp(), stored.bucket_ms)), Pane())
        pane.merge(Pane.from_bytes(row.counts))
    for row in sampled:
        bucket = row.segment, _bucket(row.start.timestamp(), stored.bucket_ms)
        stored.samples.setdefault(bucket, Sample(UNBOUNDED)).merge(Sample.from_bytes(row.sample), k=UNBOUNDED)
    for row in read:
        stored.records[row.topic, row.partition] = row.records
        stored.refused.update(row.refused)
        stored.messages += row.messages
        stored.filtered += row.filtered
        stored.clock_skew += row.clock_skew
        stored.time_missing += row.time_missing
    return stored


def _sum(one: AxisCounts, other: AxisCounts) -> AxisCounts:
    return replace(
        one,
        counts=one.counts + other.counts,
        not_measured=one.not_measured + other.not_measured,
        numerators=one.numerators + other.numerators,
        denominators=one.denominators + other.denominators,
        grids={name: grid + other.grids[name] for name, grid in one.grids.items()},
        words=Counter(one.words) + Counter(other.words),
    )


def _bucket(seconds: float, bucket_ms: int) -> int:
    return int(seconds * 1000) // bucket_ms * bucket_ms
