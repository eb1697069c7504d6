"""The live evaluation: numbers where there are any, and a reason wherever there is none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prodshape.comparison import compare
from prodshape.fingerprint import Fingerprint
from service.evaluating import NO_BASELINE, NO_DATASET
from service.jobs.refresh import refresh, run
from service.jobs.rollup import run as fold
from service.jobs.snapshot import make_due
from service.remembering import Remembered
from service.settings import ServiceSettings
from service.store.datasets import activate, load_dataset_fingerprint, register
from service.store.errors import UnknownRow
from service.store.evaluations import load_evaluation
from service.store.fingerprints import load_live, load_version
from service.store.retirement import retire_topic
from tests.filling import HOURS, NOW, Producer, dataset_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine

SETTINGS = ServiceSettings()
CLEAN = ["Where is my order number forty?", "Please cancel it."] * 150


def activated(engine: Engine, texts: Sequence[str] = tuple(CLEAN), *, built_against: int | None = None) -> int:
    found = register(
        engine,
        "default",
        dataset_of(list(texts)),
        name="train",
        revision=str(len(texts)),
        built_against=built_against,
        who="ada",
        now=NOW,
        minimum_n=200,
    )
    activate(engine, "default", found.id, who="ada", why="test", now=NOW)
    return found.id


def test_before_anything_is_counted_it_says_so(engine: Engine) -> None:
    assert run(engine, NOW, SETTINGS) == {"evaluated": {"default": 0}}
    with engine.connect() as conn:
        evaluation = load_evaluation(conn, "default")
        with pytest.raises(UnknownRow, match="not evaluated yet"):
            load_live(conn, "default")
    assert evaluation is not None
    assert evaluation.mismatch_reason is not None
    assert "Nothing is known to be counted yet" in evaluation.mismatch_reason
    assert (evaluation.window, evaluation.watermark, evaluation.segments) == (None, None, {})


def test_without_a_dataset_production_is_shown_and_both_kinds_have_the_reason(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    assert evaluation.mismatch_reason == evaluation.drift_reason == NO_DATASET
    axis = evaluation.segments["all"].axes["size"]
    assert (axis.production.n, axis.mismatch.reason, axis.mismatch.values) == (900, NO_DATASET, {})


def test_mismatch_and_drift_are_the_divergences_of_the_stored_documents(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(900, begin=NOW - 6 * 24 * HOURS, end=NOW - 30 * HOURS)
    make_due(engine, "default", NOW - 30 * HOURS, SETTINGS)
    producer.write(900, begin=NOW - 20 * HOURS, end=NOW, text="short?")
    dataset = activated(engine, built_against=1)
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    with engine.connect() as conn:
        assert load_evaluation(conn, "default") == evaluation
        for segment in ("all", "web", "app", "other"):
            live = Fingerprint.loads(load_live(conn, "default", segment, whole=True))
            training = Fingerprint.loads(load_dataset_fingerprint(conn, dataset))
            baseline = Fingerprint.loads(load_version(conn, "default", 1, segment, whole=True))
            found = evaluation.segments[segment]
            assert (found.digest, found.messages, found.authors) == (live.digest, live.messages, live.authors)
            mismatch, drift = compare(training, live).axes, compare(baseline, live).axes
            for name, axis in found.axes.items():
                assert axis.mismatch.values == mismatch[name].values
                assert axis.mismatch.reference == mismatch[name].reference
                assert axis.drift.values == drift[name].values
                for told, again in ((axis.mismatch, mismatch[name]), (axis.drift, drift[name])):
                    assert (told.confidence, told.unsure) == (again.confidence, None)
                    assert told.confidence is not None
    size = evaluation.segments["all"].axes["size"]
    assert size.mismatch.values["jensen_shannon"] == pytest.approx(1.0), "long sentences against short ones"
    assert 0.1 < (size.drift.values["jensen_shannon"] or 0) < 1
    assert sum(one.part for one in size.drift.bins) > 0.5
    assert {part.segment for part in size.drift.segments} == {"web", "app", "other"}
    assert sum(part.within + part.mix for part in size.drift.segments) == pytest.approx(1.0)
    assert size.mismatch.segments == [], "a dataset has no segments"
    loudest = evaluation.segments["all"].loudest
    assert loudest is not None
    assert (loudest.author_share, loudest.cell_share > 1 / 32) == (None, True), "the live window has no sample"
    assert evaluation.baseline is not None
    assert evaluation.baseline.version == 1
    assert evaluation.window is not None
    assert evaluation.window.end - evaluation.window.start == timedelta(days=1)


def test_what_is_remembered_changes_nothing_that_is_shown(engine: Engine) -> None:
    producer = Producer(engine)
    producer.write(900, begin=NOW - 6 * 24 * HOURS, end=NOW - 30 * HOURS)
    make_due(engine, "default", NOW - 30 * HOURS, SETTINGS)
    producer.write(900, begin=NOW - 20 * HOURS, end=NOW)
    dataset = activated(engine, built_against=1)
    remembered, seen = Remembered(), set()

    def check(moment: datetime) -> None:
        with_memory = refresh(engine, "default", moment, SETTINGS, remembered)
        assert refresh(engine, "default", moment, SETTINGS) == with_memory
        seen.add(with_memory.model_dump_json())

    check(NOW)
    check(NOW + HOURS / 60)
    producer.write(30, begin=NOW - 9 * HOURS, end=NOW - 8 * HOURS, now=NOW + HOURS / 12, text="late ones")
    check(NOW + HOURS / 12)
    producer.write(300, begin=NOW, end=NOW + HOURS, text="short?")
    check(NOW + HOURS)
    assert fold(engine, NOW + HOURS, SETTINGS)["panes"]
    check(NOW + HOURS)
    activated(engine, CLEAN[:220], built_against=1)
    check(NOW + HOURS)
    activate(engine, "default", dataset, who="ada", why="back again", now=NOW)
    check(NOW + 2 * HOURS)
    assert len(seen) == 6, "all were unlike, but for the one after folding"


def test_what_did_not_change_is_neither_read_nor_compared_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine)
    remembered = Remembered()
    first = refresh(engine, "default", NOW, SETTINGS, remembered)
    monkeypatch.setattr("service.remembering.compare_prepared", None)
    monkeypatch.setattr("prodshape.pane.Pane.from_bytes", None)
    again = refresh(engine, "default", NOW + HOURS / 60, SETTINGS, remembered)
    assert again.segments == first.segments


def test_live_documents_hold_all_parts_but_the_sample(engine: Engine) -> None:
    Producer(engine).write(300, begin=NOW - 20 * HOURS, end=NOW)
    refresh(engine, "default", NOW, SETTINGS)
    with engine.connect() as conn:
        whole = Fingerprint.loads(load_live(conn, "default", whole=True))
        assert Fingerprint.loads(load_live(conn, "default")) == whole.only({"summary"})
    whole.verify()
    assert whole.sample is not None
    assert whole.sample.rows == []


def test_a_dataset_without_a_baseline_has_a_mismatch_and_no_drift(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine)
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    assert (evaluation.mismatch_reason, evaluation.drift_reason) == (None, NO_BASELINE)
    axis = evaluation.segments["all"].axes["size"]
    assert axis.mismatch.values["jensen_shannon"] is not None
    assert (axis.drift.values, axis.drift.reason) == ({}, NO_BASELINE)


def test_few_messages_have_no_divergence(engine: Engine) -> None:
    Producer(engine).write(199, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine)
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    for segment in evaluation.segments.values():
        for axis in segment.axes.values():
            assert axis.mismatch.values == {}
            assert "fewer than the minimum of 200" in (axis.mismatch.reason or "")


def test_a_small_dataset_has_no_divergence_either(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine, CLEAN[:150])
    axis = refresh(engine, "default", NOW, SETTINGS).segments["all"].axes["size"]
    assert axis.mismatch.reason == "The reference has 150 messages on this axis, fewer than the minimum of 200."


def test_what_was_measured_otherwise_is_not_comparable_for_that_axis_only(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    fingerprint = dataset_of(CLEAN)
    size = fingerprint.axes["size"].model_copy(update={"version": 9})
    other = fingerprint.model_copy(update={"axes": {**fingerprint.axes, "size": size}})
    other = other.model_copy(update={"digest": other.compute_digest()})
    found = register(engine, "default", other, name="old", revision="1", who="ada", now=NOW, minimum_n=200)
    activate(engine, "default", found.id, who="ada", why="test", now=NOW)
    axes = refresh(engine, "default", NOW, SETTINGS).segments["all"].axes
    assert axes["size"].mismatch.values == {}
    assert "version 9 in the reference" in (axes["size"].mismatch.reason or "")
    assert axes["ending"].mismatch.values["jensen_shannon"] is not None


def test_far_behind_real_time_there_is_a_reason_and_no_number(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine)
    in_time = refresh(engine, "default", NOW + 2 * HOURS, SETTINGS)
    late = refresh(engine, "default", NOW + 2.1 * HOURS, SETTINGS)
    assert in_time.mismatch_reason is None
    assert late.behind_s == 7560
    assert "behind real time" in (late.mismatch_reason or "")
    assert late.segments["all"].messages == 900
    assert not any(axis.mismatch.values for axis in late.segments["all"].axes.values())


def test_streams_do_not_see_each_other(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    Producer(engine, stream="german", topic="chat").write(300, begin=NOW - 20 * HOURS, end=NOW)
    activated(engine)
    assert run(engine, NOW, SETTINGS) == {"evaluated": {"default": 4, "german": 4}}
    with engine.connect() as conn:
        german = load_evaluation(conn, "german")
    assert german is not None
    assert (german.segments["all"].messages, german.dataset) == (300, None)


def test_a_stream_that_is_no_longer_known_up_to_a_moment_has_no_live_fingerprint(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 20 * HOURS, end=NOW)
    refresh(engine, "default", NOW, SETTINGS)
    retire_topic(engine, "default", "chat", reason="moved", now=NOW + HOURS)
    evaluation = refresh(engine, "default", NOW + HOURS, SETTINGS)
    assert (evaluation.window, evaluation.segments) == (None, {})
    with engine.connect() as conn, pytest.raises(UnknownRow, match="not evaluated yet"):
        load_live(conn, "default")
