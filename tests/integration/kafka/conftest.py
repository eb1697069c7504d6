"""Fixtures of the tests that only a real Kafka can serve."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.brokers.apache_kafka import ApacheKafka
from tests.line import Line


@pytest.fixture
def line(
    kafka: ApacheKafka, engine: Engine, postgres_url: str, tmp_path: Path, new_name: Callable[[str], str]
) -> Iterator[Line]:
    """A line on the shared real broker; its topic is not made yet."""
    made = Line(kafka, engine, postgres_url, tmp_path, new_name("messages"), new_name("group"))
    yield made
    made.end()
