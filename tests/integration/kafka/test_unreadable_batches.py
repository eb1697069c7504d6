"""A batch that the disk has spoilt: its partition waits and is named, the others go on, and there is a way out."""

import time

import pytest

from service.store.partitions import load_partitions
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Sent, produce
from tests.consumer_process import wait_until
from tests.line import Line

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

MARK = b"where is the order that the disk has spoilt"


def test_a_spoilt_batch_stops_its_partition_only(line: Line, own_kafka: ApacheKafka) -> None:
    line.broker = own_kafka
    own_kafka.create_topic(line.topic, partitions=2)
    now = int(time.time() * 1000)
    for text in (b"fine", MARK, b"behind it"):
        produce(own_kafka.access, line.topic, [Sent(text, now, 0)] * 10, **{"compression.type": "none"})
    own_kafka.stop()
    spoil(own_kafka, line.topic)
    own_kafka.start()
    consumer = line.consume({"preset": "text"}, stall_seconds=2)

    said = f"Partition 0 of {line.topic} cannot be read at offset 10"
    wait_until(lambda: said in consumer.faults(), 60, lambda: f"{consumer.faults()}\n{consumer.log}")
    rebuilds = consumer.total("prodshape_rebuilds_total")
    for _ in range(3):
        produce(own_kafka.access, line.topic, [Sent(b"the other goes on", now, 1)] * 100)
        time.sleep(2)
    wait_until(lambda: counted(line, 1) == 300, 40, lambda: f"{consumer.faults()}\n{consumer.log}")
    assert said in consumer.faults()
    assert consumer.total("prodshape_rebuilds_total") == rebuilds, "what is left out is no stall"

    own_kafka.delete_records(line.topic, {0: 20})
    consumer.stop()
    again = line.consume({"preset": "text"})
    wait_until(lambda: counted(line, 0) == 10, 40, lambda: f"{again.faults()}\n{again.log}")
    assert again.total("prodshape_gap_records_total") == 20, "nothing in front of it had been stored"


def spoil(kafka: ApacheKafka, topic: str) -> None:
    """Turn one letter of the second batch over, as a disk does."""
    file = kafka.segment(topic, 0)
    content = bytearray(file.read_bytes())
    content[content.index(MARK)] ^= 1
    file.write_bytes(content)


def counted(line: Line, partition: int) -> int:
    """How many messages of a partition are stored."""
    with line.engine.connect() as conn:
        return sum(row.messages for row in load_partitions(conn) if row.partition == partition)
