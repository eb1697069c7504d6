"""The checkpoint: counts and next offset in one transaction, so that every record is counted exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import case, func, insert, literal, null, update

from service.store.errors import Fenced
from service.store.moments import from_ms
from service.store.partitions import Claim, is_partition
from service.store.summands import RowKey, add_panes, add_samples
from service.store.tables import gaps, panes, partitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from prodshape.pane import Pane
    from prodshape.sample import Sample

T = TypeVar("T")

PaneKey = tuple[str, int]
"""Segment, and begin of the pane in ms since 1970 UTC."""


@dataclass(frozen=True)
class Gap:
    """Offsets that are not counted and never will be: `[from_offset, to_offset)`, and why (`retention`, ...)."""

    from_offset: int
    to_offset: int
    reason: str


@dataclass
class Delta:
    """What one claim counted since its last checkpoint.

    Attributes:
        claim: the right to write; its epoch must still be the newest.
        base_offset: where the last checkpoint (or the claim) ended.
        next_offset: the first record that is not in this delta.
        records: records read; always messages + filtered + all refused.
        messages: records counted in the panes.
        filtered: records that the stream's filter left out.
        refused: unreadable records by reason.
        clock_skew: messages whose own time was not believed; they are messages, too.
        time_missing: messages that had no time of their own, though one was looked for; likewise.
        last_event_ms: greatest event time of the delta that was not in the future, None if it has none.
        high_water: the partition's end on the broker, None if unknown.
        caught_up_at: when everything up to `high_water` was known to be in this delta; None if it is behind.
        panes: counts by (segment, begin in ms). Read once per attempt, so a lazy mapping is fine.
        samples: samples by the same keys.
        gaps: offsets that were lost in between.
    """

    claim: Claim
    base_offset: int
    next_offset: int
    records: int = 0
    messages: int = 0
    filtered: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    clock_skew: int = 0
    time_missing: int = 0
    last_event_ms: int | None = None
    high_water: int | None = None
    caught_up_at: datetime | None = None
    panes: Mapping[PaneKey, Pane] = field(default_factory=dict)
    samples: Mapping[PaneKey, Sample] = field(default_factory=dict)
    gaps: Sequence[Gap] = ()

    def check(self) -> None:
        """Refuse a delta that cannot be true: a bug in its writer must not reach the store.

        Raises:
            ValueError: the counts do not add up, or the offsets run backwards.
        """
        told = self.messages + self.filtered + sum(self.refused.values())
        if told != self.records:
            raise ValueError(
                f"messages + filtered + refused = records in every delta; {self.claim.key} has {self.messages} +"
                f" {self.filtered} + {sum(self.refused.values())} = {told} of {self.records} records."
            )
        if self.next_offset < self.base_offset + self.records:
            raise ValueError(
                f"{self.records} records need as many offsets; {self.claim.key} goes from {self.base_offset} to"
                f" {self.next_offset}."
            )


class _Rows(Mapping[RowKey, T]):
    """The panes or samples of all deltas by their rows; each is made when it is read, since a pane takes 80 kB."""

    def __init__(self, places: Iterable[tuple[RowKey, Mapping[PaneKey, T], PaneKey]]) -> None:
        self._places = {row: (values, key) for row, values, key in places}

    def __getitem__(self, row: RowKey) -> T:
        values, key = self._places[row]
        return values[key]

    def __iter__(self) -> Iterator[RowKey]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def nothing(point: str) -> None:
    """Do nothing at a failpoint: the default outside of tests of crashes."""


def checkpoint(
    engine: Engine, deltas: Sequence[Delta], *, now: datetime, failpoint: Callable[[str], None] = nothing
) -> None:
    """Write deltas of any number of partitions in one transaction, or nothing at all.

    Per partition the offset moves by compare-and-swap on (epoch, next offset). That also locks the partition's
    row, so that only one writer at a time can touch the panes of a partition; the folder may take pane rows out
    meanwhile, and then they are simply inserted again: stored rows are summands.

    After an outage the outcome is unknown. Calling again with the same deltas is safe: if the first
    call was committed, the second is `Fenced`.

    Args:
        engine: the store.
        deltas: at most one per partition; an empty one moves only the watermark (a heartbeat).
        now: time of the checkpoint; the watermark of a partition that is behind never passes it.
        failpoint: called with `begun`, `claimed`, `before_commit` and `after_commit`; tests of crashes die there.

    Raises:
        Fenced: another claim owns one of the partitions, or this checkpoint was written before. Nothing was written.
        ValueError: a delta does not add up, or two are of one partition.
        sqlalchemy.exc.OperationalError: see `database.is_outage`.
    """
    ordered = sorted(deltas, key=lambda delta: delta.claim.key)
    keys = [delta.claim.key for delta in ordered]
    if len(set(keys)) != len(keys):
        raise ValueError(f"A checkpoint has at most one delta per partition, got {', '.join(map(str, keys))}.")
    for delta in ordered:
        delta.check()
    if not ordered:
        return
    with engine.begin() as conn:
        failpoint("begun")
        for delta in ordered:
            _advance(conn, delta, now)
        failpoint("claimed")
        # Sorted by their keys, rows are locked in one order by everybody: no two checkpoints wait for each other.
        add_panes(
            conn,
            panes,
            _Rows(
                ((*delta.claim.key, segment, from_ms(start)), delta.panes, (segment, start))
                for delta in ordered
                for segment, start in delta.panes
            ),
        )
        add_samples(
            conn,
            _Rows(
                (
                    (delta.claim.key.stream, "pane", *delta.claim.key[1:], segment, from_ms(start)),
                    delta.samples,
                    (segment, start),
                )
                for delta in ordered
                for segment, start in delta.samples
            ),
        )
        _add_gaps(conn, ordered, now)
        failpoint("before_commit")
    failpoint("after_commit")


def _advance(conn: Connection, delta: Delta, now: datetime) -> None:
    """Move offset, counters and watermark of one partition, if the claim still holds."""
    columns = partitions.c
    last_event = None if delta.last_event_ms is None else from_ms(delta.last_event_ms)
    time = columns.watermark.type
    # greatest() and least() skip nulls, so a partition without any message must not get least(null, now).
    seen = func.greatest(columns.last_event_at, literal(last_event, time))
    behind = case((seen.is_(None), null()), else_=func.least(seen, literal(now, time)))
    known = behind if delta.caught_up_at is None else literal(delta.caught_up_at, time)
    before = case((columns.watermark.is_(None), null()), else_=func.least(columns.watermark, literal(now, time)))
    values: dict[str, Any] = {
        "next_offset": delta.next_offset,
        "records": columns.records + delta.records,
        "messages": columns.messages + delta.messages,
        "filtered": columns.filtered + delta.filtered,
        "clock_skew": columns.clock_skew + delta.clock_skew,
        "time_missing": columns.time_missing + delta.time_missing,
        "last_event_at": seen,
        "high_water": func.coalesce(literal(delta.high_water, columns.high_water.type), columns.high_water),
        "caught_up_at": delta.caught_up_at,
        "checkpointed_at": now,
        # What was known stays known when the partition falls behind again; but a clock that ran ahead is put right.
        "watermark": func.greatest(before, known),
    }
    row = conn.execute(
        update(partitions)
        .where(
            is_partition(delta.claim.key), columns.epoch == delta.claim.epoch, columns.next_offset == delta.base_offset
        )
        .values(values)
        .returning(columns.refused)
    ).first()
    if row is None:
        raise Fenced(delta.claim.key)
    if delta.refused:
        total = dict(row.refused)
        for reason, count in delta.refused.items():
            total[reason] = total.get(reason, 0) + count
        conn.execute(update(partitions).where(is_partition(delta.claim.key)).values(refused=total))


def _add_gaps(conn: Connection, deltas: Sequence[Delta], now: datetime) -> None:
    rows = [
        {
            **delta.claim.key._asdict(),
            "from_offset": gap.from_offset,
            "to_offset": gap.to_offset,
            "reason": gap.reason,
            "found_at": now,
        }
        for delta in deltas
        for gap in delta.gaps
    ]
    if rows:
        conn.execute(insert(gaps), rows)
