"""When users changed: found from stored counts, whatever is folded, kept, and shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prodshape.changes.contrasts import Contrasts
from service.jobs.changes import look
from service.jobs.refresh import refresh
from service.jobs.rollup import fold
from service.metrics import families, read
from service.page_view import page_of
from service.settings import ServiceSettings
from service.store.changes import Place, hour_of, load_changes, read_timelines
from service.store.moments import DAY, floor
from service.store.windows import snapshot
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from prodshape.changes.timeline import Timeline

SETTINGS = ServiceSettings()
BEGIN, AT = NOW - timedelta(days=9), NOW - 14 * HOURS - timedelta(minutes=20)
LONG = "x" * 20 + "?"


@pytest.fixture
def moved(engine: Engine) -> Engine:
    """Nine days of random messages; since the moment a third more of them end with a question mark."""
    producer = Producer(engine)
    producer.write(30_000, begin=BEGIN, end=AT)
    producer.write(2_000, begin=AT, end=NOW, now=NOW)
    users = Producer(engine, partition=1, now=NOW)
    users.write(1_000, begin=AT, end=NOW, now=NOW, text=LONG)
    return engine


def test_a_change_is_found_dated_kept_and_shown(moved: Engine) -> None:
    found = look(moved, "default", NOW, SETTINGS)
    change = found[Place("all", "ending")]
    assert change.first_at <= AT <= change.last_at + timedelta(minutes=5)
    assert change.last_at - change.first_at < timedelta(hours=2)
    assert change.bins == "question"
    assert change.share_before == pytest.approx(0.3, abs=0.02)
    assert change.share_after == pytest.approx(0.53, abs=0.04)
    evaluation = refresh(moved, "default", NOW, SETTINGS)
    assert evaluation.segments["all"].axes["ending"].change == change
    (told,) = (one for one in families(read(moved)) if one.name == "prodshape_change_timestamp_seconds")
    assert (("default", "ending"), change.at.timestamp()) in told.rows
    with snapshot(moved) as conn:
        page = page_of(conn, SETTINGS, "default", "all")
    assert change.sentence("ending") in page.changes


def test_what_is_folded_changes_nothing_and_a_change_is_told_once(moved: Engine) -> None:
    with snapshot(moved) as conn:
        before = _sums(dict(read_timelines(conn, "default", floor(BEGIN, DAY), NOW)))
    fold(moved, "default", ServiceSettings(fingerprint_window_seconds=86_400, hours_kept_days=3))
    with snapshot(moved) as conn:
        timelines = dict(read_timelines(conn, "default", floor(BEGIN, DAY), NOW))
    assert _sums(timelines) == before
    assert timelines["all"].cells_from == hour_of(NOW - timedelta(days=3, hours=12))
    first = look(moved, "default", NOW, SETTINGS)
    assert Place("all", "ending") in first
    assert look(moved, "default", NOW + HOURS, SETTINGS) == {}
    with moved.connect() as conn:
        assert load_changes(conn, "default") == first


def test_users_who_stay_the_same_have_not_changed(engine: Engine) -> None:
    Producer(engine).write(30_000, begin=BEGIN, end=NOW, now=NOW)
    assert look(engine, "default", NOW, SETTINGS) == {}
    assert look(engine, "absent", NOW, SETTINGS) == {}


def _sums(timelines: dict[str, Timeline]) -> dict[str, object]:
    found: dict[str, object] = {}
    for segment, timeline in timelines.items():
        for key in timeline.axes:
            bins = 2 if key.name == "ending" else 6
            cut = timeline.cut(key, Contrasts.of([str(place) for place in range(bins)], ordered=False))
            assert cut is not None
            history = cut.history
            assert history.n.sum() == cut.n.sum() == history.cells_n.sum() + history.old_n.sum()
            found[f"{segment} {key.name}"] = (history.yes.tolist(), cut.panes.tolist())
    return found
