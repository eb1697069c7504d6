"""Count the runs of the scheduled jobs, and say whether this instance leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge

from service.jobs import all_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry

    from service.jobs.schedule import Run


class JobMetrics:
    """Runs by outcome, seconds, and when each job last did well. Every job is there from the start, at 0.

    Args:
        registry: where the metrics are collected.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._runs = Counter(
            "prodshape_job_runs", "Runs of the scheduled jobs on this instance.", ("job", "outcome"), registry=registry
        )
        self._seconds = Counter(
            "prodshape_job_run_seconds",
            "Seconds that the scheduled jobs took on this instance.",
            ("job",),
            registry=registry,
        )
        self._success = Gauge(
            "prodshape_job_last_success_timestamp_seconds",
            "When a job last did well on this instance.",
            ("job",),
            registry=registry,
        )
        for job in all_jobs():
            self._seconds.labels(job)
            for outcome in ("done", "failed"):
                self._runs.labels(job, outcome)

    def observe(self, run: Run) -> None:
        """Count one run."""
        self._runs.labels(run.job, "done" if run.error is None else "failed").inc()
        self._seconds.labels(run.job).inc(run.seconds)
        if run.error is None:
            self._success.labels(run.job).set(run.started_at.timestamp() + run.seconds)

    def watch_leadership(self, leads: Callable[[], bool]) -> None:
        """Show whether this instance leads; the sum over all instances is 1 when all is well."""
        Gauge("prodshape_leader", "Whether this instance runs the jobs.", registry=self._registry).set_function(
            lambda: float(leads())
        )
