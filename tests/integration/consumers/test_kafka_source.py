"""The Kafka source on both brokers: what it gives, what it survives, what it says."""

import os
import socket
import time
from collections.abc import Callable

import pytest
from confluent_kafka import Producer
from kafka import KafkaProducer

from consumers.connection import KafkaConnection
from consumers.dead_letters import LARGEST_REQUEST, DeadLetters
from consumers.sources.base import Event, EventKind, PlainRecord, TopicPartition
from consumers.sources.kafka import KafkaSource
from prodshape.errors import UnavailableError
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Broker, Sent, produce
from tests.integration.consumers.member import NOON, member
from tests.kafka_connection import connection


def test_a_topic_is_read_whole(broker: Broker, new_name: Callable[[str], str]) -> None:
    topic = new_name("whole")
    broker.create_topic(topic)
    produce(broker.access, topic, [Sent(b"%d" % i, NOON + i, i % 4, key=b"k") for i in range(400)])
    with member(broker.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 400)
        at = TopicPartition(topic, 1)
        assert [record.value for record in one.seen[at]] == [b"%d" % i for i in range(1, 400, 4)]
        assert (one.seen[at][0].timestamp, one.seen[at][0].key, one.seen[at][-1].offset) == (NOON + 1, b"k", 99)
        assert (one.source.position(at), one.source.high_water(at)) == (100, 100)
        assert one.source.partitions(topic) == [0, 1, 2, 3]
        assert one.source.beginnings([at]) == {at: 0}
        assert one.source.ends([at]) == {at: 100}
        assert (one.source.topic_id(topic) is None) is (broker.kind == "embedded")
        one.source.commit({at: 50})
        assert one.source.trouble() is None
        assert one.rebuilt == []


def test_paused_partitions_give_nothing_and_go_on_where_they_were(
    broker: Broker, new_name: Callable[[str], str]
) -> None:
    topic = new_name("paused")
    broker.create_topic(topic)
    produce(broker.access, topic, [Sent(b"%d" % i, NOON) for i in range(100)])
    with member(broker.access, topic, new_name("group"), max_poll_records=10) as one:
        one.until(lambda: one.count() >= 10)
        at = TopicPartition(topic, 0)
        one.source.pause([at])
        before = one.count()
        for _ in range(5):
            one.poll()
        assert one.count() == before
        one.source.resume([at])
        one.until(lambda: one.count() == 100)
        assert [record.offset for record in one.seen[at]] == list(range(100))


def test_an_offset_behind_the_end_is_an_event_and_no_endless_error(
    broker: Broker, new_name: Callable[[str], str]
) -> None:
    topic = new_name("range")
    broker.create_topic(topic)
    produce(broker.access, topic, [Sent(b"a", NOON, i % 4) for i in range(8)])
    with member(broker.access, topic, new_name("group")) as one:
        one.start_at = lambda partition: 77 if partition.partition == 2 else 0
        one.until(lambda: any(event.kind is EventKind.OUT_OF_RANGE for event in one.events) and one.count() == 6)
        (event,) = [event for event in one.events if event.kind is EventKind.OUT_OF_RANGE]
        assert event == Event(EventKind.OUT_OF_RANGE, (TopicPartition(topic, 2),), 77)
        one.source.seek(event.partitions[0], 0)
        one.source.resume(event.partitions)
        one.until(lambda: one.count() == 8)


def test_a_rebuilt_connection_loses_and_is_assigned_everything(broker: Broker, new_name: Callable[[str], str]) -> None:
    topic = new_name("rebuilt")
    broker.create_topic(topic)
    produce(broker.access, topic, [Sent(b"a", NOON, i % 4) for i in range(8)])
    with member(broker.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 8)
        one.source.rebuild("stall")
        one.until(lambda: one.count() >= 16)
        kinds = [event.kind for event in one.events]
        assert kinds[:2] == [EventKind.ASSIGNED, EventKind.LOST]
        assert kinds[-1] is EventKind.ASSIGNED
        assert one.rebuilt == ["stall"]


# Not on the mock: it refuses the follower that asks for its share after the leader has given the shares out.
@pytest.mark.kafka
@pytest.mark.parametrize("assignor", ["range", "cooperative_sticky"])
def test_two_members_share(kafka: ApacheKafka, new_name: Callable[[str], str], assignor: str) -> None:
    topic, group = new_name("shared"), new_name("group")
    kafka.create_topic(topic)
    with (
        member(kafka.access, topic, group, assignor=assignor) as one,
        member(kafka.access, topic, group, assignor=assignor) as two,
    ):
        one.until(lambda: len(one.source.assignment()) == 4)

        def shared() -> bool:
            two.poll()
            return len(one.source.assignment()) == len(two.source.assignment()) == 2

        one.until(shared)
        assert one.source.assignment() | two.source.assignment() == {TopicPartition(topic, n) for n in range(4)}
        assert EventKind.REVOKED in [event.kind for event in one.events]


