"""What all tests share: a real PostgreSQL, the data folder, and skips that can be forbidden."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# The store is imported by the fixtures that need it: most tests do not, and should start at once.
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from service.store.embedded import EmbeddedPostgres

pytest_plugins = ["tests.kafka_fixtures"]
REQUIRE = "PRODSHAPE_REQUIRE"
TEMPLATE = "template_prodshape"
_numbers = itertools.count(1)


def _forbidden(reason: object) -> str:
    return f"{REQUIRE}=all makes every skip an error, and this was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure if everything is required. An expected failure is none, nor an example not to run."""
    report: pytest.TestReport = yield  # type: ignore[assignment]  # the hook gives what it wraps
    shown_only = call.excinfo is not None and "skipped by +SKIP option" in str(call.excinfo.value)
    if os.environ.get(REQUIRE) == "all" and report.skipped and not hasattr(report, "wasxfail") and not shown_only:
        report.outcome = "failed"
        report.longrepr = _forbidden(call.excinfo.value if call.excinfo else report.longrepr)
    return report  # type: ignore[return-value]  # a wrapper returns the result, its stub says otherwise


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """The same for a module that skips itself when it is imported."""
    report: pytest.CollectReport = yield  # type: ignore[assignment]  # the hook gives what it wraps
    if os.environ.get(REQUIRE) == "all" and report.skipped:
        report.outcome = "failed"
        report.longrepr = _forbidden(f"{collector.nodeid}: {report.longrepr}")
    return report  # type: ignore[return-value]  # a wrapper returns the result, its stub says otherwise


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of labelled data; tests that use it are marked `data`."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("PRODSHAPE_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no labelled data in {folder}: set PRODSHAPE_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of this session (of this worker, under xdist)."""
    from service.store.embedded import EmbeddedPostgres

    # Not pytest's own folder: only root and the owner may enter that, and PostgreSQL runs as another user than root.
    folder = Path(tempfile.mkdtemp(prefix="prodshape-tests-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "postgres")
    # A run that is ended from outside (a time limit of CI) must not leave a server behind.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _administrator(postgres_server: EmbeddedPostgres) -> Iterator[Engine]:
    """Connected outside of any transaction, to create and drop databases; the template is ready."""
    from sqlalchemy import create_engine, text

    from service.store.database import make_engine, upgrade

    engine = create_engine(
        postgres_server.url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {TEMPLATE}"))
    template = make_engine(_url(postgres_server, TEMPLATE))
    upgrade(template)
    template.dispose()
    yield engine
    engine.dispose()


def _url(server: EmbeddedPostgres, database: str) -> str:
    return server.url.replace("/postgres?", f"/{database}?")


@pytest.fixture
def empty_postgres_url(postgres_server: EmbeddedPostgres, _administrator: Engine) -> Iterator[str]:
    """The URL of an empty database of this test's own, without any table."""
    yield from _database(postgres_server, _administrator, "template0")


@pytest.fixture
def postgres_url(postgres_server: EmbeddedPostgres, _administrator: Engine) -> Iterator[str]:
    """The URL of a migrated, empty database of this test's own."""
    yield from _database(postgres_server, _administrator, TEMPLATE)


def _database(server: EmbeddedPostgres, administrator: Engine, template: str) -> Iterator[str]:
    from sqlalchemy import text

    name = f"test_{next(_numbers)}"
    with administrator.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield _url(server, name)
    # A test may have stopped the server: the pool finds out here, and connects anew.
    administrator.dispose()
    with administrator.connect() as conn:
        conn.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """An engine on the database of this test."""
    from service.store.database import make_engine

    made = make_engine(postgres_url, pool_size=10)
    yield made
    made.dispose()
