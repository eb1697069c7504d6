"""The only owner of open panes: poll, decode, measure, checkpoint, in one thread."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from consumers.claims import Claims, report_gap
from consumers.decode import UNMEASURABLE, Decoder
from consumers.failpoints import Failpoint
from consumers.measuring import join_blocks, measure_runs, part_of_block, part_of_measurement
from consumers.sources.base import EventKind, TopicPartition
from prodshape.errors import UnavailableError
from service.store.checkpoints import checkpoint
from service.store.errors import Fenced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Engine

    from consumers.dead_letters import DeadLetters
    from consumers.decode import Decoded, Rules
    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.sources.base import Event, Record, Source
    from prodshape.block import Block
    from prodshape.keys import Keys
    from prodshape.measurement import Measurer

log = logging.getLogger(__name__)

POLL_S = 0.5
RETRY_S = 0.5
LONGEST_RETRY_S = 10.0
LAST_CHECKPOINT_S = 10.0


@dataclass(frozen=True)
class StreamPlan:
    """What the loop does with one stream.

    Attributes:
        topics: where its records come from.
        rules: how they are read.
        start: where topics begin that were never read.
        dead_letter_topic: where refused records are copied, or None.
    """

    topics: tuple[str, ...]
    rules: Rules
    start: str = "earliest"
    dead_letter_topic: str | None = None


@dataclass(frozen=True)
class Pace:
    """When the loop does what: seconds, records, panes, messages."""

    checkpoint_s: float = 10.0
    checkpoint_records: int = 500_000
    checkpoint_panes: int = 2_000
    batch_messages: int = 4_096
    stall_s: float = 30.0


@dataclass
class _Pending:
    opened: OpenPartition
    block: Block
    records: Sequence[Record] | None
    """The records behind the block, kept only where a dead-letter topic may need one."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Loop:
    """Counts records into panes and writes them with their offsets, exactly once.

    Args:
        source: where records come from.
        engine: the store, migrated.
        plans: the streams by name.
        keys: of the installation.
        measurer: all axes.
        metrics: what we tell Prometheus.
        pace: when what happens.
        owner: our name, for people.
        dead_letters: where refused records go, if a stream has a topic for them.
        commit: also tell the source how far we are.
        failpoint: where a test may kill us.
        tick: called whenever the loop has moved on.
        now: the time, UTC: it says when a partition was caught up, and never where a message is counted.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        source: Source,
        engine: Engine,
        plans: Mapping[str, StreamPlan],
        *,
        keys: Keys,
        measurer: Measurer,
        metrics: ConsumerMetrics,
        pace: Pace | None = None,
        owner: str = "consumer",
        dead_letters: DeadLetters | None = None,
        commit: bool = True,
        failpoint: Failpoint | None = None,
        tick: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._engine = engine
        self._plans = plans
        self._keys = keys
        self._measurer = measurer
        self._metrics = metrics
        self._pace = pace or Pace()
        self._dead_letters = dead_letters
        self._commit = commit
        self._failpoint = failpoint or Failpoint()
        self._tick = tick
        self._now = now
        self._clock = clock
        self._claims = Claims(
            source=source,
            engine=engine,
            streams={topic: name for name, plan in plans.items() for topic in plan.topics},
            policies={name: plan.start for name, plan in plans.items()},
            decoders={name: Decoder(plan.rules, keys) for name, plan in plans.items()},
            definitions=measurer.definitions,
            key_digest=keys.digest,
            owner=owner,
            metrics=metrics,
            now=now,
            clock=clock,
        )
        self._open: dict[TopicPartition, OpenPartition] = {}
        self._pending: list[_Pending] = []
        self._pending_messages = 0
        self._patience: dict[TopicPartition, tuple[int, float]] = {}
        self._checkpoint_due = clock() + self._pace.checkpoint_s
        self._retry_due: float | None = None
        self._retries = 0
        self._store_trouble: str | None = None
        self._faults: tuple[str, ...] = ("nothing was polled yet",)

    @property
    def faults(self) -> list[str]:
        """What is wrong, one sentence each; may be read from any thread."""
        return list(self._faults)

    def run(self, stop: Callable[[], bool]) -> None:
        """Count until `stop` says so, then write a last checkpoint and close the source."""
        try:
            while not stop():
                self.step()
            self._finish()
        finally:
            self._source.close()
            if self._dead_letters is not None:
                self._dead_letters.close()

    def step(self, timeout_s: float = POLL_S) -> int:
        """Poll once and do what is due; gives the number of records that came."""
        polled_at = self._clock()
        due = self._checkpoint_due if self._retry_due is None else self._retry_due
        batches = self._source.poll(max(0.0, min(timeout_s, due - polled_at)))
        self._tick()
        for event in self._source.events():
            self._handle(event)
        taken = sum(self._take(TopicPartition(*partition), records) for partition, records in batches.items())
        if self._pending_messages >= self._pace.batch_messages:
            self._measure()
        self._claim()
        self._checkpoint_if_due()
        self._look_for_stalls()
        self._report()
        self._tick()
        return taken

    # --- what happens to partitions ---

    def _handle(self, event: Event) -> None:
        if event.kind is EventKind.ASSIGNED:
            self._metrics.rebalances.inc()
            for partition in event.partitions:
                self._discard(partition)
                self._claims.want(partition)
        elif event.kind in (EventKind.REVOKED, EventKind.LOST):
            # What is not stored is thrown away, never flushed here: the new owner reads it again.
            for partition in event.partitions:
                self._discard(partition)
                self._claims.forget(partition)
        elif event.kind is EventKind.TRUNCATED:
            for partition in event.partitions:
                self._claims.truncated(partition, event.offset)
        else:
            for partition in event.partitions:
                self._pass_over_gap(partition, event.offset)

    def _pass_over_gap(self, partition: TopicPartition, offset: int) -> None:
        opened = self._open.get(partition)
        if opened is None:
            return
        try:
            same = self._source.topic_id(partition.topic) in (opened.claim.topic_id, None)
            beginning = self._source.beginnings([partition])[partition]
        except UnavailableError as error:
            log.warning("%s", error)
            self._reclaim(partition)
            return
        if not same or offset >= beginning or opened.next_offset >= beginning:
            # Another topic, or a log that was cut back: the claim looks into it.
            self._reclaim(partition)
            return
        gap = opened.jump(beginning, "retention")
        report_gap(self._metrics, opened.claim.key, gap.from_offset, gap.to_offset, gap.reason)
        self._source.seek(partition, beginning)
        if self._retry_due is None:
            self._source.resume([partition])

    def _claim(self) -> None:
        if self._retry_due is not None:
            return
        for opened in self._claims.make():
            self._open[opened.partition] = opened
            self._source.seek(opened.partition, opened.next_offset)
            self._source.resume([opened.partition])
            self._metrics.owned.labels(opened.stream).inc()

    def _discard(self, partition: TopicPartition) -> None:
        opened = self._open.pop(partition, None)
        if opened is None:
            return
        if any(pending.opened is opened for pending in self._pending):
            self._pending = [pending for pending in self._pending if pending.opened is not opened]
            self._pending_messages = sum(len(pending.block) for pending in self._pending)
        self._metrics.owned.labels(opened.stream).dec()
        self._metrics.forget(opened.stream, partition)

    def _reclaim(self, partition: TopicPartition) -> None:
        """Forget what is in memory, and claim it again after a pause."""
        self._source.pause([partition])
        self._discard(partition)
        self._claims.want_later(partition)

    # --- records ---

    def _take(self, partition: TopicPartition, records: Sequence[Record]) -> int:
        opened = self._open.get(partition)
        if opened is None or not records:
            return 0
        position = self._source.position(partition)
        if records[0].offset < opened.next_offset or position is None or position <= records[-1].offset:
            log.warning("%s: records from another place than offset %d came", opened.claim.key, opened.next_offset)
            self._reclaim(partition)
            return 0
        plan = self._plans[opened.stream]
        began = time.thread_time()
        decoded = opened.decoder.decode(partition.topic, partition.partition, records)
        self._metrics.decode_seconds.inc(time.thread_time() - began)
        self._count(opened, decoded, records, plan)
        opened.records += len(records)
        opened.next_offset = position
        opened.moved_at = self._clock()
        opened.nudged = False
        return len(records)

    def _count(self, opened: OpenPartition, decoded: Decoded, records: Sequence[Record], plan: StreamPlan) -> None:
        opened.filtered += decoded.filtered
        opened.clock_skew += decoded.clock_skew
        for row, reason in decoded.refused:
            self._refuse(opened, records[row], reason)
        if len(decoded.block):
            kept = [records[row] for row in decoded.rows] if plan.dead_letter_topic else None
            self._pending.append(_Pending(opened, decoded.block, kept))
            self._pending_messages += len(decoded.block)
            latest = int(decoded.block.times.max())
            opened.last_event_ms = latest if opened.last_event_ms is None else max(opened.last_event_ms, latest)

    def _refuse(self, opened: OpenPartition, record: Record, reason: str) -> None:
        opened.refused[reason] += 1
        target = self._plans[opened.stream].dead_letter_topic
        if target is not None and self._dead_letters is not None:
            self._dead_letters.send(target, opened.partition, record, reason)
            opened.dead_letters += 1

    def _measure(self) -> None:
        """Measure everything that waits, of all partitions together, and count it."""
        if not self._pending:
            return
        began = time.thread_time()
        by_partition: dict[TopicPartition, list[_Pending]] = {}
        for pending in self._pending:
            by_partition.setdefault(pending.opened.partition, []).append(pending)
        self._pending, self._pending_messages = [], 0
        groups = [
            (parts[0].opened, join_blocks([part.block for part in parts]), parts) for parts in by_partition.values()
        ]
        texts = [text for _, block, _ in groups for text in block.texts]
        ends, end = [], 0
        for _, block, _ in groups:
            end += len(block)
            ends.append(end)
        for run in measure_runs(self._measurer, texts, self._pace.batch_messages):
            self._tick()
            for (opened, block, parts), end in zip(groups, ends, strict=True):
                begin = end - len(block)
                start, stop = max(run.start, begin), min(run.stop, end)
                if start >= stop:
                    continue
                if run.measurement is None:
                    self._refuse_unmeasurable(opened, parts, start - begin)
                    continue
                opened.panes.add(
                    part_of_block(block, start - begin, stop - begin),
                    part_of_measurement(run.measurement, start - run.start, stop - run.start),
                    self._keys,
                )
                opened.messages += stop - start
        self._metrics.measure_seconds.inc(time.thread_time() - began)

    def _refuse_unmeasurable(self, opened: OpenPartition, parts: list[_Pending], row: int) -> None:
        for part in parts:
            if row < len(part.block):
                break
            row -= len(part.block)
        if part.records is None:
            opened.refused[UNMEASURABLE] += 1
            log.error("%s: a message cannot be measured", opened.claim.key)
        else:
            log.error("%s: the message at offset %d cannot be measured", opened.claim.key, part.records[row].offset)
            self._refuse(opened, part.records[row], UNMEASURABLE)

    # --- checkpoints ---

    def _checkpoint_if_due(self) -> None:
        now = self._clock()
        if self._retry_due is not None:
            if now >= self._retry_due:
                self._checkpoint()
            return
        if (
            now >= self._checkpoint_due
            or sum(opened.records for opened in self._open.values()) >= self._pace.checkpoint_records
            or sum(len(opened.panes) for opened in self._open.values()) >= self._pace.checkpoint_panes
        ):
            self._checkpoint()

    def _checkpoint(self) -> bool:
        """Write everything; True if it is written, False if it will be tried again."""
        began = self._clock()
        self._measure()
        try:
            if self._dead_letters is not None:
                self._dead_letters.flush()
        except UnavailableError as error:
            # Which of them arrived is unknown: all are read, and copied, again.
            self._start_over(str(error))
            return False
        self._look_at_ends()
        while self._open:
            deltas = [opened.delta() for opened in self._open.values()]
            self._tick()
            try:
                checkpoint(self._engine, deltas, now=self._now(), failpoint=self._failpoint)
            except Fenced as error:
                log.warning("%s", error)
                self._metrics.checkpoints.labels("fenced").inc()
                self._reclaim(TopicPartition(error.key.topic, error.key.partition))
                continue
            except SQLAlchemyError as error:
                self._metrics.checkpoints.labels("failed").inc()
                self._wait_for_store(error)
                return False
            self._metrics.checkpoints.labels("written").inc()
            self._metrics.checkpoint_seconds.observe(self._clock() - began)
            self._metrics.last_checkpoint.set(self._now().timestamp())
            self._written()
            break
        self._checkpoint_due = self._clock() + self._pace.checkpoint_s
        if self._retry_due is not None:
            log.info("the store is back after %d attempts", self._retries)
            self._retry_due, self._retries, self._store_trouble = None, 0, None
            self._source.resume(self._open)
        return True

    def _look_at_ends(self) -> None:
        """Find out which partitions are caught up: only what the broker says now may move a watermark."""
        asked_at = self._now()
        for opened in self._open.values():
            position = self._source.position(opened.partition)
            if position is not None and position > opened.next_offset:
                opened.next_offset = position  # behind records that nobody is shown: aborted, or marks of transactions
            opened.caught_up_at = None
            opened.high_water = self._source.high_water(opened.partition)
        try:
            ends = self._source.ends(list(self._open)) if self._open else {}
        except UnavailableError as error:
            log.warning("%s", error)
            return
        for opened in self._open.values():
            end = max(ends.get(opened.partition, 0), opened.high_water or 0)
            opened.high_water = end
            if opened.next_offset >= end:
                opened.caught_up_at = asked_at

    def _written(self) -> None:
        offsets = {}
        for opened in self._open.values():
            labels = opened.stream
            self._metrics.records.labels(labels).inc(opened.records)
            self._metrics.messages.labels(labels).inc(opened.messages)
            self._metrics.filtered.labels(labels).inc(opened.filtered)
            self._metrics.clock_skew.labels(labels).inc(opened.clock_skew)
            self._metrics.dead_letters.labels(labels).inc(opened.dead_letters)
            for reason, count in opened.refused.items():
                self._metrics.refused.labels(labels, reason).inc(count)
            if opened.last_event_ms is not None:
                gauge = self._metrics.last_event.labels(labels)
                gauge.set(max(gauge._value.get(), opened.last_event_ms / 1000))  # noqa: SLF001  # no public way to read
            if opened.next_offset > opened.base_offset:
                offsets[opened.partition] = opened.next_offset
            opened.written()
        for stream in self._plans:
            moments = [opened.caught_up_at for opened in self._open.values() if opened.stream == stream]
            known = [moment for moment in moments if moment is not None]
            if known and len(known) == len(moments):
                self._metrics.caught_up.labels(stream).set(min(known).timestamp())
        if self._commit and offsets:
            self._source.commit(offsets)

    def _wait_for_store(self, error: SQLAlchemyError) -> None:
        sentence = f"The store does not take checkpoints: {(str(error).splitlines() or ['no reason given'])[0]}"
        if sentence != self._store_trouble:
            log.warning("%s; reading pauses, nothing is lost", sentence)
        self._store_trouble = sentence
        self._retries += 1
        self._source.pause(self._open)
        self._retry_due = self._clock() + min(LONGEST_RETRY_S, RETRY_S * 2 ** min(self._retries, 6))

    def _start_over(self, sentence: str) -> None:
        log.warning("%s; what is not stored is read again", sentence)
        for partition in list(self._open):
            self._reclaim(partition)

    def _finish(self) -> None:
        """Write a last checkpoint, but do not wait for long: what is not written is read again."""
        until = self._clock() + LAST_CHECKPOINT_S
        while not self._checkpoint() and self._clock() < until:
            self._tick()
            time.sleep(RETRY_S)

    # --- watching ---

    def _look_for_stalls(self) -> None:
        if self._retry_due is not None:
            for opened in self._open.values():
                opened.moved_at = self._clock()
            return
        now = self._clock()
        for opened in list(self._open.values()):
            high_water = self._source.high_water(opened.partition)
            if high_water is None or high_water <= opened.next_offset:
                opened.moved_at = now
                continue
            offset, patience = self._patience.get(opened.partition, (-1, self._pace.stall_s))
            if offset != opened.next_offset:
                patience = self._pace.stall_s
            if now - opened.moved_at <= patience:
                continue
            opened.moved_at = now
            if not self._has_readable_records(opened):
                continue
            self._metrics.stalls.labels(opened.stream).inc()
            if not opened.nudged:
                log.warning("%s: no records since %.0f s, seeking again", opened.claim.key, patience)
                opened.nudged = True
                self._source.seek(opened.partition, opened.next_offset)
                continue
            log.warning("%s: still no records, making the connection anew", opened.claim.key)
            # If that does not help either, do not do it again and again.
            self._patience[opened.partition] = (opened.next_offset, min(patience * 2, 3600.0))
            self._source.rebuild("stall")
            return

    def _has_readable_records(self, opened: OpenPartition) -> bool:
        """Ask the broker: records of an open transaction cannot be read by anybody yet, and are no stall."""
        try:
            return self._source.ends([opened.partition])[opened.partition] > opened.next_offset
        except UnavailableError:
            return False

    def _report(self) -> None:
        uncommitted = dict.fromkeys(self._plans, 0)
        for opened in self._open.values():
            uncommitted[opened.stream] += opened.records
            high_water = self._source.high_water(opened.partition)
            if high_water is not None:
                lag = max(0, high_water - opened.next_offset)
                partition = opened.partition
                self._metrics.lag.labels(opened.stream, partition.topic, str(partition.partition)).set(lag)
        for stream, count in uncommitted.items():
            self._metrics.uncommitted.labels(stream).set(count)
        self._metrics.open_panes.set(sum(len(opened.panes) for opened in self._open.values()))
        faults = [self._source.trouble(), self._store_trouble, *self._claims.faults()]
        self._faults = tuple(fault for fault in faults if fault)