def test_dead_letters_carry_the_original_and_where_it_stood(broker: Broker, new_name: Callable[[str], str]) -> None:
    topic = new_name("dead")
    broker.create_topic(topic)
    letters = DeadLetters(connection(broker.access))
    record = PlainRecord(41, NOON, b"key", b"\xff{", [("trace", b"1")])
    letters.send(topic, TopicPartition("chat", 3), record, "bad_json")
    letters.flush()
    letters.close()
    with member(broker.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 1)
        (found,) = (record for records in one.seen.values() for record in records)
    assert (found.key, found.value) == (b"key", b"\xff{")
    assert dict(found.headers) == {
        "trace": b"1",
        "prodshape.topic": b"chat",
        "prodshape.partition": b"3",
        "prodshape.offset": b"41",
        "prodshape.reason": b"bad_json",
    }


@pytest.mark.kafka
def test_dead_letters_without_an_exact_copy_arrive_and_stop_nothing(
    kafka: ApacheKafka, new_name: Callable[[str], str]
) -> None:
    topic = new_name("dead")
    kafka.create_topic(topic, partitions=1)
    letters = DeadLetters(connection(kafka.access))
    for record, reason in [
        (PlainRecord(1, NOON), "null_value"),
        (PlainRecord(2, NOON, None, b"{", [("empty", None)]), "bad_json"),
        (PlainRecord(3, NOON, b"key", os.urandom(3_000_000), [("trace", b"1")]), "too_large"),
        (PlainRecord(4, NOON, None, b"x" * 2_000_000), "too_large"),
        (PlainRecord(5, NOON, b"key", b"y" * (LARGEST_REQUEST + 1)), "too_large"),
        (PlainRecord(6, NOON, b"key", None), "null_value"),
    ]:
        letters.send(topic, TopicPartition("chat", 3), record, reason)
    letters.flush()
    letters.close()
    with member(kafka.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 6)
        found = {dict(r.headers)["prodshape.offset"]: r for records in one.seen.values() for r in records}
    assert found[b"1"].value == b""
    assert (found[b"2"].value, dict(found[b"2"].headers)["empty"]) == (b"{", b"")
    assert found[b"4"].value == b"x" * 2_000_000, "compressed, it is small"
    assert (found[b"6"].key, found[b"6"].value) == (b"key", None)
    for offset, size in ((b"3", b"3000000"), (b"5", str(LARGEST_REQUEST + 1).encode())):
        assert dict(found[offset].headers) == {
            "prodshape.topic": b"chat",
            "prodshape.partition": b"3",
            "prodshape.offset": offset,
            "prodshape.reason": b"too_large",
            "prodshape.omitted": size,
        }


class AnyBytes(str):
    """The name of a header as some clients write it."""

    __slots__ = ()

    def encode(self, *_: str) -> bytes:
        return b"\xff\xfe"


@pytest.mark.kafka
@pytest.mark.parametrize("codec", [None, "zstd"])
def test_a_header_whose_name_is_no_utf_8_stops_nothing(
    kafka: ApacheKafka, new_name: Callable[[str], str], codec: str | None
) -> None:
    topic = new_name("names")
    kafka.create_topic(topic, partitions=1)
    producer = KafkaProducer(bootstrap_servers=kafka.access.bootstrap, compression_type=codec, linger_ms=1000)
    producer.send(topic, value=b"before")
    producer.send(topic, key=b"key", value=b"odd", headers=[("fine", b"1"), (AnyBytes("name"), b"2")])
    producer.send(topic, value=b"behind", headers=[("fine", b"3")])
    producer.close()
    with member(kafka.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 3)
        (found,) = one.seen.values()
        assert one.rebuilt == []
    assert [(r.key, r.value, list(r.headers)) for r in found] == [
        (None, b"before", []),
        (b"key", b"odd", [("fine", b"1"), ("\ufffd\ufffd", b"2")]),
        (None, b"behind", [("fine", b"3")]),
    ]
    assert {type(r.value) for r in found} == {bytes}


