"""Our client against a real service: whole documents, nothing fetched twice, a clear sentence for every refusal."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text

from prodshape.client import Client, NotFoundError, RefusedError
from prodshape.errors import InputError, UnavailableError
from prodshape.fingerprint import PARTS
from service.app import build_app
from service.jobs import refresh
from service.store.database import make_engine
from tests.filling import HOURS, NOW, dataset_of
from tests.integration.service.conftest import SETTINGS, TOKEN
from tests.integration.service.test_datasets import CLEAN, OTHER
from tests.serving import serving

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.store.embedded import EmbeddedPostgres


class Recording(httpx.HTTPTransport):
    """The real transport; remembers the status of each answer."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        self.seen.append(answer.status_code)
        return answer


def test_it_reads_fingerprints(client: Client) -> None:
    newest = client.latest(parts=PARTS)
    newest.verify()
    assert newest.version == 2
    assert client.version(2, parts=PARTS) == newest
    assert client.latest(at=NOW - HOURS).version == 1
    assert client.version(2, segment="web").messages < newest.messages
    assert client.live().version is None
    assert [entry["version"] for entry in client.versions(page=1)] == [2, 1]
    assert [entry["name"] for entry in client.streams()] == ["default", "quiet"]


def test_what_it_has_is_not_sent_again(url: str) -> None:
    transport, cache = Recording(), dict[str, tuple[str, bytes]]()
    with Client(url, cache=cache, transport=transport, timeout_s=30) as client:
        first = client.latest(parts={"cells"})
        assert client.latest(parts={"cells"}) == first
        client.latest()
        client.latest(stream="default", parts=["summary"])
    assert transport.seen == [200, 304, 200, 304]
    again = Recording()
    with Client(url, cache=cache, transport=again, timeout_s=30) as client:
        assert client.latest(parts={"cells"}) == first, "a cache outlives its client"
    assert again.seen == [304]


def test_what_changed_is_sent_again(client: Client, filled: Engine) -> None:
    before = client.divergence()["evaluated_at"]
    refresh.run(filled, NOW + timedelta(seconds=30), SETTINGS)
    assert client.divergence()["evaluated_at"] > before


def test_it_registers_and_switches_datasets(client: Client) -> None:
    made = client.datasets.push(dataset_of(CLEAN), name="a", revision="1", teacher="big", built_against=1, who="ada")
    other = client.datasets.push(dataset_of(OTHER), name="a", revision="2")
    client.datasets.activate(made.id, who="ada", why="first")
    assert client.datasets.active().id == made.id
    client.datasets.activate(other.id, who="bo", why="second")
    assert [entry.dataset for entry in client.datasets.history()] == [other.id, made.id]
    assert [entry.id for entry in client.datasets.all()] == [other.id, made.id]
    assert client.datasets.get(made.id).baseline.version == 1
    assert client.datasets.fingerprint(made.id, parts=PARTS) == dataset_of(CLEAN)
    assert client.datasets.set_baseline(made.id, 2, reason="new prompts", who="ada").version == 2
    assert client.datasets.baseline(made.id).reason == "new prompts"
    assert [change.version for change in client.datasets.baseline_history(made.id)] == [2, 1]


def test_a_refusal_is_an_error_with_the_sentence_of_the_service(client: Client) -> None:
    with pytest.raises(NotFoundError, match=r"404: Stream default has no version 99"):
        client.version(99)
    with pytest.raises(NotFoundError, match=r"There is no stream 'x'; there are default, quiet"):
        client.latest(stream="x")
    with pytest.raises(NotFoundError, match=r"no active dataset"):
        client.datasets.active()
    with pytest.raises(InputError, match=r"query\.parts"):
        client.latest(parts={"everything"})
    with pytest.raises(InputError, match=r"needs a UTC offset"):
        client.latest(at=datetime(2026, 1, 1))  # noqa: DTZ001 - refused is the point
    with pytest.raises(InputError, match=r"Registration\.name"):
        client.datasets.push(dataset_of(CLEAN), name="", revision="1")


def test_a_missing_or_wrong_token_is_said(filled: Engine) -> None:
    closed = SETTINGS.model_copy(update={"public_read": False})
    with serving(build_app(filled, closed)) as url:
        for token, says in ((None, "the request has none"), ("wrong", "is not the one of this service")):
            with Client(url, token=token, timeout_s=30) as client, pytest.raises(RefusedError, match=says) as caught:
                client.latest()
            assert "PRODSHAPE_API_TOKEN" in str(caught.value)
            assert "wrong" not in str(caught.value)
        with Client(url, token=TOKEN, timeout_s=30) as client:
            assert client.latest(at=datetime.now(UTC)).version == 2


def test_a_database_that_is_away_is_the_services_sentence(filled: Engine, postgres_server: EmbeddedPostgres) -> None:
    name = filled.url.database
    outside = make_engine(postgres_server.url).execution_options(isolation_level="AUTOCOMMIT")
    with serving(build_app(filled, SETTINGS)) as url, Client(url, timeout_s=30) as client:
        assert client.streams()
        with outside.connect() as conn:
            conn.exec_driver_sql(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
            conn.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
            )
        with pytest.raises(UnavailableError, match=r"503: The database does not answer; try again"):
            client.streams()
        assert httpx.get(url + "/readyz").status_code == 503
        assert httpx.get(url + "/livez").status_code == 200, "no reason to restart us"
        with outside.connect() as conn:
            conn.exec_driver_sql(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
        assert client.streams(), "it comes back by itself"
        time.sleep(1.1)  # the answer of /readyz is kept for a second
        assert httpx.get(url + "/readyz").status_code == 200
    outside.dispose()


def test_a_path_in_front_is_kept(filled: Engine) -> None:
    app = build_app(filled, SETTINGS)
    app.root_path = "/shape"
    with serving(app) as url, Client(url + "/shape/", timeout_s=30) as client:
        assert client.latest().version == 2
