"""One member of a consumer group, driven by a test."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from consumers.sources.base import Event, EventKind, Record, TopicPartition
from consumers.sources.kafka import KafkaSource
from tests.brokers.access import Access
from tests.kafka_connection import connection

NOON = 1_790_000_000_000
PATIENCE_S = 60.0


class Member:
    """A source that is polled as the loop does: claims everything it is given, from the beginning."""

    def __init__(self, access: Access, topic: str, group: str, **options: Any) -> None:
        self.rebuilt: list[str] = []
        self.source = KafkaSource(
            connection(access),
            group=group,
            topics=[topic],
            session_timeout_ms=6000,
            on_rebuild=self.rebuilt.append,
            **options,
        )
        self.seen: dict[TopicPartition, list[Record]] = {}
        self.events: list[Event] = []
        self.start_at: Callable[[TopicPartition], int] = lambda _: 0

    def poll(self, timeout_s: float = 0.2) -> None:
        batches = self.source.poll(timeout_s)
        for event in self.source.events():
            self.events.append(event)
            if event.kind is EventKind.ASSIGNED:
                for partition in event.partitions:
                    self.source.seek(partition, self.start_at(partition))
                self.source.resume(event.partitions)
        for partition, records in batches.items():
            self.seen.setdefault(TopicPartition(*partition), []).extend(records)

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < deadline, f"{self.count()} {self.events} {self.source.trouble()}"
            self.poll()

    def count(self) -> int:
        return sum(map(len, self.seen.values()))


@contextmanager
def member(access: Access, topic: str, group: str, **options: Any) -> Iterator[Member]:
    made = Member(access, topic, group, **options)
    try:
        yield made
    finally:
        made.source.close()
