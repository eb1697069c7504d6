"""What the group tells us about partitions, queued for the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka.consumer.subscription_state import ConsumerRebalanceListener
from typing_extensions import override

from consumers.sources.base import Event, EventKind, TopicPartition

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterable

    from kafka import KafkaConsumer
    from kafka.structs import TopicPartition as KafkaPartition


class GroupListener(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python publishes no types
    """Runs on kafka-python's own thread: pauses, seeks to anywhere, queues; everything else waits for the main thread.

    Args:
        consumer: whose partitions are meant.
        queue: where events go.
    """

    def __init__(self, consumer: KafkaConsumer, queue: deque[Event]) -> None:
        self._consumer = consumer
        self._queue: deque[Event] | None = queue

    def fall_silent(self) -> None:
        """Report nothing more: closing a consumer reports a revocation, which is no news by then."""
        self._queue = None

    @override
    def on_partitions_assigned(self, assigned: Iterable[KafkaPartition]) -> None:
        assigned = list(assigned)
        for partition in assigned:
            # Any position will do while it is paused; with one, no offset is asked of the group coordinator.
            self._consumer.seek(partition, 0)
            self._consumer.pause(partition)
        self._put(EventKind.ASSIGNED, assigned)

    @override
    def on_partitions_revoked(self, revoked: Iterable[KafkaPartition]) -> None:
        self._put(EventKind.REVOKED, revoked)

    @override
    def on_partitions_lost(self, lost: Iterable[KafkaPartition]) -> None:
        self._put(EventKind.LOST, lost)

    def _put(self, kind: EventKind, partitions: Iterable[KafkaPartition]) -> None:
        queue = self._queue
        found = tuple(TopicPartition(*partition) for partition in partitions)
        if queue is not None and found:
            queue.append(Event(kind, found))