@pytest.mark.kafka
def test_what_keeps_us_out_later_is_named_too(own_kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("later")
    own_kafka.create_topic(topic, partitions=1)
    with member(own_kafka.access, topic, new_name("group")) as one:
        one.until(lambda: bool(one.source.assignment()))
        own_kafka.kill()
        with pytest.raises(UnavailableError, match="does not accept connections"):
            one.source.ends([TopicPartition(topic, 0)])
        assert "does not accept connections" in (one.source.trouble() or "")


def test_dead_letters_that_cannot_arrive_say_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        letters = DeadLetters(KafkaConnection(f"127.0.0.1:{silent.getsockname()[1]}", api_version=(2, 3)))
        letters.send("dead", TopicPartition("chat", 0), PlainRecord(0, NOON), "null_value")
        letters.send("dead", TopicPartition("chat", 0), PlainRecord(1, NOON), "null_value")
        with pytest.raises(UnavailableError, match="dead-letter topic dead"):
            letters.flush()
        letters.close()


def test_a_closed_port_is_named_and_asked_again() -> None:
    source = KafkaSource(KafkaConnection("127.0.0.1:1"), group="g", topics=["t"])
    assert source.poll(0.1) == {}
    assert "127.0.0.1:1 does not accept connections" in (source.trouble() or "")
    assert source.poll(0.1) == {}
    source.close()


@pytest.mark.kafka
def test_position_passes_aborted_transactions(kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("aborted")
    kafka.create_topic(topic, partitions=1)
    producer = Producer(kafka.access.librdkafka() | {"transactional.id": new_name("writer")})
    producer.init_transactions(30)
    for commits in (True, False):
        producer.begin_transaction()
        for number in range(10):
            producer.produce(topic, b"%d" % number, partition=0)
        producer.flush(30)
        (producer.commit_transaction if commits else producer.abort_transaction)(30)
    at = TopicPartition(topic, 0)
    with member(kafka.access, topic, new_name("group")) as one:
        one.until(lambda: one.source.position(at) == 22)
        assert [record.offset for record in one.seen[at]] == list(range(10))
        assert one.source.ends([at]) == {at: 22}
        assert one.source.high_water(at) == 22


@pytest.mark.kafka
def test_records_of_an_open_transaction_are_not_readable_and_no_end_is_reported_behind_them(
    kafka: ApacheKafka, new_name: Callable[[str], str]
) -> None:
    topic = new_name("open")
    kafka.create_topic(topic, partitions=1)
    producer = Producer(kafka.access.librdkafka() | {"transactional.id": new_name("writer")})
    producer.init_transactions(30)
    producer.begin_transaction()
    producer.produce(topic, b"unsure", partition=0)
    producer.flush(30)
    at = TopicPartition(topic, 0)
    with member(kafka.access, topic, new_name("group")) as one:
        one.until(lambda: (one.source.high_water(at) or 0) >= 1)
        # Behind in records, but nothing that could be read: no stall, and not caught up either.
        assert (one.source.position(at), one.source.ends([at])) == (0, {at: 0})
        producer.commit_transaction(30)
        one.until(lambda: one.count() == 1)


@pytest.mark.kafka
def test_a_deleted_and_recreated_topic_has_another_id(kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("recreated")
    kafka.create_topic(topic, partitions=1)
    produce(kafka.access, topic, [Sent(b"old", NOON) for _ in range(5)])
    with member(kafka.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 5)
        before = one.source.topic_id(topic)
        kafka.delete_topic(topic)
        kafka.create_topic(topic, partitions=1)
        produce(kafka.access, topic, [Sent(b"new", NOON) for _ in range(3)])

        def different() -> bool:
            try:
                return one.source.topic_id(topic) not in (before, None)
            except UnavailableError:
                return False

        one.until(different)
        assert before is not None


@pytest.mark.kafka
def test_offsets_for_a_time(kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("times")
    kafka.create_topic(topic, partitions=2)
    produce(kafka.access, topic, [Sent(b"a", NOON + 1000 * i, 0) for i in range(10)])
    zero, one = TopicPartition(topic, 0), TopicPartition(topic, 1)
    with member(kafka.access, topic, new_name("group")) as reader:
        reader.until(lambda: reader.count() == 10)
        assert reader.source.offsets_for_time([zero, one], NOON + 3500) == {zero: 4, one: 0}
        assert reader.source.offsets_for_time([zero, one], NOON + 99_000) == {zero: 10, one: 0}


@pytest.mark.kafka
def test_a_broker_that_comes_back_is_found_again(own_kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("back")
    own_kafka.create_topic(topic, partitions=1)
    produce(own_kafka.access, topic, [Sent(b"a", NOON) for _ in range(5)])
    with member(own_kafka.access, topic, new_name("group")) as one:
        one.until(lambda: one.count() == 5)
        own_kafka.kill()
        for _ in range(5):
            one.poll()
        own_kafka.start()
        produce(own_kafka.access, topic, [Sent(b"b", NOON) for _ in range(5)])
        began = time.monotonic()
        one.until(lambda: one.count() >= 10)
        assert time.monotonic() - began < 20
