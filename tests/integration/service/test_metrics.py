"""What Prometheus sees: names that its own checker accepts, and no more series when more users come."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from service.gauges import MOST_SERIES
from service.http_metrics import HttpMetrics
from service.job_metrics import JobMetrics
from service.jobs import refresh
from service.jobs.schedule import Schedule
from service.metrics import StoreCollector
from service.settings import ServiceSettings, ServiceStreamSettings
from service.store.checkpoints import Delta, checkpoint
from service.store.database import make_engine
from service.store.leadership import Leadership
from service.store.moments import to_ms
from tests.counting import Record, count
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from sqlalchemy import Engine

SETTINGS = ServiceSettings(
    streams={"default": ServiceStreamSettings(segments=[f"s{number:02}" for number in range(20)], minimum_n=1)}
)


def registry_of(engine: Engine) -> CollectorRegistry:
    """All that `python -m service` registers, but the process itself."""
    registry = CollectorRegistry()
    registry.register(StoreCollector(engine, streams=SETTINGS.streams, release="1.0"))
    requests, jobs = HttpMetrics(registry), JobMetrics(registry)
    schedule = Schedule(engine, SETTINGS, Leadership(engine), observe=jobs.observe)
    jobs.watch_leadership(lambda: schedule.leads)
    for job in ("snapshot", "refresh"):
        schedule.run_now(job)
    schedule.stop()
    requests.observe("GET", "/v1/streams", 200, 0.01)
    requests.observe("BREW", "none", 418, 0.01)
    return registry


def series(registry: CollectorRegistry) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    return {
        (sample.name, frozenset(sample.labels.items())) for family in registry.collect() for sample in family.samples
    }


def test_promtool_has_nothing_to_say(engine: Engine) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: apt-get install prometheus")
    Producer(engine).write(300, begin=NOW - 5 * HOURS, end=NOW)
    text = generate_latest(registry_of(engine))
    assert b"prodshape_axis_messages{" in text
    checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, check=False, timeout=60)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")


def test_ten_thousand_users_add_no_series(engine: Engine) -> None:
    producer = _Counting(engine)
    producer.write_users(first=0, users=400)
    refresh.run(engine, NOW, SETTINGS)
    few = series(registry_of(engine))
    producer.write_users(first=1000, users=10_000)
    refresh.run(engine, NOW, SETTINGS)
    registry = registry_of(engine)
    many = series(registry)
    assert few == many
    assert len(many) <= MOST_SERIES
    [authors] = [
        sample.value
        for family in registry.collect()
        for sample in family.samples
        if sample.name == "prodshape_window_authors" and sample.labels["segment"] == "all"
    ]
    assert 9_000 < authors < 11_500, "the users did come"


def test_a_store_that_is_away_is_said_and_nothing_old_is_shown() -> None:
    away = make_engine("postgresql://nobody@127.0.0.1:9/none", connect_timeout_s=1)
    registry = CollectorRegistry()
    registry.register(StoreCollector(away, release="1.0"))
    shown = {family.name: family.samples[0].value for family in registry.collect()}
    assert shown.pop("prodshape_store_up") == 0
    assert set(shown) == {"prodshape_build_info", "prodshape_store_read_seconds"}


class _Counting(Producer):
    """Writes one message of each of many users, in all segments, instead of random ones."""

    def write_users(self, *, first: int, users: int) -> None:
        """Count them as one checkpoint."""
        read = [
            Record(
                "chat",
                0,
                self.next_offset + place,
                to_ms(NOW - HOURS) + place,
                text="x" * (place % 40),
                author=f"user {first + place}",
                segment=f"s{place % 20:02}",
            )
            for place in range(users)
        ]
        counted = count(read)
        checkpoint(
            self.engine,
            [
                Delta(
                    self.claim,
                    base_offset=self.next_offset,
                    next_offset=self.next_offset + len(read),
                    records=len(read),
                    messages=len(read),
                    last_event_ms=max(record.time_ms for record in read),
                    caught_up_at=NOW + timedelta(minutes=1),
                    panes=counted.panes,
                    samples=counted.samples,
                )
            ],
            now=NOW + timedelta(minutes=1),
        )
        self.next_offset += len(read)
