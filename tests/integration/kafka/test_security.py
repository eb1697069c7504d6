"""Secured brokers: the consumer gets in with the right credentials, and says what is wrong with the wrong ones."""

import pytest

from benchmarks.reading import DAY_MS, Rules, plain
from benchmarks.recount import differences
from benchmarks.traffic import Traffic
from tests.brokers import listeners
from tests.brokers.access import Access
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import produce
from tests.brokers.ports import free_ports
from tests.consumer_process import wait_until
from tests.line import Line

pytestmark = pytest.mark.kafka

NOON = 20_000 * DAY_MS + DAY_MS // 2


@pytest.mark.parametrize("listener", listeners.SECURE)
def test_the_consumer_counts_through_every_kind_of_listener(line: Line, kafka: ApacheKafka, listener: str) -> None:
    kafka.create_topic(line.topic)
    produce(kafka.access, line.topic, Traffic(seed=1, end_ms=NOON, n=400, plain=True))
    line.drain(line.consume({"preset": "text"}, access=kafka.secured(listener)))
    assert differences(line.recount(Rules(plain, timed=False)), line.stored()) == []


def _wrong(kafka: ApacheKafka, what: str) -> Access:
    if what == "a closed port":
        return Access(f"127.0.0.1:{free_ports(1)[0]}")
    if what == "a missing CA":
        return kafka.secured("TLS").but(cafile=None)
    return kafka.secured(what).but(password="not this one")


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("PLAIN", "PRODSHAPE_KAFKA_SASL_PASSWORD"),
        ("SCRAM", "PRODSHAPE_KAFKA_SASL_PASSWORD"),
        ("SCRAMTLS", "PRODSHAPE_KAFKA_SASL_PASSWORD"),
        ("a missing CA", "PRODSHAPE_KAFKA_SSL_CAFILE"),
        ("a closed port", "does not accept connections"),
    ],
)
def test_what_keeps_it_out_is_named(line: Line, kafka: ApacheKafka, what: str, named: str) -> None:
    kafka.create_topic(line.topic)
    consumer = line.consume({"preset": "text"}, access=_wrong(kafka, what))
    wait_until(lambda: named in consumer.faults(), 30, lambda: f"{consumer.faults()}\n{consumer.log}")
    assert consumer.running
    assert "not this one" not in consumer.log
