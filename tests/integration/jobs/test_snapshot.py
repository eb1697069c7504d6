"""Versions: gapless, immutable, made once, the same for whoever makes them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prodshape.fingerprint import Fingerprint
from service.jobs.rollup import fold
from service.jobs.snapshot import make_due, run, save
from service.settings import ServiceSettings
from service.store.errors import UnknownRow
from service.store.evaluations import load_evaluation
from service.store.fingerprints import (
    get_version,
    list_versions,
    load_version,
    newest_version,
    segments_of,
)
from service.windowing import freeze_window
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from sqlalchemy import Engine

SETTINGS = ServiceSettings()
WEEK = timedelta(days=7)


def test_a_version_is_made_once_per_hour_of_event_time(engine: Engine) -> None:
    assert run(engine, NOW, SETTINGS) == {"versions": {}}
    producer = Producer(engine)
    producer.write(0, begin=NOW, end=NOW)
    assert run(engine, NOW, SETTINGS) == {"versions": {}}, "nothing was counted yet"
    producer.write(100, begin=NOW - 5 * HOURS, end=NOW)
    assert run(engine, NOW, SETTINGS) == {"versions": {"default": 1}}
    assert run(engine, NOW + 5 * HOURS, SETTINGS) == {"versions": {}}, "the watermark did not move"
    producer.write(50, begin=NOW, end=NOW + 0.9 * HOURS)
    assert run(engine, NOW + HOURS, SETTINGS) == {"versions": {}}
    producer.write(50, begin=NOW, end=NOW + timedelta(minutes=65), now=NOW + 1.1 * HOURS)
    assert run(engine, NOW + 1.1 * HOURS, SETTINGS) == {"versions": {"default": 2}}
    with engine.connect() as conn:
        newest = newest_version(conn, "default")
        assert newest == get_version(conn, "default", 2)
        assert newest is not None
        assert newest.window_end == NOW + HOURS, "on the whole hour"
        assert newest.messages < 200, "what came in the five minutes behind it is in the next"
        assert newest_version(conn, "default", at=NOW + 0.9 * HOURS) == get_version(conn, "default", 1)
        assert newest_version(conn, "default", at=NOW - HOURS) is None
        assert [one.version for one in list_versions(conn, "default", limit=1)] == [2]
        assert [one.version for one in list_versions(conn, "default", before=2)] == [1]


def test_documents_of_a_version_carry_number_offsets_and_what_was_counted(engine: Engine) -> None:
    producer = Producer(engine)
    read = producer.write(300, begin=NOW - 5 * HOURS, end=NOW)
    make_due(engine, "default", NOW, SETTINGS)
    with engine.connect() as conn:
        digests = segments_of(conn, "default", 1)
        documents = {
            segment: Fingerprint.loads(load_version(conn, "default", 1, segment, whole=True)) for segment in digests
        }
        summary = Fingerprint.loads(load_version(conn, "default", 1))
        with pytest.raises(UnknownRow, match="it has all, app, other, web"):
            load_version(conn, "default", 1, "nowhere")
        with pytest.raises(UnknownRow, match="no version 2"):
            load_version(conn, "default", 2)
    assert set(documents) == {"all", "web", "app", "other"}
    for segment, document in documents.items():
        document.verify()
        assert document.digest == digests[segment]
        assert document.messages == sum(segment in (record.segment, "all") for record in read)
        assert (document.version, document.created_at) == (1, NOW)
        assert [(one.partition, one.next_offset) for one in document.offsets] == [(0, 300)]
    assert summary == documents["all"].only({"summary"})
    assert documents["all"].sample is not None
    assert len(documents["all"].sample.rows) == 300


def test_instances_that_try_at_once_make_one_version(engine: Engine) -> None:
    producer = Producer(engine)
    for place in range(3):
        now = NOW + place * HOURS
        producer.write(50, begin=now - HOURS, end=now)
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _, now=now: make_due(engine, "default", now, SETTINGS), range(4)))
        assert sum(version is not None for version in made) == 1
    with engine.connect() as conn:
        assert [one.version for one in list_versions(conn, "default")] == [3, 2, 1]


def test_a_version_that_fails_half_way_leaves_no_hole(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(50, begin=NOW - HOURS, end=NOW)
    frozen = freeze_window(engine, "default", length=WEEK)
    assert frozen is not None
    bad = dict(frozen.documents)
    bad["web"] = None  # type: ignore[assignment]  # breaks the writing after the number was taken
    with pytest.raises(AttributeError):
        save(engine, "default", type(frozen)(**{**vars(frozen), "documents": bad}), NOW, SETTINGS)
    assert make_due(engine, "default", NOW, SETTINGS) is not None
    with engine.connect() as conn:
        assert [one.version for one in list_versions(conn, "default")] == [1]


def test_as_of_gives_the_same_bytes_whatever_was_folded_and_however_it_was_split(engine: Engine) -> None:
    """One stream in one partition's checkpoint after the other, another folded in between: the same digests."""
    begin = NOW - timedelta(days=10)
    producer = Producer(engine)
    for day in range(10):
        producer.write(120, begin=begin + timedelta(days=day), end=begin + timedelta(days=day + 1))
    as_of = NOW - timedelta(days=1, hours=3)
    before = freeze_window(engine, "default", length=WEEK, end=as_of)
    taken, hours = fold(engine, "default", SETTINGS)
    assert taken > 500
    assert hours > 0
    after = freeze_window(engine, "default", length=WEEK, end=as_of)
    assert before is not None
    assert after is not None
    assert after.rows < before.rows
    assert {s: d.dumps() for s, d in before.documents.items()} == {s: d.dumps() for s, d in after.documents.items()}
    assert (after.end, after.start) == (as_of, as_of - WEEK)


