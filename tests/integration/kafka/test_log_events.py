"""What happens to a log while we read it: aborted transactions, retention, new topics under old names, new partitions."""

import subprocess
import sys

import pytest
from confluent_kafka import Producer
from sqlalchemy import select

from benchmarks.reading import DAY_MS, Rules, plain
from benchmarks.recount import differences
from benchmarks.traffic import Traffic
from service.store.tables import gaps
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Sent, produce
from tests.consumer_process import ROOT, offsets, wait_until
from tests.line import Line

pytestmark = pytest.mark.kafka

NOON = 20_000 * DAY_MS + DAY_MS // 2
TEXT = {"preset": "text"}
RULES = Rules(plain, timed=False)


def texts(n: int, seed: int = 1, partition: int = 0) -> list[Sent]:
    return (
        [*Traffic(seed=seed, end_ms=NOON, n=n, plain=True, partitions=1)]
        if partition == 0
        else [Sent(sent.value, sent.timestamp_ms, partition) for sent in texts(n, seed)]
    )


def found_gaps(line: Line) -> list[tuple[int, int, int, str]]:
    columns = gaps.c.partition, gaps.c.from_offset, gaps.c.to_offset, gaps.c.reason
    with line.engine.connect() as conn:
        return [tuple(row) for row in conn.execute(select(*columns).order_by(gaps.c.id))]


def test_aborted_transactions_are_not_counted_and_do_not_hold_up_the_end(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    producer = Producer(kafka.access.librdkafka() | {"transactional.id": line.topic})
    producer.init_transactions(30)
    for number, end in enumerate(
        (producer.commit_transaction, producer.abort_transaction, producer.commit_transaction)
    ):
        producer.begin_transaction()
        for sent in texts(100, seed=number):
            producer.produce(line.topic, sent.value, partition=0, timestamp=sent.timestamp_ms)
        # Flushed, so that the aborted records do reach the log.
        producer.flush(30)
        end(30)
    consumer = line.consume(TEXT)
    line.drain(consumer)
    assert offsets(line.engine) == {(line.topic, 0): 303}
    assert line.stored().messages == 200
    assert differences(line.recount(RULES), line.stored()) == []


def test_records_deleted_ahead_of_a_stopped_consumer_leave_a_gap(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(100))
    first = line.consume(TEXT)
    line.drain(first)
    assert first.stop() == 0
    produce(kafka.access, line.topic, texts(400, seed=2))
    kafka.delete_records(line.topic, {0: 300})
    line.drain(line.consume(TEXT))
    assert found_gaps(line) == [(0, 100, 300, "retention")]
    assert line.stored().messages == 100 + 200


def test_records_deleted_ahead_of_a_running_consumer_leave_a_gap(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(100))
    consumer = line.consume(TEXT, kafka_session_timeout_seconds=30)
    line.drain(consumer)
    consumer.freeze()
    # The first batch of these, of any length, may answer the fetch that is under way, and is then not lost; the
    # broker has no further fetch to answer before the records are gone.
    produce(kafka.access, line.topic, texts(200, seed=2))
    produce(kafka.access, line.topic, texts(200, seed=3))
    kafka.delete_records(line.topic, {0: 450})
    consumer.thaw()
    line.drain(consumer)
    ((partition, start, stop, reason),) = found_gaps(line)
    assert (partition, stop, reason) == (0, 450, "retention")
    assert 100 <= start <= 300
    assert line.stored().messages == 500 - (stop - start)
    assert consumer.total("prodshape_gap_records_total") == stop - start


def test_a_recreated_topic_is_refused_until_the_command_accepts_it(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(100))
    before = line.consume(TEXT)
    line.drain(before)
    assert before.stop() == 0
    kafka.delete_topic(line.topic)
    kafka.create_topic(line.topic, partitions=1)
    # More than there was: the old offset exists in the new topic.
    produce(kafka.access, line.topic, texts(300, seed=2))
    after = line.consume(TEXT)
    wait_until(lambda: "prodshape accept-topic" in after.faults(), 60, lambda: f"{after.faults()}\n{after.log}")
    assert line.stored().messages == 100
    command = [sys.executable, "-m", "prodshape.cli", "accept-topic", "default", line.topic]
    environment = after.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    line.drain(after)
    assert line.stored().messages == 100 + 300
    assert found_gaps(line) == [(0, 100, 0, "recreated")]


def test_a_topic_recreated_under_a_running_consumer_is_refused(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(100))
    consumer = line.consume(TEXT)
    line.drain(consumer)
    kafka.delete_topic(line.topic)
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(300, seed=2))
    wait_until(
        lambda: "prodshape accept-topic" in consumer.faults(), 90, lambda: f"{consumer.faults()}\n{consumer.log}"
    )
    assert line.stored().messages == 100


def test_a_partition_that_appears_later_begins_at_its_beginning(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    produce(kafka.access, line.topic, texts(100))
    consumer = line.consume(TEXT, start="latest")
    wait_until(lambda: offsets(line.engine) == {(line.topic, 0): 100}, 60, lambda: consumer.log)
    kafka.add_partitions(line.topic, 2)
    # Written before any consumer can have heard of the partition: `latest` would pass over them.
    produce(kafka.access, line.topic, texts(50, seed=2, partition=1))
    line.drain(consumer)
    assert line.stored().messages == 50
    assert offsets(line.engine) == {(line.topic, 0): 100, (line.topic, 1): 50}


def test_consumers_with_unlike_versions_of_an_axis_share_a_stream(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=2)
    newer = (sys.executable, "-m", "tests.integration.kafka.newer_axis")
    consumers = [line.consume(TEXT), line.consume(TEXT, command=newer)]
    wait_until(
        lambda: all(consumer.total("prodshape_owned_partitions") == 1 for consumer in consumers),
        60,
        lambda: "\n".join(consumer.log for consumer in consumers),
    )
    produce(kafka.access, line.topic, [*texts(300), *texts(200, seed=2, partition=1)])
    line.drain(*consumers)
    ledger, stored = line.recount(RULES), line.stored()
    keys = {key for pane in stored.panes.values() for key in pane.axes if key.name == "casing"}
    older, newer_key = sorted(keys)
    stored.same_as[newer_key] = older
    assert differences(ledger, stored) == []
