"""What is past its time goes; what somebody refers to stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from service.jobs.retention import run
from service.jobs.rollup import fold
from service.jobs.snapshot import make_due
from service.settings import ServiceSettings
from service.store.checkpoints import Delta, Gap, checkpoint
from service.store.datasets import activate, register, set_baseline
from service.store.fingerprints import list_versions
from service.store.progress import read_progress
from service.store.tables import (
    baseline_changes,
    dataset_activations,
    evaluations,
    fingerprint_documents,
    gaps,
    pane_totals,
    rollups,
    samples,
)
from service.windowing import freeze_window
from tests.filling import HOURS, NOW, Producer, dataset_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

SETTINGS = ServiceSettings()
DAYS = timedelta(days=1)


def size(conn: Connection, table: Table) -> int:
    return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_nothing_young_is_deleted(engine: Engine) -> None:
    Producer(engine).write(200, begin=NOW - 12 * DAYS, end=NOW)
    fold(engine, "default", SETTINGS)
    assert run(engine, NOW, SETTINGS) == {"deleted": {"pane_totals": 0, "days": 0, "samples": 0, "versions": 0}}


def test_totals_samples_and_days_go_when_their_time_is_over(engine: Engine) -> None:
    Producer(engine).write(200, begin=NOW - 12 * DAYS, end=NOW)
    fold(engine, "default", SETTINGS)
    with engine.connect() as conn:
        before = {table.name: size(conn, table) for table in (pane_totals, rollups, samples)}
    first = run(engine, NOW + 30 * DAYS, SETTINGS)["deleted"]
    with engine.connect() as conn:
        assert size(conn, pane_totals) == before["pane_totals"] - first["pane_totals"]
        assert size(conn, samples) == before["samples"] - first["samples"]
        oldest = conn.execute(select(func.min(pane_totals.c.start))).scalar_one()
    assert 0 < first["pane_totals"] < before["pane_totals"]
    assert 0 < first["samples"] < before["samples"]
    assert first["days"] == 0
    assert oldest >= NOW - 5 * DAYS
    last = run(engine, NOW + 500 * DAYS, SETTINGS)["deleted"]
    assert last["days"] > 0
    with engine.connect() as conn:
        assert size(conn, pane_totals) == 0
        assert set(conn.scalars(select(rollups.c.level))) == {"hour"}


def test_a_window_of_which_samples_are_deleted_has_no_sample_and_not_a_part_of_one(engine: Engine) -> None:
    Producer(engine).write(2_000, begin=NOW - 12 * DAYS, end=NOW)
    fold(engine, "default", SETTINGS)
    run(engine, NOW + 30 * DAYS, SETTINGS)
    for end, days, whole in ((NOW - 2 * DAYS, 7, False), (NOW, 4, True), (NOW, 7, False)):
        frozen = freeze_window(engine, "default", length=days * DAYS, end=end)
        assert frozen is not None
        for document in frozen.documents.values():
            assert document.messages > 200
            assert document.sample is not None
            assert len(document.sample.rows) == (document.messages if whole else 0)


def test_gaps_and_histories_stay(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(50, begin=NOW - HOURS, end=NOW)
    make_due(engine, "default", NOW, SETTINGS)
    lost = Delta(
        producer.claim, base_offset=50, next_offset=90, gaps=[Gap(50, 90, "retention")], caught_up_at=NOW + HOURS
    )
    checkpoint(engine, [lost], now=NOW + HOURS)
    dataset = register(
        engine, "default", dataset_of(["a"]), name="t", revision="1", built_against=1, who="ada", now=NOW, minimum_n=1
    )
    set_baseline(engine, dataset.id, 1, reason="test", who="ada", now=NOW)
    activate(engine, "default", dataset.id, who="ada", why="test", now=NOW)
    run(engine, NOW + 4000 * DAYS, SETTINGS)
    with engine.connect() as conn:
        assert [size(conn, table) for table in (gaps, dataset_activations, baseline_changes)] == [1, 1, 2]
        assert read_progress(conn)["default"].gaps == {"retention": 40}


def test_versions_go_but_the_newest_and_what_a_dataset_refers_to(engine: Engine) -> None:
    producer = Producer(engine)
    for place in range(6):
        producer.write(50, begin=NOW + (place - 1) * HOURS, end=NOW + place * HOURS)
        make_due(engine, "default", NOW + place * HOURS, SETTINGS)
    dataset = register(
        engine,
        "default",
        dataset_of(["a"]),
        name="train",
        revision="1",
        built_against=2,
        who="ada",
        now=NOW,
        minimum_n=200,
    )
    set_baseline(engine, dataset.id, 4, reason="test", who="ada", now=NOW)
    done = run(engine, NOW + 401 * DAYS, SETTINGS)
    assert done["deleted"]["versions"] == 3
    with engine.connect() as conn:
        assert [one.version for one in list_versions(conn, "default")] == [6, 4, 2]
        assert sorted({*conn.scalars(select(fingerprint_documents.c.version))}) == [2, 4, 6]
        assert sorted({*conn.scalars(select(evaluations.c.version))}) == [2, 4, 6]
    producer.write(50, begin=NOW + 5 * HOURS, end=NOW + 7 * HOURS)
    version = make_due(engine, "default", NOW + 7 * HOURS, SETTINGS)
    assert version is not None
    assert version.version == 7, "numbers are never given twice"
