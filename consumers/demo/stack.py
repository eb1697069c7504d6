"""The parts of the demo: embedded broker and database in this process, consumer and service beside it."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import text

from consumers.demo.feed import Feed
from consumers.demo.processes import Processes, free_ports
from consumers.demo.settings import child_environment
from consumers.embedded_broker import API_VERSION, EmbeddedBroker
from prodshape.client import Client, NotFoundError
from prodshape.errors import UnavailableError
from service.store.database import make_engine, upgrade
from service.store.embedded import EmbeddedPostgres
from service.store.errors import UnknownRow
from service.store.partitions import load_partitions
from service.store.retirement import retire_topic
from service.store.windows import watermark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine

    from prodshape.fingerprint import Fingerprint

LIVE_WINDOW_S = 1_800
"""Length of the live window, seconds."""

STREAM = "default"
_START_S = 60.0
_STEP_S = 0.2
_RECENT = timedelta(minutes=10)
"""A watermark is floored to five minutes."""


def forget(folder: Path) -> None:
    """Empty the database: a first start that ended before its week was loaded leaves nothing to go on from."""
    with EmbeddedPostgres(folder.absolute() / "postgres") as server:
        engine = make_engine(server.url, application="prodshape-demo")
        with engine.begin() as conn:
            conn.execute(text("DROP SCHEMA public CASCADE"))
            conn.execute(text("CREATE SCHEMA public"))
        engine.dispose()


class Stack:
    """Everything that runs; leaving it ends everything, in the reverse order.

    Args:
        folder: of the database and the logs.
        topic: this start's topic.
        retired: the topics of former starts, which no broker has any more.
        tick: called while waiting; may raise to give up.
        progress: told how many of the messages that were sent are counted.
    """

    def __init__(
        self,
        folder: Path,
        topic: str,
        retired: list[str],
        *,
        tick: Callable[[], None],
        progress: Callable[[int], None],
    ) -> None:
        self._folder = folder.absolute()
        self._topic = topic
        self._retired = retired
        self._tick = tick
        self._begun = datetime.now(UTC)
        self._progress = progress
        self._parts = ExitStack()
        self._processes = Processes(self._folder / "logs")
        port, metrics, self._consumer_port = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        self.metrics_url = f"http://127.0.0.1:{metrics}/metrics"
        self._ports = {"PORT": str(port), "METRICS_PORT": str(metrics)}

    def __enter__(self) -> Self:
        with ExitStack() as parts:
            broker = parts.enter_context(EmbeddedBroker())
            broker.create_topic(self._topic)
            postgres = EmbeddedPostgres(self._folder / "postgres")
            parts.callback(postgres.stop)
            self._environment = self._common(broker.bootstrap, postgres.url)
            parts.enter_context(self._processes)
            # The consumer waits for the database; what it loads meanwhile takes as long.
            self._processes.start("consumers", self._with({"METRICS_PORT": str(self._consumer_port)}))
            self._engine: Engine = make_engine(postgres.start(), application="prodshape-demo")
            parts.callback(self._engine.dispose)
            upgrade(self._engine)
            self._retire()
            self._client = parts.enter_context(Client(self.url))
            self.feed = Feed(broker.bootstrap, self._topic, self._counted, self._count_step)
            self._parts = parts.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parts.close()

    def check(self) -> None:
        """See that consumer and service run.

        Raises:
            UnavailableError: one has ended.
        """
        self._processes.check()

    def start_service(self) -> None:
        """Wait until the stream is known to be counted up to now, then start the service and wait for its answer.

        At its start the service makes a version of production: the baseline of the demo.

        Raises:
            UnavailableError: one of both takes more than a minute.
        """
        self._wait("the stream is counted up to now", self._counted_up_to_now)
        self._processes.start("service", self._with(self._ports))
        self._wait("the service answers with a version", self._has_version)

    def _counted_up_to_now(self) -> bool:
        with self._engine.connect() as conn:
            known = watermark(conn, STREAM)
        return known is not None and datetime.now(UTC) - known < _RECENT

    def _has_version(self) -> bool:
        try:
            return next(self._client.versions(stream=STREAM), None) is not None
        except (UnavailableError, NotFoundError):
            return False

    def _wait(self, what: str, fulfilled: Callable[[], bool]) -> None:
        until = time.monotonic() + _START_S
        while not fulfilled():
            if time.monotonic() > until:
                raise UnavailableError(
                    f"Within {_START_S:g} s {what}; it did not: see the logs in {self._folder}/logs."
                )
            self._wait_step()
            time.sleep(_STEP_S)

    def has_dataset(self) -> bool:
        """Whether a dataset is active."""
        try:
            self._client.datasets.active(stream=STREAM)
        except NotFoundError:
            return False
        return True

    def register(self, found: Fingerprint, *, name: str) -> int:
        """Register a dataset that was built against the newest version, and make it the active one.

        Returns:
            That version.
        """
        version: int = next(self._client.versions(stream=STREAM))["version"]
        made = self._client.datasets.push(
            found, name=name, revision="1", teacher="demo", built_against=version, stream=STREAM
        )
        self._client.datasets.activate(made.id, who="demo", why="the demo's training set", stream=STREAM)
        return version

    def divergence(self) -> dict[str, Any] | None:
        """What the service says of mismatch and drift; None before its first evaluation in this start."""
        try:
            found = self._client.divergence(stream=STREAM)
        except NotFoundError:
            return None
        return found if datetime.fromisoformat(found["evaluated_at"]) >= self._begun else None

    def _common(self, bootstrap: str, database_url: str) -> dict[str, str]:
        stream = {"topics": [self._topic], "segments": ["app", "web"], "preset": "json"}
        return child_environment(
            {
                "DATABASE_URL": database_url,
                "KAFKA_BOOTSTRAP": bootstrap,
                "KAFKA_API_VERSION": ".".join(map(str, API_VERSION)),
                "STREAMS": json.dumps({STREAM: stream}),
                "CHECKPOINT_SECONDS": "1",
                "LIVE_WINDOW_SECONDS": str(LIVE_WINDOW_S),
                "REFRESH_SECONDS": "3",
                "HOST": "127.0.0.1",
            }
        )

    def _with(self, own: dict[str, str]) -> dict[str, str]:
        return self._environment | {f"PRODSHAPE_{name}": value for name, value in own.items()}

    def _counted(self) -> int:
        with self._engine.connect() as conn:
            rows = load_partitions(conn, STREAM)
        return sum(row.records for row in rows if row.topic == self._topic)

    def _wait_step(self) -> None:
        self._tick()
        self.check()

    def _count_step(self, counted: int) -> None:
        self._progress(counted)
        self._wait_step()

    def _retire(self) -> None:
        """Say that former topics are gone, so that the watermark does not wait for them; their counts stay."""
        for topic in self._retired:
            try:
                retire_topic(
                    self._engine,
                    STREAM,
                    topic,
                    reason="gone with its broker",
                    now=datetime.now(UTC),
                    quiet=timedelta(0),
                )
            except UnknownRow:
                continue  # that start ended before its consumer had seen the topic
