"""When a checkpoint is due, how it is written, and what happens while the store takes none."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from consumers.reporting import report_written
from prodshape.errors import UnavailableError
from service.store.checkpoints import checkpoint
from service.store.errors import Fenced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import Engine

    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.plan import Pace
    from consumers.sources.base import Source

log = logging.getLogger(__name__)

RETRY_S = 0.5
LONGEST_RETRY_S = 10.0


def look_at_ends(source: Source, partitions: Collection[OpenPartition], asked_at: datetime) -> None:
    """Find out which partitions are caught up: only what the broker says now may move a watermark.

    Args:
        source: where the records come from.
        partitions: told in `next_offset`, `high_water` and `caught_up_at`.
        asked_at: the time, UTC, before the broker is asked.
    """
    for opened in partitions:
        position = source.position(opened.partition)
        if position is not None and position > opened.next_offset:
            opened.next_offset = position  # behind records that nobody is shown: aborted, or marks of transactions
        opened.caught_up_at = None
        opened.high_water = source.high_water(opened.partition)
    try:
        ends = source.ends([opened.partition for opened in partitions]) if partitions else {}
    except UnavailableError as error:
        log.warning("%s", error)
        return
    for opened in partitions:
        end = max(ends.get(opened.partition, 0), opened.high_water or 0)
        opened.high_water = end
        if opened.next_offset >= end:
            opened.caught_up_at = asked_at


class Checkpoints:
    """Writes what open partitions counted; while the store takes nothing, they are paused and it is tried again.

    Args:
        source: is paused, resumed, and told how far we are.
        engine: the store.
        streams: names of the streams.
        metrics: told of what was written, and of failures.
        pace: when a checkpoint is due.
        commit: also tell the source how far we are.
        failpoint: where a test may kill us.
        tick: called in front of every attempt.
        now: the time, UTC.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        source: Source,
        engine: Engine,
        streams: Collection[str],
        *,
        metrics: ConsumerMetrics,
        pace: Pace,
        commit: bool,
        failpoint: Callable[[str], None],
        tick: Callable[[], None],
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        self._source = source
        self._engine = engine
        self._streams = streams
        self._metrics = metrics
        self._pace = pace
        self._commit = commit
        self._failpoint = failpoint
        self._tick = tick
        self._now = now
        self._clock = clock
        self._due = clock() + pace.checkpoint_s
        self._retry_due: float | None = None
        self._retries = 0
        self._trouble: str | None = None

    @property
    def due(self) -> float:
        """When the next one is due at the latest, in seconds of the clock."""
        return self._due if self._retry_due is None else self._retry_due

    @property
    def retrying(self) -> bool:
        """Whether the last one failed: reading pauses until one is written."""
        return self._retry_due is not None

    @property
    def trouble(self) -> str | None:
        """What is wrong with the store, in one sentence, or None."""
        return self._trouble

    def is_due(self, partitions: Collection[OpenPartition]) -> bool:
        """Say whether it is time, or these hold enough; after a failure only time counts."""
        now = self._clock()
        if self._retry_due is not None:
            return now >= self._retry_due
        return (
            now >= self._due
            or sum(opened.records for opened in partitions) >= self._pace.checkpoint_records
            or sum(len(opened.panes) for opened in partitions) >= self._pace.checkpoint_panes
        )

    def write(self, partitions: Collection[OpenPartition], began: float) -> bool:
        """Write these in one transaction; False if the store does not take it, and it will be tried again.

        Args:
            partitions: everything that is open; they begin anew once they are written.
            began: when the checkpoint began, in seconds of the clock.

        Raises:
            Fenced: one of them is not ours any more, and none was written: try again without it.
        """
        if partitions:
            deltas = [opened.delta() for opened in partitions]
            self._tick()
            try:
                checkpoint(self._engine, deltas, now=self._now(), failpoint=self._failpoint)
            except Fenced:
                self._metrics.checkpoints.labels("fenced").inc()
                raise
            except SQLAlchemyError as error:
                self._metrics.checkpoints.labels("failed").inc()
                self._wait_for_store(error, partitions)
                return False
            self._metrics.checkpoints.labels("written").inc()
            self._metrics.checkpoint_seconds.observe(self._clock() - began)
            self._metrics.last_checkpoint.set(self._now().timestamp())
            self._written(partitions)
        self._due = self._clock() + self._pace.checkpoint_s
        if self._retry_due is not None:
            log.info("the store is back after %d attempts", self._retries)
            self._retry_due, self._retries, self._trouble = None, 0, None
            self._source.resume([opened.partition for opened in partitions])
        return True

    def _written(self, partitions: Collection[OpenPartition]) -> None:
        report_written(self._metrics, self._streams, partitions)
        offsets = {
            opened.partition: opened.next_offset for opened in partitions if opened.next_offset > opened.base_offset
        }
        for opened in partitions:
            opened.written()
        if self._commit and offsets:
            self._source.commit(offsets)

    def _wait_for_store(self, error: SQLAlchemyError, partitions: Collection[OpenPartition]) -> None:
        sentence = f"The store does not take checkpoints: {(str(error).splitlines() or ['no reason given'])[0]}"
        if sentence != self._trouble:
            log.warning("%s; reading pauses, nothing is lost", sentence)
        self._trouble = sentence
        self._retries += 1
        self._source.pause([opened.partition for opened in partitions])
        self._retry_due = self._clock() + min(LONGEST_RETRY_S, RETRY_S * 2 ** min(self._retries, 6))
