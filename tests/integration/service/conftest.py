"""A service on a real database in which a week was counted, and a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
import structlog
from pydantic import SecretStr

from prodshape.client import Client
from service.app import build_app
from service.jobs import refresh, snapshot
from service.logs import without_values
from service.settings import ServiceSettings, ServiceStreamSettings
from tests.filling import HOURS, NOW, Producer
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

TOKEN = "a token that only these tests know"

SETTINGS = ServiceSettings(
    api_token=SecretStr(TOKEN),
    public_read=True,
    streams={"default": ServiceStreamSettings(segments=["web"], minimum_n=20), "quiet": ServiceStreamSettings()},
)


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """Log as the process does: structlog's own default prints every local variable of a trace, which takes minutes."""
    structlog.configure(processors=[without_values, structlog.processors.JSONRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Two versions of the stream `default`, an hour apart, and a live evaluation; nothing in the stream `quiet`."""
    producer = Producer(engine)
    producer.write(400, begin=NOW - 24 * HOURS, end=NOW - HOURS)
    snapshot.run(engine, NOW - HOURS, SETTINGS)
    producer.write(100, begin=NOW - HOURS, end=NOW)
    snapshot.run(engine, NOW, SETTINGS)
    refresh.run(engine, NOW, SETTINGS)
    return engine


@pytest.fixture
def url(filled: Engine) -> Iterator[str]:
    """The address of a service on that database; reads are public, writes need `TOKEN`."""
    with serving(build_app(filled, SETTINGS, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    """Plain HTTP to it, with the token."""
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30) as connection:
        yield connection


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    """Our client to it, with the token."""
    with Client(url, token=TOKEN, timeout_s=30) as connection:
        yield connection
