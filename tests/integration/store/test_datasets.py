"""Datasets, which of them is active, and what drift is measured from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from prodshape.errors import InputError
from prodshape.fingerprint import Fingerprint
from service.jobs.snapshot import make_due
from service.settings import ServiceSettings
from service.store.datasets import (
    SYSTEM,
    Dataset,
    activate,
    activations,
    active_dataset,
    baseline_history,
    get_dataset,
    list_datasets,
    load_dataset_fingerprint,
    register,
    set_baseline,
)
from service.store.errors import UnknownRow
from service.store.tables import fingerprints
from tests.filling import HOURS, NOW, Producer, dataset_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

SETTINGS = ServiceSettings()


def push(engine: Engine, texts: list[str], *, revision: str = "1", built_against: int | None = None) -> Dataset:
    return register(
        engine,
        "default",
        dataset_of(texts),
        name="train",
        revision=revision,
        teacher="teacher",
        built_against=built_against,
        who="ada",
        now=NOW,
        minimum_n=200,
    )


def versions(engine: Engine, *sizes: int) -> None:
    """One version per size, an hour apart; its messages lie in the last week, and others before."""
    producer = Producer(engine)
    producer.write(50, begin=NOW - 8 * 24 * HOURS, end=NOW - 8 * 24 * HOURS + HOURS)
    for place, size in enumerate(sizes):
        now = NOW + place * HOURS
        producer.write(size, begin=now - 2 * HOURS, end=now)
        assert make_due(engine, "default", now, SETTINGS) is not None


def test_the_same_dataset_again_is_the_same_dataset(engine: Engine) -> None:
    first = push(engine, ["a question?"] * 5)
    assert push(engine, ["a question?"] * 5) == first
    assert (first.messages, first.baseline, first.teacher, first.registered_by) == (5, None, "teacher", "ada")
    with engine.connect() as conn:
        assert list_datasets(conn, "default") == [first]
        assert Fingerprint.loads(load_dataset_fingerprint(conn, first.id)) == dataset_of(["a question?"] * 5)


def test_a_revision_never_changes(engine: Engine) -> None:
    push(engine, ["a question?"])
    with pytest.raises(InputError, match="Give it another revision"):
        push(engine, ["another one"])
    assert push(engine, ["another one"], revision="2").id > 0


def test_what_is_no_dataset_or_was_changed_is_refused(engine: Engine) -> None:
    good = dataset_of(["a", "b"])
    for bad, message in (
        (good.model_copy(update={"messages": 3}), "changed after it was made"),
        (good.model_copy(update={"kind": "production"}), "measure the file"),
        (good.only({"summary"}), "without"),
    ):
        with pytest.raises(InputError, match=message):
            register(engine, "default", bad, name="n", revision="1", who="ada", now=NOW, minimum_n=200)
    with engine.connect() as conn:
        assert list_datasets(conn, "default") == []


def test_the_active_dataset_is_switched_and_switched_back_with_history(engine: Engine) -> None:
    with engine.connect() as conn:
        assert active_dataset(conn, "default") is None
    old, new = push(engine, ["a"]), push(engine, ["b"], revision="2")
    for place, (dataset, why) in enumerate(((old, "first"), (new, "better"), (old, "it was not"))):
        activate(engine, "default", dataset.id, who="ada", why=why, now=NOW + place * HOURS)
    with engine.connect() as conn:
        assert active_dataset(conn, "default") == old
        history = activations(conn, "default")
    assert [(one.dataset, one.why) for one in history] == [
        (old.id, "it was not"),
        (new.id, "better"),
        (old.id, "first"),
    ]
    with pytest.raises(UnknownRow, match="belongs to stream default"):
        activate(engine, "other", old.id, who="ada", why="wrong stream", now=NOW)
    with pytest.raises(UnknownRow, match="no dataset 99"):
        activate(engine, "default", 99, who="ada", why="no such", now=NOW)


def test_the_baseline_is_the_version_it_was_built_against(engine: Engine) -> None:
    versions(engine, 250, 10)
    found = push(engine, ["a"], built_against=1)
    assert (found.baseline, found.built_against) == (1, 1)
    with pytest.raises(UnknownRow, match="no version 7"):
        push(engine, ["a"], revision="2", built_against=7)


def test_without_a_word_the_baseline_is_the_newest_version_with_enough_messages(engine: Engine) -> None:
    versions(engine, 250, 10)
    assert push(engine, ["a"]).baseline == 2
    with engine.connect() as conn:
        (change,) = baseline_history(conn, 1)
    assert (change.previous, change.version, change.who) == (None, 2, "ada")
    assert "newest version with at least 200" in change.reason


def test_with_no_version_yet_the_first_complete_one_with_enough_messages_is_adopted(engine: Engine) -> None:
    dataset = push(engine, ["a"])
    versions(engine, 150, 20, 100, 100)
    with engine.connect() as conn:
        found = get_dataset(conn, dataset.id)
        (change,) = baseline_history(conn, dataset.id)
    assert (found.baseline, found.built_against) == (3, 3), "170 messages are not enough, 270 are"
    assert (change.version, change.who) == (3, SYSTEM)


def test_a_version_of_a_window_that_is_hardly_covered_is_no_baseline_by_itself(engine: Engine) -> None:
    dataset = push(engine, ["a"])
    producer = Producer(engine)
    producer.write(10, begin=NOW - 167 * HOURS, end=NOW - 100 * HOURS)  # late ones
    producer.write(500, begin=NOW - 3 * HOURS, end=NOW)
    version = make_due(engine, "default", NOW, SETTINGS)
    assert version is not None
    assert not version.complete
    with engine.connect() as conn:
        assert get_dataset(conn, dataset.id).baseline is None


def test_a_window_that_fills_from_its_beginning_is_covered(engine: Engine) -> None:
    dataset = push(engine, ["a"])
    producer = Producer(engine)
    producer.write(500, begin=NOW - 168 * HOURS, end=NOW)
    version = make_due(engine, "default", NOW, SETTINGS)
    assert version is not None
    assert version.complete
    with engine.connect() as conn:
        assert get_dataset(conn, dataset.id).baseline == 1


def test_a_baseline_can_be_moved_with_a_reason_and_stays_pinned_by_the_database(engine: Engine) -> None:
    versions(engine, 250, 10, 10)
    dataset = push(engine, ["a"], built_against=1)
    moved = set_baseline(engine, dataset.id, 2, reason="the week before was a holiday", who="bob", now=NOW)
    assert (moved.baseline, moved.built_against) == (2, 1)
    with engine.connect() as conn:
        latest, first = baseline_history(conn, dataset.id)
    assert (latest.previous, latest.version, latest.reason) == (1, 2, "the week before was a holiday")
    assert first.version == 1
    with pytest.raises(UnknownRow):
        set_baseline(engine, dataset.id, 9, reason="no such version", who="bob", now=NOW)
    for version in (1, 2):
        with pytest.raises(IntegrityError), engine.begin() as conn:
            conn.execute(delete(fingerprints).where(fingerprints.c.version == version))
    with engine.begin() as conn:
        assert conn.execute(delete(fingerprints).where(fingerprints.c.version == 3)).rowcount == 1


def test_windows_are_a_week_that_ends_at_the_watermark(engine: Engine) -> None:
    versions(engine, 250)
    with engine.connect() as conn:
        row = conn.execute(fingerprints.select()).one()
    assert (row.window_start, row.window_end) == (NOW - timedelta(days=7), NOW)
    assert (row.messages, row.complete, row.behind_s) == (250, True, 0)


def test_many_that_register_the_same_at_once_get_the_same_dataset(engine: Engine) -> None:
    fingerprint = dataset_of(["Where is my order?"] * 30)

    def one(_: int) -> Dataset:
        return register(engine, "default", fingerprint, name="train", revision="1", who="ada", now=NOW, minimum_n=200)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(one, range(16)))
    assert len({found.id for found in made}) == 1
