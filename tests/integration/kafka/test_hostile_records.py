"""Records that somebody made to break us, through a whole consumer: each is counted by its reason and none stops the stream."""

import json
import time

import pytest

from service.store.partitions import load_partitions
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Sent, produce
from tests.consumer_process import wait_until
from tests.line import Line

pytestmark = pytest.mark.kafka

LARGE = 6_000_000


def test_every_one_is_counted_and_copied(line: Line, kafka: ApacheKafka) -> None:
    now = int(time.time() * 1000)
    large = {"max.message.bytes": str(LARGE), "message.timestamp.after.max.ms": str(2**63 - 1)}
    kafka.create_topic(line.topic, partitions=1, configs=large)
    dead = f"{line.topic}-dead"
    kafka.create_topic(dead, partitions=1)
    hostile = [
        Sent(None, now),
        Sent(None, now, key=b"key"),
        Sent(b"", now),
        Sent(b"{", now),
        Sent(b'{"text": ' + b"[" * 100_000, now),
        Sent(b'{"text": "' + json.dumps(list(range(300_000))).encode()[1:-1] + b'"}', now, key=b"a"),
        Sent(b'{"text": "a", "unread": "\xff"}', now, headers={"trace": b"1"}),
        Sent(b'{"text": "a", "author": ' + b"9" * 5_000 + b"}", now),
        Sent(b'{"text": "in the year 12000"}', 316_000_000_000_000),
        Sent(b'{"text": "at the end of time"}', 2**62),
        Sent(b'{"text": "a\\ud800b", "author": "\\udc00", "time": "1e30", "segment": {}}', now),
        Sent(b'{"text": "x", "text": "fine"}', now),
    ]
    produce(kafka.access, line.topic, hostile, **{"message.max.bytes": LARGE})
    consumer = line.consume({"preset": "json", "dead_letter_topic": dead})
    line.drain(consumer, timeout_s=40)
    with line.engine.connect() as conn:
        (row,) = load_partitions(conn)
    assert row.refused == {
        "null_value": 2,
        "bad_json": 3,
        "too_large": 1,
        "invalid_utf8": 1,
        "wrong_type": 1,
        "no_time": 2,
    }
    assert (row.records, row.messages, row.clock_skew) == (12, 2, 1)
    assert consumer.ready(), consumer.faults()
    assert consumer.total("prodshape_dead_letters_total") == 10


def test_a_topic_that_is_not_there_makes_it_unready_until_it_is(line: Line, kafka: ApacheKafka) -> None:
    consumer = line.consume({"preset": "text"})
    absent = f"The topic {line.topic} does not exist"
    wait_until(lambda: absent in consumer.faults(), 30, lambda: consumer.log)
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, [Sent(b"hi", int(time.time() * 1000))])
    line.drain(consumer)
    wait_until(consumer.ready, 30, lambda: f"{consumer.faults()}\n{consumer.log}")
    kafka.delete_topic(line.topic)
    wait_until(lambda: absent in consumer.faults(), 90, lambda: consumer.log)
    assert consumer.running
