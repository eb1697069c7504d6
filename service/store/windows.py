"""Reading a stretch of time: panes, hours and days of one consistent snapshot, summed."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select, union_all

from prodshape.pane import Pane
from prodshape.sample import WINDOW_K, Sample
from service.store.moments import DAY, HOUR, PANE, floor
from service.store.tables import panes, partitions, rollups, samples, streams, topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from service.store.recent import Recent

ALL = "all"
"""The segment that is the sum of all."""

LONG = timedelta(hours=6)
"""A window at least this long starts on the hour, so that it does not matter when panes are folded."""

VERY_LONG = timedelta(days=9)
"""A window at least this long starts with the day."""

LATE_SHARE = 0.05
"""Messages before a stream began to count, as a share of those in a window, that are taken for late ones."""


class Offset(NamedTuple):
    """How far a partition is counted."""

    topic: str
    partition: int
    next_offset: int


@dataclass
class Window:
    """What was counted with an event time in `[start, end)`.

    Attributes:
        start: begin, after alignment.
        end: end, after alignment.
        panes: counts by segment; `all` is their sum and always there.
        samples: samples by the same names; empty where retention deleted a part of what would be in them.
        rows: rows that were read, samples not counted.
    """

    start: datetime
    end: datetime
    panes: dict[str, Pane] = field(default_factory=lambda: {ALL: Pane()})
    samples: dict[str, Sample] = field(default_factory=lambda: {ALL: Sample(WINDOW_K)})
    rows: int = 0


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A read-only connection on which all reads see one moment of the store."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as conn, conn.begin():
        yield conn


def stream_names(conn: Connection) -> list[str]:
    """The streams that were ever read, sorted."""
    return list(conn.scalars(select(streams.c.stream).order_by(streams.c.stream)))


def watermark(conn: Connection, stream: str) -> datetime | None:
    """The event time up to which a stream is known to be counted; None until each partition was caught up or had a message.

    The least over its partitions, floored to a pane. A partition is known up to the last moment at which it
    was caught up, else up to its last event time. Partitions that wait for an accepted topic do not count, nor do
    those of retired topics; None, too, if all topics are retired.
    """
    rows = conn.execute(
        select(func.count(), func.count(partitions.c.watermark), func.min(partitions.c.watermark))
        .join(topics, and_(topics.c.stream == partitions.c.stream, topics.c.topic == partitions.c.topic))
        .where(
            partitions.c.stream == stream,
            topics.c.retired_at.is_(None),
            or_(topics.c.topic_id.is_(None), topics.c.topic_id.is_not_distinct_from(partitions.c.topic_id)),
        )
    ).one()
    every, known, least = rows
    return floor(least, PANE) if every and every == known else None


def offsets(conn: Connection, stream: str) -> list[Offset]:
    """How far each partition of a stream is counted, in order."""
    rows = conn.execute(
        select(partitions.c.topic, partitions.c.partition, partitions.c.next_offset)
        .where(partitions.c.stream == stream)
        .order_by(partitions.c.topic, partitions.c.partition)
    )
    return [Offset(*row) for row in rows]


def covered_from(conn: Connection, stream: str, start: datetime, end: datetime) -> datetime | None:
    """The moment from which on a stream counts, as far as the window `[start, end)` is concerned; None without counts.

    It is the begin of the row with which the sum of all counts passes 5 % (`LATE_SHARE`) of those in the window. A few
    late messages of last week do not make a stream that was started today look as if it had counted since.
    """
    rows = union_all(
        *(select(table.c.start, table.c.messages).where(table.c.stream == stream) for table in (panes, rollups))
    ).subquery()
    found = conn.execute(select(rows.c.start, func.sum(rows.c.messages)).group_by(rows.c.start).order_by(rows.c.start))
    counts: list[tuple[datetime, int]] = [(moment, int(messages)) for moment, messages in found]
    late = LATE_SHARE * sum(messages for moment, messages in counts if start <= moment < end)
    passed = 0
    for moment, messages in counts:
        passed += messages
        if passed > late:
            return moment
    return None


def edges(conn: Connection, stream: str, end: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """Align a window, so that its edges never cut through a row.

    Both edges are floored to five minutes; where panes may be folded already, to the hour, and where hours may
    be, to the day. Long windows start on the hour and very long ones with the day in any case: then two
    runs give the same bytes whatever the folder has done in between.

    Returns:
        Start and end.
    """
    row = conn.execute(
        select(streams.c.folded_until, streams.c.days_folded_until).where(streams.c.stream == stream)
    ).first()

    def align(edge: datetime) -> datetime:
        if row is not None and row.days_folded_until is not None and edge < row.days_folded_until:
            return floor(edge, DAY)
        if row is not None and row.folded_until is not None and edge < row.folded_until:
            return floor(edge, HOUR)
        return floor(edge, PANE)

    end = align(end)
    start = floor(end - length, DAY if length >= VERY_LONG else HOUR if length >= LONG else PANE)
    return align(start), end


def read_window(
    conn: Connection,
    stream: str,
    start: datetime,
    end: datetime,
    *,
    sampled: bool = True,
    sums: Recent[bytes, Pane] | None = None,
) -> Window:
    """Sum everything with an event time in `[start, end)`, per segment and in all.

    Args:
        conn: use `snapshot`, else a folding in between is seen half.
        stream: name of the stream.
        start: inclusive; an edge of rows, see `edges`.
        end: exclusive; likewise.
        sampled: read the samples, too; without them they are empty.
        sums: of the rows of a segment and hour, by the digest of their bytes, from the window before: they are not summed again.
    """
    window = Window(start, end)
    counted: dict[str, set[datetime]] = {}
    for table in (panes, rollups):
        query = (
            select(table.c.segment, table.c.start, table.c.counts)
            .where(table.c.stream == stream, table.c.start >= start, table.c.start < end)
            .order_by(table.c.segment, table.c.start, *table.primary_key)
        )
        with conn.execute(query.execution_options(yield_per=1000)) as rows:
            for (segment, hour), some in groupby(rows, lambda row: (row.segment, floor(row.start, HOUR))):
                blobs = [bytes(row.counts) for row in some]
                window.rows += len(blobs)
                counted.setdefault(segment, set()).add(floor(hour, DAY))
                window.panes.setdefault(segment, Pane()).merge(_sum(blobs, sums))
    for segment in sorted(set(window.panes) - {ALL}):
        window.panes[ALL].merge(window.panes[segment])
    window.samples = {segment: Sample(WINDOW_K) for segment in window.panes}
    if sampled:
        window.samples |= _read_samples(conn, stream, start, end, counted)
    return window


def _read_samples(
    conn: Connection, stream: str, start: datetime, end: datetime, counted: dict[str, set[datetime]]
) -> dict[str, Sample]:
    """Merge the samples of the days that were counted, per segment and in all; none of a segment that lacks a day."""
    parts: dict[str, list[Sample]] = {segment: [] for segment in counted}
    missing = {segment: set(days) for segment, days in counted.items()}
    query = select(samples.c.segment, samples.c.start, samples.c.sample).where(
        samples.c.stream == stream, samples.c.start >= start, samples.c.start < end
    )
    with conn.execute(query.execution_options(yield_per=200)) as rows:
        for segment, begin, blob in rows:
            parts.setdefault(segment, []).append(Sample.from_bytes(bytes(blob)))
            missing.setdefault(segment, set()).discard(floor(begin, DAY))
    # A sample of only some days would be taken for one of the window, and is not uniform over its messages.
    merged = {
        segment: Sample.merged([] if missing[segment] else some, WINDOW_K) for segment, some in sorted(parts.items())
    }
    return merged | {ALL: Sample.merged([] if any(missing.values()) else merged.values(), WINDOW_K)}


def _sum(blobs: Sequence[bytes], sums: Recent[bytes, Pane] | None) -> Pane:
    """Merge stored panes, at least one; the sum is not to be changed."""
    key = b""
    if sums is not None:
        digest = hashlib.blake2b(digest_size=32)
        for blob in blobs:
            digest.update(len(blob).to_bytes(8, "little") + blob)
        key = digest.digest()
        known = sums.get(key)
        if known is not None:
            return known
    found = Pane.from_bytes(blobs[0])
    for blob in blobs[1:]:
        found.merge(Pane.from_bytes(blob))
    if sums is not None:
        found.settle()
        sums[key] = found
    return found
