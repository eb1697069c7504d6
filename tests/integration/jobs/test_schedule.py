"""Jobs run on the leader only, again and again, and one that fails stops nobody."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.jobs import all_jobs
from service.jobs.base import Job, Outcome
from service.jobs.schedule import Run, Schedule
from service.settings import ServiceSettings
from service.store.evaluations import load_evaluation
from service.store.fingerprints import newest_version
from service.store.leadership import Leadership
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Engine

SETTINGS = ServiceSettings()


class Counted:
    """A job that counts its runs."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name, self.error, self.runs = name, error, 0
        self.twice = threading.Event()

    def job(self) -> Job:
        return Job(self.name, lambda _: 1, self.run)

    def run(self, engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
        del engine, now, settings
        self.runs += 1
        if self.runs == 2:
            self.twice.set()
        if self.error:
            raise self.error
        return {"runs": self.runs}


@pytest.fixture
def schedule(engine: Engine) -> Iterator[Callable[..., Schedule]]:
    made: list[Schedule] = []

    def make(*jobs: Counted, observe: Callable[[Run], None] = lambda _: None) -> Schedule:
        found = {job.name: job.job() for job in jobs} or None
        made.append(Schedule(engine, SETTINGS, Leadership(engine), observe=observe, clock=lambda: NOW, jobs=found))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_every_job_runs_by_its_name_at_the_given_time(engine: Engine, schedule: Callable[..., Schedule]) -> None:
    Producer(engine).write(300, begin=NOW - 20 * HOURS, end=NOW)
    runs: list[Run] = []
    leader = schedule(observe=runs.append)
    for name in all_jobs():
        leader.run_now(name)
    assert [(run.job, run.error, run.started_at) for run in runs] == [(name, None, NOW) for name in all_jobs()]
    outcomes = {run.job: run.outcome for run in runs}
    assert outcomes["snapshot"] == {"versions": {"default": 1}}
    assert outcomes["refresh"] == {"evaluated": {"default": 4}}
    assert outcomes["rollup"]["panes"] > 100


def test_only_the_leader_runs_jobs_and_another_takes_over(schedule: Callable[..., Schedule]) -> None:
    job = Counted("count")
    first, second = schedule(job), schedule(job)
    assert first.run_now("count") is not None
    assert second.run_now("count") is None
    assert (first.leads, second.leads, job.runs) == (True, False, 1)
    first.stop()
    assert second.run_now("count") is not None
    assert first.run_now("count") is None
    assert job.runs == 2


def test_a_leader_that_lost_its_session_stops_running_jobs(engine: Engine, schedule: Callable[..., Schedule]) -> None:
    job = Counted("count")
    first, second = schedule(job), schedule(job)
    first.run_now("count")
    with engine.connect() as conn:
        conn.execute(text("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"))
    assert second.run_now("count") is not None
    assert first.run_now("count") is None
    assert not first.leads


def test_jobs_start_at_once_and_again_and_a_failing_one_stops_nobody(schedule: Callable[..., Schedule]) -> None:
    runs: list[Run] = []
    bad, good = Counted("bad", ValueError("broken on purpose")), Counted("good")
    leader = schedule(bad, good, observe=runs.append)
    leader.start()
    assert good.twice.wait(30)
    assert bad.twice.wait(30)
    leader.stop()
    assert {str(run.error) for run in runs if run.job == "bad"} == {"broken on purpose"}
    assert {run.error for run in runs if run.job == "good"} == {None}
    after = good.runs
    assert not leader.leads
    assert threading.active_count() < 20
    assert good.runs == after


def test_a_leader_whose_jobs_are_rare_stays_the_leader(engine: Engine) -> None:
    rare = Counted("rare")
    job = Job("rare", lambda _: 3600, rare.run)
    leader = Schedule(
        engine, SETTINGS, Leadership(engine, silence_s=1.5), jobs={"rare": job}, heartbeat_s=0.3, clock=lambda: NOW
    )
    second = Leadership(engine)
    leader.start()
    try:
        time.sleep(4)
        assert (leader.leads, second.ensure(), rare.runs) == (True, False, 1)
    finally:
        leader.stop()
    assert second.ensure()
    second.resign()


def test_a_stream_with_a_bad_row_stops_no_other_stream(engine: Engine, schedule: Callable[..., Schedule]) -> None:
    for stream in ("a", "b"):
        Producer(engine, stream=stream).write(300, begin=NOW - 20 * HOURS, end=NOW)
    with engine.begin() as conn:
        conn.execute(text("UPDATE panes SET counts = 'not a pane' WHERE stream = 'a'"))
    leader = schedule()
    runs = {name: leader.run_now(name) for name in all_jobs()}
    failed = {name: run.error for name, run in runs.items() if run is not None and run.error is not None}
    assert set(failed) == {"changes", "refresh", "rollup", "snapshot"}, "retention reads no counts"
    assert all("for the streams a" in str(error) for error in failed.values())
    with engine.connect() as conn:
        assert newest_version(conn, "a") is None
        assert newest_version(conn, "b") is not None
        evaluation = load_evaluation(conn, "b")
        folded = conn.scalar(text("SELECT count(*) FROM rollups WHERE stream = 'b'"))
    assert evaluation is not None
    assert evaluation.segments["all"].messages == 300
    assert folded
