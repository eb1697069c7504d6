"""Stretches of the log that are lost to us: what retention deleted, what was cut off."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.sources.base import Source
    from service.store.partitions import PartitionKey

log = logging.getLogger(__name__)


def beginning_after_retention(source: Source, opened: OpenPartition, offset: int) -> int | None:
    """Give where the log goes on, if all that happened is that its oldest records were deleted.

    None if the broker does not answer, or if this is another topic, or a log that was cut back: only claiming the
    partition again finds out what is right then.

    Args:
        source: where the records come from.
        opened: the partition as it was claimed.
        offset: the one that the log does not have.
    """
    try:
        same = source.topic_id(opened.partition.topic) in (opened.claim.topic_id, None)
        beginning = source.beginnings([opened.partition])[opened.partition]
    except UnavailableError as error:
        log.warning("%s", error)
        return None
    return beginning if same and offset < beginning and opened.next_offset < beginning else None


def log_gap(key: PartitionKey, start: int, stop: int, reason: str) -> None:
    """Log a stretch of the log that is lost to us."""
    log.error("%s: the offsets %d to %d are lost to us (%s)", key, start, stop - 1, reason)


def count_gap(metrics: ConsumerMetrics, key: PartitionKey, start: int, stop: int, reason: str) -> None:
    """Count it, once it is stored."""
    metrics.gaps.labels(key.stream, reason).inc()
    metrics.gap_records.labels(key.stream, reason).inc(stop - start)
