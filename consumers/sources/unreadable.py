"""Places of a log that cannot be read however often it is tried, such as a batch with a wrong checksum."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from consumers.sources.base import TopicPartition

if TYPE_CHECKING:
    from kafka import KafkaConsumer

log = logging.getLogger(__name__)

TIMES = 3
"""So often a place must fail before its partition is left out: a broken connection may cut a batch short once."""


class Unreadable:
    """Leaves a partition out when it fails at one place again and again, so that the others go on.

    kafka-python says in the text of an error, if at all, which partition it is from; it is the one whose records are in line.
    """

    def __init__(self) -> None:
        self._failed: dict[TopicPartition, tuple[int, int]] = {}
        """Partition to the offset at which it failed last, and how often in a row."""
        self._left_out: dict[TopicPartition, str] = {}

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """Those that are left out until the process ends."""
        return frozenset(self._left_out)

    def blame(self, consumer: KafkaConsumer, error: Exception) -> None:
        """Count a failure of `poll` against the place that it is from."""
        records = getattr(getattr(consumer, "_fetcher", None), "_next_partition_records", None)
        if records is None or not hasattr(records, "next_fetch_offset"):
            return
        partition, offset = TopicPartition(*records.topic_partition), int(records.next_fetch_offset)
        before, times = self._failed.get(partition, (offset, 0))
        times = times + 1 if before == offset else 1
        self._failed[partition] = (offset, times)
        if times >= TIMES:
            self._left_out[partition] = (
                f"Partition {partition.partition} of {partition.topic} cannot be read at offset {offset} ({error!r}) and is left"
                f" out, the others go on: delete its records up to one behind (kafka-delete-records) and restart this"
                " consumer; what is lost is recorded as a gap"
            )
            log.error("%s", self._left_out[partition])

    def sentence(self) -> str | None:
        """What is left out, and the way out of it; None if nothing is."""
        return "; ".join(self._left_out.values()) or None
