"""Make the versions: once an hour of event time, the fingerprint window is frozen and gets a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.evaluating import evaluate, load_references
from service.jobs.base import Job, Outcome, each_stream
from service.store.datasets import adopt_baseline
from service.store.evaluations import save_evaluation
from service.store.fingerprints import Version, lock_newest, newest_version, save_version
from service.store.moments import HOUR, PANE, floor
from service.store.windows import stream_names, watermark
from service.windowing import Frozen, freeze_window

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Engine

    from service.settings import ServiceSettings

CHECK_S = 60
"""How often it is looked whether a version is due, seconds."""


def run(engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
    """Make a version of every stream whose watermark moved an hour (`snapshot_seconds`) past the end of the last."""
    with engine.connect() as conn:
        streams = stream_names(conn)
    made = each_stream(streams, lambda stream: make_due(engine, stream, now, settings))
    return {"versions": {stream: version.version for stream, version in made.items() if version is not None}}


def make_due(engine: Engine, stream: str, now: datetime, settings: ServiceSettings) -> Version | None:
    """Make a version of one stream if it is due; two instances that try at once make one.

    The first one is made at once. The others end on a whole hour, if there is one an hour: folded counts can be cut there
    only, so that `prodshape snapshot --as-of` finds the same window again when they are folded.
    """
    pause = settings.snapshot_interval
    with engine.connect() as conn:
        newest, known = newest_version(conn, stream), watermark(conn, stream)
    if known is None:
        return None
    end = known if newest is None else floor(known, _grain(pause))
    if not _due(newest, end, pause):
        return None
    frozen = freeze_window(
        engine, stream, length=settings.fingerprint_window, end=end, labels=settings.stream(stream).request_labels
    )
    if frozen is None or (newest is None and frozen.documents["all"].messages == 0):
        return None
    return save(engine, stream, frozen, now, settings, pause=pause)


def save(
    engine: Engine,
    stream: str,
    frozen: Frozen,
    now: datetime,
    settings: ServiceSettings,
    *,
    pause: timedelta | None = None,
) -> Version | None:
    """Store a frozen window as the next version, with its evaluation, in one transaction.

    Args:
        engine: the store.
        stream: name of the stream.
        frozen: the window.
        now: time of the making.
        settings: of the service.
        pause: if given, nothing is stored unless the window ends that much after the newest version's.
    """
    behind_s = max(0, int((now - frozen.end).total_seconds()))
    covered = frozen.coverage_ratio >= settings.stream(stream).baseline_coverage_ratio
    with engine.begin() as conn:
        newest = lock_newest(conn, stream)
        if pause is not None and not _due(newest, frozen.end, pause):
            return None
        version = save_version(
            conn,
            stream,
            frozen.documents,
            created_at=now,
            complete=covered and behind_s <= settings.far_behind_seconds,
            behind_s=behind_s,
        )
        adopt_baseline(conn, stream, minimum_n=settings.stream(stream).minimum_n, now=now)
        references = load_references(conn, stream)
        save_evaluation(
            conn,
            evaluate(frozen, references, stream=stream, version=version.version, now=now, settings=settings),
        )
    return version


def _due(newest: Version | None, end: datetime, pause: timedelta) -> bool:
    return newest is None or end >= floor(newest.window_end, _grain(pause)) + pause


def _grain(pause: timedelta) -> timedelta:
    return HOUR if pause >= HOUR else PANE


job = Job("snapshot", lambda settings: min(CHECK_S, settings.snapshot_seconds), run)
