"""What Prometheus is told of open partitions: what was written, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consumers.gaps import count_gap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.sources.base import Source


def report_written(metrics: ConsumerMetrics, streams: Iterable[str], partitions: Collection[OpenPartition]) -> None:
    """Count what a checkpoint wrote: only stored records are told, so that none is told twice."""
    for opened in partitions:
        stream = opened.stream
        metrics.records.labels(stream).inc(opened.records)
        metrics.messages.labels(stream).inc(opened.messages)
        metrics.filtered.labels(stream).inc(opened.filtered)
        metrics.clock_skew.labels(stream).inc(opened.clock_skew)
        metrics.time_missing.labels(stream).inc(opened.time_missing)
        metrics.dead_letters.labels(stream).inc(opened.dead_letters)
        for reason, count in opened.refused.items():
            metrics.refused.labels(stream, reason).inc(count)
        for gap in opened.gaps:
            count_gap(metrics, opened.claim.key, gap.from_offset, gap.to_offset, gap.reason)
        if opened.last_event_ms is not None:
            gauge = metrics.last_event.labels(stream)
            gauge.set(max(gauge._value.get(), opened.last_event_ms / 1000))  # noqa: SLF001  # no public way to read
    for stream in streams:
        moments = [opened.caught_up_at for opened in partitions if opened.stream == stream]
        known = [moment for moment in moments if moment is not None]
        if known and len(known) == len(moments):
            metrics.caught_up.labels(stream).set(min(known).timestamp())


def report_progress(
    metrics: ConsumerMetrics, streams: Iterable[str], partitions: Collection[OpenPartition], source: Source
) -> None:
    """Say how far the partitions are behind the log, and what memory holds that is not stored."""
    uncommitted = dict.fromkeys(streams, 0)
    for opened in partitions:
        uncommitted[opened.stream] += opened.records
        high_water = source.high_water(opened.partition)
        if high_water is not None:
            lag = max(0, high_water - opened.next_offset)
            partition = opened.partition
            metrics.lag.labels(opened.stream, partition.topic, str(partition.partition)).set(lag)
    for stream, count in uncommitted.items():
        metrics.uncommitted.labels(stream).set(count)
    metrics.open_panes.set(sum(len(opened.panes) for opened in partitions))