def test_as_of_finds_an_hourly_version_again_when_its_hour_is_folded(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(300, begin=NOW - 30 * HOURS, end=NOW - 25 * HOURS + timedelta(minutes=5))
    first = make_due(engine, "default", NOW - 25 * HOURS, SETTINGS)
    producer.write(60, begin=NOW - 25 * HOURS, end=NOW - 24 * HOURS + timedelta(minutes=20))
    second = make_due(engine, "default", NOW - 24 * HOURS, SETTINGS)
    assert first is not None
    assert second is not None
    assert first.window_end == NOW - 25 * HOURS + timedelta(minutes=5), "the first is made at once"
    assert second.window_end == NOW - 24 * HOURS
    producer.write(100, begin=NOW - 24 * HOURS + timedelta(minutes=20), end=NOW)
    assert fold(engine, "default", SETTINGS)[0] > 0
    again = freeze_window(engine, "default", length=WEEK, end=second.window_end)
    assert again is not None
    with engine.connect() as conn:
        kept = Fingerprint.loads(load_version(conn, "default", second.version, whole=True))
    whole = {"version": None, "created_at": None, "digest": kept.digest, "offsets": kept.offsets}
    assert again.end == second.window_end
    assert again.documents["all"].model_copy(update=whole) == kept.model_copy(
        update={"version": None, "created_at": None}
    )


def test_late_messages_of_folded_hours_are_in_the_next_version(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(200, begin=NOW - 24 * HOURS, end=NOW)
    fold(engine, "default", SETTINGS)
    producer.write(40, begin=NOW - 20 * HOURS, end=NOW - 19 * HOURS, now=NOW)
    frozen = freeze_window(engine, "default", length=WEEK)
    assert frozen is not None
    assert frozen.documents["all"].messages == 240
    fold(engine, "default", SETTINGS)
    again = freeze_window(engine, "default", length=WEEK)
    assert again is not None
    assert again.documents["all"].dumps() == frozen.documents["all"].dumps()


def test_a_version_far_behind_real_time_says_so_and_has_no_verdict(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(300, begin=NOW - 170 * HOURS, end=NOW)
    version = make_due(engine, "default", NOW + 3 * HOURS, SETTINGS)
    assert version is not None
    assert (version.behind_s, version.complete) == (3 * 3600, False)
    with engine.connect() as conn:
        evaluation = load_evaluation(conn, "default", 1)
    assert evaluation is not None
    assert evaluation.version == 1
    assert evaluation.mismatch_reason is not None
    assert "10800 s behind real time" in evaluation.mismatch_reason
    assert all(not axis.mismatch.values for axis in evaluation.segments["all"].axes.values())
