"""The only owner of open panes: poll, take, measure, checkpoint, in one thread."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from consumers.absent_topics import AbsentTopics
from consumers.checkpointing import RETRY_S, Checkpoints, look_at_ends
from consumers.claims import Claims
from consumers.failpoints import Failpoint
from consumers.gaps import beginning_after_retention, log_gap
from consumers.pending import Pending
from consumers.plan import Pace
from consumers.refusals import Refusals
from consumers.reporting import report_progress
from consumers.sources.base import EventKind, TopicPartition
from consumers.stalls import Stalls
from prodshape.errors import UnavailableError
from service.store.errors import Fenced
from service.store.moments import to_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Engine

    from consumers.dead_letters import DeadLetters
    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.plan import StreamPlan
    from consumers.sources.base import Event, Record, Source
    from prodshape.audience import Audience
    from prodshape.keys import Keys
    from prodshape.measurement import Measurer

log = logging.getLogger(__name__)

POLL_S = 0.5
LAST_CHECKPOINT_S = 10.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Loop:
    """Counts records into panes and writes them with their offsets, exactly once.

    Args:
        source: where records come from.
        engine: the store, migrated.
        plans: the streams by name.
        keys: of the installation.
        measurers: of all axes, one per audience of the plans.
        metrics: what we tell Prometheus.
        pace: when what happens.
        owner: our name, for people.
        dead_letters: where refused records go, if a stream has a topic for them.
        commit: also tell the source how far we are.
        failpoint: where a test may kill us.
        tick: called whenever the loop has moved on.
        now: the time, UTC: it says how far a partition is known, and never where a message is counted.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        source: Source,
        engine: Engine,
        plans: Mapping[str, StreamPlan],
        *,
        keys: Keys,
        measurers: Mapping[Audience, Measurer],
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
        pace = pace or Pace()
        self._source = source
        self._streams = tuple(plans)
        self._metrics = metrics
        self._tick = tick
        self._now = now
        self._clock = clock
        definitions = {key: one for each in measurers.values() for key, one in each.definitions.items()}
        self._claims = Claims(
            source, engine, plans, keys, definitions, owner=owner, metrics=metrics, now=now, clock=clock
        )
        self._refusals = Refusals(plans, dead_letters)
        self._pending = Pending(
            {name: measurers[plan.audience] for name, plan in plans.items()},
            keys,
            pace.batch_messages,
            refusals=self._refusals,
            metrics=metrics,
            tick=tick,
        )
        self._checkpoints = Checkpoints(
            source,
            engine,
            self._streams,
            metrics=metrics,
            pace=pace,
            commit=commit,
            failpoint=failpoint or Failpoint(),
            tick=tick,
            now=now,
            clock=clock,
        )
        self._stalls = Stalls(source, metrics, pace.stall_s, clock)
        self._absent = AbsentTopics(source, [topic for plan in plans.values() for topic in plan.topics], clock)
        self._open: dict[TopicPartition, OpenPartition] = {}
        self._undelivered: dict[TopicPartition, str] = {}
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
            self._refusals.close()

    def step(self, timeout_s: float = POLL_S) -> int:
        """Poll once and do what is due; gives the number of records that came."""
        batches = self._source.poll(max(0.0, min(timeout_s, self._checkpoints.due - self._clock())))
        self._tick()
        for event in self._source.events():
            self._handle(event)
        taken = sum(self._take(TopicPartition(*partition), records) for partition, records in batches.items())
        if self._pending.full:
            self._pending.measure()
        self._claim()
        if self._checkpoints.is_due(self._open.values()):
            self._checkpoint()
        self._watch()
        self._tick()
        return taken

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
        began = time.thread_time()
        decoded = opened.decoder.decode(partition.topic, partition.partition, records)
        self._metrics.decode_seconds.inc(time.thread_time() - began)
        for row, reason in decoded.refused:
            self._refusals.refuse(opened, records[row], reason)
        self._pending.add(opened, decoded, records)
        opened.take(decoded, len(records), position, moved_at=self._clock(), now_ms=to_ms(self._now()))
        return len(records)

    # --- checkpoints ---

    def _checkpoint(self) -> bool:
        """Write everything; True if it is written, False if it will be tried again."""
        began = self._clock()
        self._pending.measure()
        try:
            self._refusals.flush()
        except UnavailableError as error:
            # Which of them arrived is unknown: their partitions are read, and the records copied, again.
            log.warning("%s", error)
            for partition in [partition for partition, opened in self._open.items() if opened.dead_letters]:
                self._reclaim(partition)
                self._undelivered[partition] = str(error)
        look_at_ends(self._source, self._open.values(), self._now())
        while True:
            try:
                written = self._checkpoints.write(self._open.values(), began)
            except Fenced as error:
                log.warning("%s", error)
                self._reclaim(TopicPartition(error.key.topic, error.key.partition))
                continue
            if written:
                for partition in self._open:
                    self._undelivered.pop(partition, None)
            return written

    def _finish(self) -> None:
        """Write a last checkpoint, but do not wait for long: what is not written is read again."""
        until = self._clock() + LAST_CHECKPOINT_S
        while not self._checkpoint() and self._clock() < until:
            self._tick()
            time.sleep(RETRY_S)

    # --- what happens to partitions ---

    def _handle(self, event: Event) -> None:
        if event.kind in (EventKind.ASSIGNED, EventKind.REVOKED, EventKind.LOST):
            for partition in event.partitions:
                self._undelivered.pop(partition, None)
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
        beginning = beginning_after_retention(self._source, opened, offset)
        if beginning is None:
            self._reclaim(partition)
            return
        gap = opened.jump(beginning, "retention")
        log_gap(opened.claim.key, gap.from_offset, gap.to_offset, gap.reason)
        self._source.seek(partition, beginning)
        if not self._checkpoints.retrying:
            self._source.resume([partition])

    def _claim(self) -> None:
        if self._checkpoints.retrying:
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
        self._pending.drop(opened)
        self._metrics.owned.labels(opened.stream).dec()
        self._metrics.forget(opened.stream, partition)

    def _reclaim(self, partition: TopicPartition) -> None:
        """Forget what is in memory, and claim it again after a pause."""
        self._source.pause([partition])
        self._discard(partition)
        self._claims.want_later(partition)

    # --- watching ---

    def _watch(self) -> None:
        if self._checkpoints.retrying:
            self._stalls.excuse(self._open.values())
        else:
            self._stalls.look(self._open.values())
        self._absent.look()
        report_progress(self._metrics, self._streams, self._open.values(), self._source)
        faults = [
            self._source.trouble(),
            self._checkpoints.trouble,
            *self._claims.faults(),
            *self._absent.faults(),
            *self._undelivered.values(),
        ]
        self._faults = tuple(dict.fromkeys(fault for fault in faults if fault))
