"""The brokers themselves: what the other tests take for granted about them."""

import ssl
from collections.abc import Callable

import pytest
from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from consumers.embedded_broker import EmbeddedBroker
from prodshape.errors import UnavailableError
from tests.brokers import listeners
from tests.brokers.access import Access
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Broker, Sent, produce

NOON = 1_790_000_000_000


def read(access: Access, topic: str, *, wanted: int, partition: int = 0) -> list[bytes | None]:
    """The values of the first `wanted` records of a partition, or of fewer if no more come for 15 s."""
    consumer = Consumer(access.librdkafka() | {"group.id": "reader", "enable.auto.commit": False})
    consumer.assign([TopicPartition(topic, partition, 0)])
    try:
        found = consumer.consume(wanted, timeout=15)
        return [message.value() for message in found if message.error() is None]
    finally:
        consumer.close()


def test_what_is_written_is_read(broker: Broker, new_name: Callable[[str], str]) -> None:
    topic = new_name("written")
    broker.create_topic(topic)
    sent = [Sent(b"text %d" % i, NOON + i, partition=i % 4) for i in range(400)]
    assert produce(broker.access, topic, sent) == 400
    for partition in range(4):
        assert read(broker.access, topic, wanted=100, partition=partition) == [
            record.value for record in sent if record.partition == partition
        ]


@pytest.mark.kafka
@pytest.mark.parametrize("listener", listeners.SECURE)
def test_every_secured_listener_lets_the_right_client_in(
    kafka: ApacheKafka, listener: str, new_name: Callable[[str], str]
) -> None:
    topic = new_name("secured")
    kafka.create_topic(topic)
    produce(kafka.secured(listener), topic, [Sent(b"through the door", NOON)])
    assert read(kafka.secured(listener), topic, wanted=1) == [b"through the door"]


@pytest.mark.kafka
@pytest.mark.parametrize("listener", [name for name in listeners.SECURE if name != "TLS"])
def test_a_wrong_password_stays_outside(kafka: ApacheKafka, listener: str) -> None:
    wrong = kafka.secured(listener).but(password="wrong")
    with pytest.raises(KafkaException):
        AdminClient(wrong.librdkafka() | {"log_level": 0}).list_topics(timeout=3)


@pytest.mark.kafka
def test_the_certificate_is_not_trusted_without_its_file(kafka: ApacheKafka) -> None:
    host, port = kafka.secured("TLS").bootstrap.split(":")
    with pytest.raises(ssl.SSLError):
        ssl.get_server_certificate((host, int(port)), ca_certs=ssl.get_default_verify_paths().cafile)


@pytest.mark.kafka
def test_a_killed_broker_comes_back_with_its_records(own_kafka: ApacheKafka) -> None:
    own_kafka.create_topic("kept")
    produce(own_kafka.access, "kept", [Sent(b"one", NOON), Sent(b"two", NOON)])
    before = own_kafka.access
    own_kafka.kill()
    assert own_kafka.start().access == before
    assert read(before, "kept", wanted=2) == [b"one", b"two"]


@pytest.mark.kafka
def test_records_can_be_deleted_and_topics_grow_and_vanish(kafka: ApacheKafka, new_name: Callable[[str], str]) -> None:
    topic = new_name("changed")
    kafka.create_topic(topic, partitions=1)
    produce(kafka.access, topic, [Sent(b"%d" % i, NOON) for i in range(10)])
    kafka.delete_records(topic, {0: 4})
    kafka.add_partitions(topic, 3)
    assert len(kafka.admin.list_topics(timeout=10).topics[topic].partitions) == 3
    kafka.delete_topic(topic)
    assert topic not in kafka.admin.list_topics(timeout=10).topics


def test_an_embedded_broker_that_is_closed_says_how_to_open_it() -> None:
    broker = EmbeddedBroker()
    with pytest.raises(UnavailableError, match="with EmbeddedBroker"):
        _ = broker.bootstrap
