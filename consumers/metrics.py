"""What the consumer tells Prometheus: every name is here, on a registry of its own."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

from consumers.decode import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consumers.sources.base import TopicPartition

REBUILD_REASONS = ("authentication", "error", "stall", "truncated")
GAP_REASONS = ("retention", "truncated")
CHECKPOINT_OUTCOMES = ("written", "fenced", "failed")
REFUSED_CLAIMS = ("topic_recreated", "secret_changed")


class ConsumerMetrics:
    """All metrics of one process; known labels stand at 0 from the start, so that a first event is an increase.

    Args:
        streams: names of the streams; no other label of a user's making exists.
    """

    def __init__(self, streams: Iterable[str]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus_client left this one out
        self.registry = registry = CollectorRegistry()
        by_stream = ["stream"]
        by_partition = ["stream", "topic", "partition"]
        self.build = Gauge("prodshape_build_info", "1, with the version as a label.", ["version"], registry=registry)
        self.records = Counter("prodshape_records_total", "Records taken from the log.", by_stream, registry=registry)
        self.messages = Counter(
            "prodshape_messages_total", "Records that became messages and were counted.", by_stream, registry=registry
        )
        self.filtered = Counter(
            "prodshape_filtered_total",
            "Records left out by the stream's include expression.",
            by_stream,
            registry=registry,
        )
        self.refused = Counter(
            "prodshape_refused_total",
            "Records that could not be read, by reason.",
            ["stream", "reason"],
            registry=registry,
        )
        self.clock_skew = Counter(
            "prodshape_clock_skew_total",
            "Messages counted at their Kafka time, since their own was unreadable or too far from it.",
            by_stream,
            registry=registry,
        )
        self.time_missing = Counter(
            "prodshape_time_missing_total",
            "Messages counted at their Kafka time, since the field of their own was absent or empty.",
            by_stream,
            registry=registry,
        )
        self.dead_letters = Counter(
            "prodshape_dead_letters_total",
            "Refused records copied to a dead-letter topic.",
            by_stream,
            registry=registry,
        )
        self.lag = Gauge(
            "prodshape_lag_records",
            "Offsets between what was read and the end of the partition, for owned partitions.",
            by_partition,
            registry=registry,
        )
        self.last_event = Gauge(
            "prodshape_last_processed_event_timestamp_seconds",
            "Greatest event time that this process has counted.",
            by_stream,
            registry=registry,
        )
        self.caught_up = Gauge(
            "prodshape_caught_up_timestamp_seconds",
            "When this process last saw the end of all its partitions of the stream.",
            by_stream,
            registry=registry,
        )
        self.owned = Gauge(
            "prodshape_owned_partitions", "Partitions that this process counts.", by_stream, registry=registry
        )
        self.uncommitted = Gauge(
            "prodshape_uncommitted_records", "Records counted since the last checkpoint.", by_stream, registry=registry
        )
        self.open_panes = Gauge("prodshape_open_panes", "Panes touched since the last checkpoint.", registry=registry)
        self.checkpoint_seconds = Histogram(
            "prodshape_checkpoint_duration_seconds",
            "Time that a checkpoint took, from the last measurement to the commit.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=registry,
        )
        self.checkpoints = Counter(
            "prodshape_checkpoints_total", "Checkpoints by outcome.", ["outcome"], registry=registry
        )
        self.last_checkpoint = Gauge(
            "prodshape_last_checkpoint_timestamp_seconds", "When a checkpoint was last written.", registry=registry
        )
        self.rebalances = Counter(
            "prodshape_rebalances_total", "Times that the group gave us partitions.", registry=registry
        )
        self.claims = Counter(
            "prodshape_claims_total", "Partitions claimed in the store.", by_stream, registry=registry
        )
        self.refused_claims = Counter(
            "prodshape_refused_claims_total",
            "Claims that the store refused, by reason.",
            ["stream", "reason"],
            registry=registry,
        )
        self.gaps = Counter(
            "prodshape_gaps_total",
            "Stretches of the log that were lost to us, by reason.",
            ["stream", "reason"],
            registry=registry,
        )
        self.gap_records = Counter(
            "prodshape_gap_records_total", "Offsets in these stretches.", ["stream", "reason"], registry=registry
        )
        self.stalls = Counter(
            "prodshape_stalls_total", "Times that a partition with records gave none.", by_stream, registry=registry
        )
        self.rebuilds = Counter(
            "prodshape_rebuilds_total",
            "Times that the Kafka client was thrown away, by reason.",
            ["reason"],
            registry=registry,
        )
        self.measure_seconds = Counter(
            "prodshape_measure_seconds_total", "CPU time spent on measuring messages.", registry=registry
        )
        self.decode_seconds = Counter(
            "prodshape_decode_seconds_total", "CPU time spent on decoding records.", registry=registry
        )
        try:
            self.build.labels(version("prodshape")).set(1)
        except PackageNotFoundError:
            self.build.labels("unknown").set(1)
        for stream in streams:
            for metric in (
                self.records, self.messages, self.filtered, self.clock_skew, self.time_missing, self.dead_letters,
                self.owned, self.uncommitted, self.claims, self.stalls,
            ):  # fmt: skip
                metric.labels(stream)
            for reason in REASONS:
                self.refused.labels(stream, reason)
            for reason in REFUSED_CLAIMS:
                self.refused_claims.labels(stream, reason)
            for reason in GAP_REASONS:
                self.gaps.labels(stream, reason)
                self.gap_records.labels(stream, reason)
        for outcome in CHECKPOINT_OUTCOMES:
            self.checkpoints.labels(outcome)
        for reason in REBUILD_REASONS:
            self.rebuilds.labels(reason)

    def forget(self, stream: str, partition: TopicPartition) -> None:
        """Take away the series of a partition that is no longer ours."""
        with suppress(KeyError):
            self.lag.remove(stream, partition.topic, str(partition.partition))
