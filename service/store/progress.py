"""How far each stream is counted: sums over its partitions, for the metrics and the list of streams."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from service.store.tables import gaps, partitions, streams, topics
from service.store.windows import watermark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass
class Progress:
    """The counts of one stream since its beginning; messages + filtered + refused = records.

    Attributes:
        stream: its name.
        partitions: how many are read: not those of retired topics.
        watermark: event time up to which it is known to be counted; None if that is not known yet.
        records: read.
        messages: measured.
        filtered: left out by the `include` expression.
        refused: not readable, by reason.
        clock_skew: messages whose own time was implausible, so that Kafka's was taken.
        time_missing: messages without a time of their own, though the settings name its field; Kafka's was taken.
        lag: records that were known to wait at the last checkpoint, retired topics left out; None if no partition told.
        gaps: records that retention deleted before they were read, by reason.
    """

    stream: str
    partitions: int = 0
    watermark: datetime | None = None
    records: int = 0
    messages: int = 0
    filtered: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    clock_skew: int = 0
    time_missing: int = 0
    lag: int | None = None
    gaps: dict[str, int] = field(default_factory=dict)


def read_progress(conn: Connection) -> dict[str, Progress]:
    """The progress of every stream that was ever read, by name."""
    found = {
        name: Progress(name, watermark=watermark(conn, name))
        for name in conn.scalars(select(streams.c.stream).order_by(streams.c.stream))
    }
    p = partitions.c
    read = topics.c.retired_at.is_(None)
    for row in conn.execute(
        select(
            p.stream,
            func.count().filter(read).label("partitions"),
            func.sum(p.records).label("records"),
            func.sum(p.messages).label("messages"),
            func.sum(p.filtered).label("filtered"),
            func.sum(p.clock_skew).label("clock_skew"),
            func.sum(p.time_missing).label("time_missing"),
            # greatest() skips nulls: a partition that told no end would have a lag of 0.
            func.sum(func.greatest(p.high_water - p.next_offset, 0))
            .filter(read, p.high_water.is_not(None))
            .label("lag"),
        )
        .join(topics, and_(topics.c.stream == p.stream, topics.c.topic == p.topic))
        .group_by(p.stream)
    ):
        progress = found[row.stream]
        progress.partitions = row.partitions
        progress.records, progress.messages = int(row.records), int(row.messages)
        progress.filtered = int(row.filtered)
        progress.clock_skew, progress.time_missing = int(row.clock_skew), int(row.time_missing)
        progress.lag = None if row.lag is None else int(row.lag)
    for stream, refused in conn.execute(select(p.stream, p.refused)):
        counts = found[stream].refused
        for reason, count in refused.items():
            counts[reason] = counts.get(reason, 0) + count
    lost = func.sum(gaps.c.to_offset - gaps.c.from_offset)
    for stream, reason, count in conn.execute(
        select(gaps.c.stream, gaps.c.reason, lost).group_by(gaps.c.stream, gaps.c.reason)
    ):
        if stream in found:
            found[stream].gaps[reason] = int(count)
    return found
