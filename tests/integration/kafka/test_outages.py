"""Postgres stops, the broker is killed, a consumer freezes: it goes on where it was, and counts nothing twice."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.reading import DAY_MS, Rules, plain
from benchmarks.recount import differences
from benchmarks.traffic import Traffic
from service.store.database import make_engine, upgrade
from service.store.embedded import EmbeddedPostgres
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import produce
from tests.consumer_process import wait_until
from tests.line import Line

pytestmark = pytest.mark.kafka

NOON = 20_000 * DAY_MS + DAY_MS // 2
TEXT = {"preset": "text"}
RULES = Rules(plain, timed=False)
BACK_WITHIN_S = 20


@pytest.fixture
def own_postgres() -> Iterator[EmbeddedPostgres]:
    """A server for one test, which may kill it."""
    with tempfile.TemporaryDirectory(prefix="prodshape-tests-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Path(folder) / "postgres") as server:
            yield server


def test_postgres_is_stopped_and_started_again(line: Line, kafka: ApacheKafka, own_postgres: EmbeddedPostgres) -> None:
    kafka.create_topic(line.topic)
    line.database_url, line.engine = own_postgres.url, make_engine(own_postgres.url)
    upgrade(line.engine)
    produce(kafka.access, line.topic, Traffic(seed=1, end_ms=NOON, n=1000, plain=True))
    consumer = line.consume(TEXT)
    line.drain(consumer)
    own_postgres.kill()
    produce(kafka.access, line.topic, Traffic(seed=2, end_ms=NOON, n=1000, plain=True))
    wait_until(lambda: "store" in consumer.faults(), 60, lambda: f"{consumer.faults()}\n{consumer.log}")
    rebalances = consumer.total("prodshape_rebalances_total")
    own_postgres.restart()
    line.drain(consumer)
    assert differences(line.recount(RULES), line.stored()) == []
    # It kept its membership all the while.
    assert consumer.total("prodshape_rebalances_total") == rebalances
    wait_until(consumer.ready, 10, consumer.faults)
    line.engine.dispose()


def test_the_broker_is_killed_and_started_again(line: Line, own_kafka: ApacheKafka) -> None:
    line.broker = own_kafka
    own_kafka.create_topic(line.topic)
    produce(own_kafka.access, line.topic, Traffic(seed=1, end_ms=NOON, n=1000, plain=True))
    consumer = line.consume(TEXT)
    line.drain(consumer)
    own_kafka.kill()
    # Long enough for the client's pauses between attempts to have grown to their longest.
    time.sleep(15)
    assert consumer.running
    began = time.monotonic()
    own_kafka.start()
    produce(own_kafka.access, line.topic, Traffic(seed=2, end_ms=NOON, n=1000, plain=True))
    line.drain(consumer)
    assert time.monotonic() - began < BACK_WITHIN_S
    assert differences(line.recount(RULES), line.stored()) == []


def test_a_frozen_consumer_wakes_up_as_a_zombie_and_is_fenced(line: Line, kafka: ApacheKafka) -> None:
    kafka.create_topic(line.topic, partitions=1)
    zombie = line.consume(TEXT, checkpoint_seconds=3600)
    produce(kafka.access, line.topic, Traffic(seed=1, end_ms=NOON, n=1000, plain=True, partitions=1))
    wait_until(lambda: zombie.total("prodshape_uncommitted_records") == 1000, 60, lambda: zombie.log)
    zombie.freeze()
    heir = line.consume(TEXT)
    line.drain(heir)
    zombie.thaw()
    produce(kafka.access, line.topic, Traffic(seed=2, end_ms=NOON, n=1000, plain=True, partitions=1))
    line.drain(heir, zombie)
    heir.stop()
    zombie.stop()
    assert differences(line.recount(RULES), line.stored()) == []


@pytest.mark.parametrize("point", ["begun", "claimed", "before_commit", "after_commit"])
def test_a_consumer_is_killed_inside_a_checkpoint(line: Line, kafka: ApacheKafka, point: str) -> None:
    kafka.create_topic(line.topic)
    produce(kafka.access, line.topic, Traffic(seed=1, end_ms=NOON, n=1000, plain=True))
    # So that the first checkpoint is the one with all records.
    doomed = line.consume(
        TEXT, chaos="true", failpoint=f"{point}:1:kill", checkpoint_seconds=3600, checkpoint_records=1000
    )
    assert doomed.wait(60) == -9
    written = line.stored().messages
    assert written == (1000 if point == "after_commit" else 0)
    line.drain(line.consume(TEXT))
    assert differences(line.recount(RULES), line.stored()) == []
