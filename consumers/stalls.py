"""Partitions that have records and give none: seek again, then make the connection anew."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.sources.base import Source, TopicPartition

log = logging.getLogger(__name__)

LONGEST_PATIENCE_S = 3600.0


class Stalls:
    """Looks for partitions that stand still, and sets them going.

    Args:
        source: where their records should come from.
        metrics: told of every stall.
        stall_s: seconds without records after which a partition that has some has stalled.
        clock: monotonic seconds.
    """

    def __init__(self, source: Source, metrics: ConsumerMetrics, stall_s: float, clock: Callable[[], float]) -> None:
        self._source = source
        self._metrics = metrics
        self._stall_s = stall_s
        self._clock = clock
        self._patience: dict[TopicPartition, tuple[int, float]] = {}
        """The offset at which the connection was made anew, and how long that partition may now stand there."""

    def excuse(self, partitions: Iterable[OpenPartition]) -> None:
        """Begin to wait anew: these could not move, since we paused them."""
        now = self._clock()
        for opened in partitions:
            opened.moved_at = now

    def look(self, partitions: Iterable[OpenPartition]) -> None:
        """Seek again where a partition stands still; if it stood still before that, make the connection anew."""
        now = self._clock()
        left_out = self._source.left_out()
        for opened in partitions:
            if opened.partition in left_out:
                continue
            high_water = self._source.high_water(opened.partition)
            if high_water is None or high_water <= opened.next_offset:
                opened.moved_at = now
                continue
            patience = self._patience_with(opened)
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
            self._patience[opened.partition] = (opened.next_offset, min(patience * 2, LONGEST_PATIENCE_S))
            self._source.rebuild("stall")
            return

    def _patience_with(self, opened: OpenPartition) -> float:
        offset, patience = self._patience.get(opened.partition, (-1, self._stall_s))
        return patience if offset == opened.next_offset else self._stall_s

    def _has_readable_records(self, opened: OpenPartition) -> bool:
        """Ask the broker: records of an open transaction cannot be read by anybody yet, and are no stall."""
        try:
            return self._source.ends([opened.partition])[opened.partition] > opened.next_offset
        except UnavailableError:
            return False
