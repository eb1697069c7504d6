"""A consumer as it runs in production: `python -m consumers` in a process of its own, to be killed and frozen."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, select

from service.store.tables import partitions
from tests.brokers.access import Access
from tests.brokers.ports import free_ports

ROOT = Path(__file__).resolve().parents[1]
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


class ConsumerProcess:
    """One consumer process and the end of its log; used as a context manager, it is killed at the end.

    Args:
        folder: where its log is kept.
        access: the way to the broker.
        database_url: the store.
        streams: the setting `streams`.
        settings: further settings by lower-case name, without the prefix `PRODSHAPE_`.
        command: what to run; by default the consumer itself.
        name: of its log.
    """

    def __init__(
        self,
        folder: Path,
        access: Access,
        database_url: str,
        *,
        streams: Mapping[str, Mapping[str, Any]],
        settings: Mapping[str, object] | None = None,
        command: tuple[str, ...] | None = None,
        name: str = "consumer",
    ) -> None:
        self.port = free_ports(1)[0]
        self.log_file = folder / f"{name}-{self.port}.log"
        self._command = command or (sys.executable, "-m", "consumers")
        chosen = {
            "database_url": database_url,
            "streams": json.dumps(streams),
            "metrics_port": self.port,
            "checkpoint_seconds": 1,
            # As short as a loaded machine allows: a killed consumer's partitions are given away after it.
            "kafka_session_timeout_seconds": 6,
            "migrate": "false",
        } | dict(settings or {})
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PRODSHAPE_")}
        self.environment = (
            inherited | access.environment() | {f"PRODSHAPE_{k.upper()}": str(v) for k, v in chosen.items()}
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, "the consumer was not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def start(self, **further: object) -> Self:
        """Start it; `further` settings hold for this start only."""
        assert not self.running, "the consumer runs already"
        environment = self.environment | {f"PRODSHAPE_{name.upper()}": str(value) for name, value in further.items()}
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def freeze(self) -> None:
        """Stop its clock, as a long pause of the machine would."""
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on, not knowing that time has passed."""
        self.send(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would, frozen or not."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
        self.wait(10)

    def stop(self, timeout_s: float = 30) -> int:
        """Ask it to end (SIGTERM) and give its exit status."""
        self.send(signal.SIGTERM)
        return self.wait(timeout_s)

    def wait(self, timeout_s: float) -> int:
        """Wait for its end and give its exit status; negative is a signal."""
        assert self._process is not None, "the consumer was not started"
        return self._process.wait(timeout_s)

    def metrics(self) -> Samples | None:
        """Give what it says on its metrics port, or None if it does not answer within a second."""
        answer = self._get("/metrics")
        if answer is None:
            return None
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }

    def total(self, name: str) -> float | None:
        """Give the sum of a metric over its labels, or None if it does not answer."""
        found = self.metrics()
        return None if found is None else sum(value for (this, _), value in found.items() if this == name)

    def ready(self) -> bool:
        """Whether /readyz says yes."""
        answer = self._get("/readyz")
        return answer is not None and answer.status_code == httpx.codes.OK

    def faults(self) -> str:
        """Give what /readyz complains of; empty if it is ready or does not answer."""
        answer = self._get("/readyz")
        return "" if answer is None else "\n".join(answer.json()["faults"])

    def _get(self, path: str) -> httpx.Response | None:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=1)
        except httpx.TransportError:
            return None

    def __enter__(self) -> Self:
        return self if self.running else self.start()

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            self.kill()


def wait_until(met: Callable[[], bool], timeout_s: float, what: str | Callable[[], str]) -> float:
    """Wait until a condition is met; gives the seconds that it took.

    Raises:
        AssertionError: it was not met in time; `what` says what was waited for.
    """
    start = time.monotonic()
    while not met():
        if time.monotonic() - start > timeout_s:
            raise AssertionError(f"not within {timeout_s:.0f} s: {what if isinstance(what, str) else what()}")
        time.sleep(0.1)
    return time.monotonic() - start


def offsets(engine: Engine, stream: str = "default") -> dict[tuple[str, int], int]:
    """Give the next offset of every partition of a stream, as stored."""
    with engine.connect() as conn:
        rows = conn.execute(select(partitions).where(partitions.c.stream == stream)).all()
    return {(row.topic, row.partition): row.next_offset for row in rows}


def wait_until_drained(
    engine: Engine,
    ends: Mapping[tuple[str, int], int],
    *consumers: ConsumerProcess,
    timeout_s: float = 90,
    stream: str = "default",
) -> float:
    """Wait until everything before `ends` is stored; gives the seconds that it took.

    Raises:
        AssertionError: a consumer ended meanwhile, or time is up; the message holds the end of the logs.
    """

    def story() -> str:
        logs = "\n".join(f"--- {consumer.log_file.name}\n{consumer.log[-3000:]}" for consumer in consumers)
        return f"everything up to {dict(ends)} stored; the store has {offsets(engine, stream)}\n{logs}"

    def drained() -> bool:
        if consumers and not any(consumer.running for consumer in consumers):
            raise AssertionError(f"no consumer runs any more. {story()}")
        stored = offsets(engine, stream)
        return all(stored.get(place, -1) >= end for place, end in ends.items())

    return wait_until(drained, timeout_s, story)
