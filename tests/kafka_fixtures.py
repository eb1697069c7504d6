"""Fixtures that give a test its broker: `broker` (every kind), `kafka` (the shared real one), `own_kafka` (to break)."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consumers.embedded_broker import EmbeddedBroker
from tests.brokers import jars
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Broker
from tests.brokers.embedded import Embedded


def _skip_without_kafka() -> None:
    reason = jars.why_missing()
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def embedded_broker() -> Iterator[Embedded]:
    with EmbeddedBroker() as broker:
        yield Embedded(broker)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApacheKafka]:
    """A real broker with every secured listener, shared by all tests: use topics and groups of your own."""
    _skip_without_kafka()
    broker = ApacheKafka(tmp_path_factory.mktemp("kafka"), secure=True)
    try:
        yield broker.start()
    finally:
        broker.kill()


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[ApacheKafka]:
    """A real broker for one test, which may kill it."""
    _skip_without_kafka()
    broker = ApacheKafka(tmp_path / "kafka")
    try:
        yield broker.start()
    finally:
        broker.kill()


@pytest.fixture(params=["embedded", pytest.param("real", marks=pytest.mark.kafka)])
def broker(request: pytest.FixtureRequest) -> Broker:
    """Each kind of broker in turn."""
    found: Broker = request.getfixturevalue({"embedded": "embedded_broker", "real": "kafka"}[request.param])
    return found


@pytest.fixture
def new_name() -> Callable[[str], str]:
    """Names for topics, groups and streams that no other test uses."""
    return lambda prefix: f"{prefix}-{next(_NUMBERS)}"


_NUMBERS = itertools.count(1)
