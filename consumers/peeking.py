"""Read the newest records of a stream and show what they become; joins no group, writes nothing."""

from __future__ import annotations

import secrets
import time
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from consumers.decode import Decoder
from consumers.diagnosis import diagnose_connection, refusal_sentence
from consumers.sources.base import TopicPartition
from prodshape.block import CellSource
from prodshape.errors import UnavailableError
from prodshape.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consumers.settings import ConsumerSettings
    from consumers.sources.base import Record

ASK_MS = 10_000
WAIT_S = 10.0


def peek(settings: ConsumerSettings, stream: str, n: int) -> Iterator[dict[str, Any]]:
    """Give one row for each of the newest `n` records, oldest first within a partition.

    Raises:
        UnavailableError: Kafka does not take us in, or the stream has no records.
    """
    fault = diagnose_connection(settings.connection())
    if fault is not None:
        raise UnavailableError(fault.sentence)
    plan = settings.streams[stream]
    decoder = Decoder(plan.rules(), Keys.derive(secrets.token_bytes(32)))
    found = 0
    for (topic, partition), records in _newest(settings, plan.topics, n).items():
        found += len(records)
        yield from show(decoder, topic, partition, records)
    if not found:
        raise UnavailableError(f"The stream {stream} has no records in {', '.join(plan.topics)} to show.")


def show(decoder: Decoder, topic: str, partition: int, records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """Say of each record where it stands and what it becomes: a message, `filtered`, or a reason."""
    decoded = decoder.decode(topic, partition, records)
    block = decoded.block
    messages = {row: index for index, row in enumerate(decoded.rows)}
    refused = dict(decoded.refused)
    for row, record in enumerate(records):
        shown: dict[str, Any] = {"topic": topic, "partition": partition, "offset": record.offset}
        if row in refused:
            shown["refused"] = refused[row]
        elif row not in messages:
            shown["filtered"] = True
        else:
            index = messages[row]
            time_ms = int(block.times[index])
            shown |= {
                "text": block.texts[index],
                "time": datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(timespec="milliseconds"),
                "time_is": "kafka" if time_ms == record.timestamp else "event",
                "segment": block.names[int(block.segments[index])],
                "author": f"{int(block.authors[index]):016x}",
                "author_is": CellSource(int(block.sources[index])).name.lower(),
            }
        yield shown


def _newest(settings: ConsumerSettings, topics: Sequence[str], n: int) -> dict[TopicPartition, list[Record]]:
    from kafka import KafkaConsumer
    from kafka import TopicPartition as KafkaPartition
    from kafka.errors import KafkaError

    from consumers.sources.kafka_repairs import repair

    consumer = KafkaConsumer(
        **settings.connection().options(),
        client_id="prodshape-peek",
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        allow_auto_create_topics=False,
    )
    try:
        repair(consumer)
        partitions = [
            KafkaPartition(topic, p) for topic in topics for p in sorted(consumer.partitions_for_topic(topic))
        ]
        if not partitions:
            raise UnavailableError(f"None of the topics {', '.join(topics)} exists, or this user may not see them.")
        begins = consumer.beginning_offsets(partitions, timeout_ms=ASK_MS)
        ends = consumer.end_offsets(partitions, timeout_ms=ASK_MS)
        busy = [partition for partition in partitions if ends[partition] > begins[partition]]
        if not busy:
            return {}
        consumer.assign(busy)
        found = {partition: _last(consumer, partition, begins[partition], ends[partition], n) for partition in busy}
    except KafkaError as error:
        raise UnavailableError(refusal_sentence(error, None)) from error
    finally:
        consumer.close(autocommit=False, timeout_ms=2000)
    newest = sorted((record.timestamp, place, record.offset) for place, records in found.items() for record in records)[
        -n:
    ]
    chosen = {(place, offset) for _, place, offset in newest}
    return {
        TopicPartition(*place): [record for record in records if (place, record.offset) in chosen]
        for place, records in found.items()
    }


def _last(consumer: Any, partition: Any, begin: int, end: int, n: int) -> list[Record]:
    """Read the last `n` records before `end`; not every offset holds one, so it may take more than one look."""
    consumer.pause(*consumer.assignment())
    consumer.resume(partition)
    until = time.monotonic() + WAIT_S
    reach = n
    while True:
        start = max(begin, end - reach)
        consumer.seek(partition, start)
        found: deque[Record] = deque(maxlen=n)
        while consumer.position(partition) < end and time.monotonic() < until:
            for records in consumer.poll(timeout_ms=500).values():
                found += [record for record in records if record.offset < end]
        if len(found) == n or start == begin or time.monotonic() >= until:
            return list(found)
        reach *= 4
