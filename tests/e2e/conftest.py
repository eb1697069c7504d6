"""Fixtures of the end-to-end suite."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.brokers.base import Broker
from tests.line import Line


@pytest.fixture
def line(
    broker: Broker, engine: Engine, postgres_url: str, tmp_path: Path, new_name: Callable[[str], str]
) -> Iterator[Line]:
    """A line with an empty topic, on each kind of broker."""
    made = Line(broker, engine, postgres_url, tmp_path, new_name("messages"), new_name("group"))
    broker.create_topic(made.topic)
    yield made
    made.end()
