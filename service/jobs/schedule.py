"""Run the jobs while this instance leads: APScheduler keeps the time, Postgres says who leads."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from service.jobs import all_jobs
from service.store.database import is_outage
from service.store.leadership import SILENCE_S

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from service.jobs.base import Job, Outcome
    from service.settings import ServiceSettings
    from service.store.leadership import Leadership

log: structlog.stdlib.BoundLogger = structlog.get_logger()

HEARTBEAT_S = SILENCE_S / 3
"""How often Postgres is asked who leads, whatever the jobs do, seconds."""


@dataclass(frozen=True)
class Run:
    """One run of a job, for logs and metrics.

    Attributes:
        job: its name.
        started_at: when.
        seconds: how long it took.
        outcome: what it did; empty if it failed.
        error: what went wrong, None if nothing did.
    """

    job: str
    started_at: datetime
    seconds: float
    outcome: Outcome = field(default_factory=dict)
    error: Exception | None = None


def _forget(run: Run) -> None:
    """Tell nobody."""


class Schedule:
    """The jobs of one instance: they run only while it leads, and Postgres is asked before each run and between them.

    A job that fails is logged and runs again at its next time; it never stops the others.

    Args:
        engine: the store.
        settings: how often each job runs.
        leadership: says if this instance leads; asked from one thread at a time.
        observe: told of each run.
        clock: what time it is.
        jobs: by default all there are.
        heartbeat_s: seconds between two questions who leads; less than the silence after which leadership ends.
    """

    def __init__(
        self,
        engine: Engine,
        settings: ServiceSettings,
        leadership: Leadership,
        *,
        observe: Callable[[Run], None] = _forget,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        jobs: Mapping[str, Job] | None = None,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._leadership = leadership
        self._observe = observe
        self._clock = clock
        self._jobs = dict(all_jobs() if jobs is None else jobs)
        self._heartbeat_s = heartbeat_s
        self._lock = threading.Lock()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self.leads = False
        """Whether this instance led when it was asked last."""

    def start(self) -> None:
        """Start; each job runs at once, then every so many seconds; a missed time is not made up for."""
        for name, job in self._jobs.items():
            self._scheduler.add_job(
                self.run_now,
                "interval",
                args=[name],
                seconds=job.every_s(self._settings),
                id=name,
                next_run_time=datetime.now(UTC),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.add_job(
            self._ask,
            "interval",
            seconds=self._heartbeat_s,
            id="heartbeat",
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Wait for the running jobs, then let another instance lead. Safe to call if it was never started."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        with self._lock:
            self.leads = False
            self._leadership.resign()

    def run_now(self, name: str) -> Run | None:
        """Run a job in this thread if this instance leads; None if it does not.

        Raises:
            KeyError: there is no such job.
        """
        job = self._jobs[name]
        if not self._ask():
            return None
        started_at, begin = self._clock(), time.monotonic()
        try:
            outcome = job.run(self._engine, started_at, self._settings)
        except Exception as error:
            run = Run(name, started_at, time.monotonic() - begin, error=error)
            if is_outage(error):
                log.warning("job_waits_for_the_database", job=name, error=str(error).splitlines()[0])
            else:
                log.exception("job_failed", job=name, seconds=round(run.seconds, 3))
        else:
            run = Run(name, started_at, time.monotonic() - begin, outcome)
            log.info("job_done", job=name, seconds=round(run.seconds, 3), **outcome)
        self._observe(run)
        return run

    def _ask(self) -> bool:
        with self._lock:
            leads = self._leadership.ensure()
            if leads != self.leads:
                log.info("leadership_gained" if leads else "leadership_lost")
            self.leads = leads
        return leads
