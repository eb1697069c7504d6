"""What a test may ask of any broker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from confluent_kafka import Producer

from tests.brokers.access import Access


@dataclass(frozen=True)
class Sent:
    """One record to be written: the value as bytes (None is a tombstone), the Kafka timestamp in ms UTC."""

    value: bytes | None
    timestamp_ms: int
    partition: int = 0
    key: bytes | None = None
    headers: Mapping[str, bytes] = field(default_factory=dict)


class Broker(Protocol):
    """A running broker; `PARTITIONS` is how many partitions each topic gets if nothing is said."""

    kind: str

    @property
    def access(self) -> Access:
        """The plain way in."""

    def create_topic(self, topic: str, *, configs: Mapping[str, str] | None = None) -> None:
        """Make a topic with four partitions."""


def produce(access: Access, topic: str, records: Iterable[Sent], **options: str | int) -> int:
    """Write records and wait until the broker has all of them; returns how many there were.

    Raises:
        RuntimeError: the broker refused one, or did not answer for 60 s.
    """
    refused: list[str] = []
    producer = Producer(access.librdkafka() | {"linger.ms": 5, "queue.buffering.max.messages": 1_000_000} | options)
    n = 0
    for n, record in enumerate(records, start=1):
        producer.produce(
            topic,
            value=record.value,
            key=record.key,
            partition=record.partition,
            timestamp=record.timestamp_ms,
            headers=dict(record.headers) or None,
            on_delivery=lambda error, _message: refused.append(str(error)) if error else None,
        )
        if n % 1000 == 0:
            producer.poll(0)
    left = producer.flush(60)
    if left or refused:
        raise RuntimeError(f"{left} records were not answered for 60 s, {len(refused)} were refused: {refused[:1]}")
    return n
