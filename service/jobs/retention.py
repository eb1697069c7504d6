"""Delete what is past its time. What a dataset was built against, and what drift is measured from, stays.

So do gaps and the histories of datasets and baselines: see docs/decisions/kept-for-ever.md.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, exists, or_, select
from sqlalchemy.exc import IntegrityError

from service.jobs.base import Job, Outcome, each_stream
from service.store.evaluations import LIVE
from service.store.moments import DAY, floor
from service.store.tables import datasets, evaluations, fingerprints, pane_totals, rollups, samples
from service.store.windows import stream_names

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Delete, Engine

    from service.settings import ServiceSettings

KINDS = ("pane_totals", "days", "samples", "versions")
"""What is deleted, in the words of the log."""


def run(engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
    """Delete old rows of every stream; each kind in a transaction of its own."""
    with engine.connect() as conn:
        streams = stream_names(conn)
    done = each_stream(streams, lambda stream: _clean(engine, stream, now, settings))
    return {"deleted": {kind: sum(found[kind] for found in done.values()) for kind in KINDS}}


def _clean(engine: Engine, stream: str, now: datetime, settings: ServiceSettings) -> dict[str, int]:
    deleted: dict[str, int] = {}
    with engine.begin() as conn:
        before = now - timedelta(days=settings.pane_totals_kept_days)
        deleted["pane_totals"] = _count(
            conn, delete(pane_totals).where(pane_totals.c.stream == stream, pane_totals.c.start < before)
        )
    with engine.begin() as conn:
        before = now - timedelta(days=settings.days_kept_days)
        deleted["days"] = _count(
            conn,
            delete(rollups).where(rollups.c.stream == stream, rollups.c.level == "day", rollups.c.start < before),
        )
    with engine.begin() as conn:
        # By whole days: a day has its sample or none, and not that of a part of it.
        before = floor(now - timedelta(days=settings.samples_kept_days), DAY)
        deleted["samples"] = _count(conn, delete(samples).where(samples.c.stream == stream, samples.c.start < before))
    deleted["versions"] = _delete_versions(engine, stream, now - timedelta(days=settings.versions_kept_days))
    return deleted


def _delete_versions(engine: Engine, stream: str, before: datetime) -> int:
    pinned = exists().where(
        datasets.c.stream == fingerprints.c.stream,
        or_(datasets.c.built_against == fingerprints.c.version, datasets.c.baseline == fingerprints.c.version),
    )
    newest = (
        select(fingerprints.c.version)
        .where(fingerprints.c.stream == stream)
        .order_by(fingerprints.c.window_end.desc(), fingerprints.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    try:
        with engine.begin() as conn:
            deleted = _count(
                conn,
                delete(fingerprints).where(
                    fingerprints.c.stream == stream,
                    fingerprints.c.created_at < before,
                    fingerprints.c.version != newest,
                    ~pinned,
                ),
            )
            known = select(fingerprints.c.version).where(fingerprints.c.stream == stream)
            conn.execute(
                delete(evaluations).where(
                    evaluations.c.stream == stream, evaluations.c.version != LIVE, evaluations.c.version.not_in(known)
                )
            )
    except IntegrityError:
        # A dataset was pinned to one of them at this very moment: the next run knows it.
        return 0
    return deleted


def _count(conn: Connection, statement: Delete) -> int:
    return cast("CursorResult[Any]", conn.execute(statement)).rowcount


job = Job("retention", lambda settings: settings.retention_seconds, run)
