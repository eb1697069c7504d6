"""Fold old panes into hours and old hours into days, so that a window is few rows. Nothing is ever lost or counted twice.

Rows are summands: one transaction takes rows out, skipping what a checkpoint has locked, and adds them to the
coarser row. What comes late, of any age, is simply folded again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, text, update

from prodshape.pane import Pane
from prodshape.sample import WINDOW_K, Sample
from service.jobs.base import Job, Outcome, each_stream
from service.store.moments import DAY, HOUR, floor
from service.store.summands import add_panes, add_samples, remove
from service.store.tables import pane_totals, panes, rollups, samples, streams
from service.store.windows import stream_names, watermark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row, Table

    from service.settings import ServiceSettings

FOLD_LOCK = 0x70726F64


def run(engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
    """Fold every stream, as far as its watermark allows."""
    del now  # what is old is a matter of event time
    with engine.connect() as conn:
        names = stream_names(conn)
    done = each_stream(names, lambda stream: fold(engine, stream, settings))
    return {"panes": sum(panes for panes, _ in done.values()), "hours": sum(hours for _, hours in done.values())}


def fold(engine: Engine, stream: str, settings: ServiceSettings) -> tuple[int, int]:
    """Fold one stream; returns the numbers of panes and of hours that were taken out."""
    with engine.begin() as conn:
        known = watermark(conn, stream)
        if known is None:
            return 0, 0
        hours_until = floor(known - settings.fold_after, HOUR)
        days_until = floor(known - timedelta(days=settings.hours_kept_days), DAY)
        # Said before it is done: from now on no window has an edge inside of what may be folded.
        conn.execute(
            update(streams)
            .where(streams.c.stream == stream)
            .values(
                folded_until=func.greatest(streams.c.folded_until, hours_until),
                days_folded_until=func.greatest(streams.c.days_folded_until, days_until),
            )
        )
    taken = 0
    for hour in _steps(engine, panes, stream, hours_until, "hour"):
        with engine.begin() as conn:
            taken += _fold_hour(conn, stream, hour)
    hours = 0
    for day in _steps(engine, rollups, stream, days_until, "day"):
        with engine.begin() as conn:
            hours += _fold_day(conn, stream, day)
    return taken, hours


def _steps(engine: Engine, table: Table, stream: str, until: datetime, unit: str) -> list[datetime]:
    """The hours or days before `until` that have something to fold, the oldest first."""
    step = func.date_trunc(unit, table.c.start, "UTC")
    query = select(step).distinct().where(table.c.stream == stream, table.c.start < until).order_by(step)
    if table is rollups:
        query = query.where(rollups.c.level == "hour")
    with engine.connect() as conn:
        return list(conn.scalars(query))


def _fold_hour(conn: Connection, stream: str, hour: datetime) -> int:
    """Move the panes of one hour into its row per segment, and keep their totals."""
    _one_folder(conn, stream)
    inside = and_(panes.c.stream == stream, panes.c.start >= hour, panes.c.start < hour + HOUR)
    rows = conn.execute(
        select(panes).where(inside).order_by(*panes.primary_key.columns).with_for_update(skip_locked=True)
    ).all()
    hours: dict[str, Pane] = {}
    totals: dict[tuple[str, datetime], Pane] = {}
    for row in rows:
        pane = Pane.from_bytes(bytes(row.counts))
        _sum(totals, (row.segment, row.start), pane.collapse())
        _sum(hours, row.segment, pane)
    add_panes(conn, rollups, {(stream, "hour", segment, hour): pane for segment, pane in hours.items()})
    add_panes(conn, pane_totals, {(stream, segment, start): pane for (segment, start), pane in totals.items()})
    _take_out(conn, panes, rows)
    _fold_samples(conn, stream, fine="pane", coarse="hour", start=hour, length=HOUR)
    return len(rows)


def _fold_day(conn: Connection, stream: str, day: datetime) -> int:
    """Move the hours of one day into its row per segment."""
    _one_folder(conn, stream)
    rows = conn.execute(
        select(rollups)
        .where(
            rollups.c.stream == stream,
            rollups.c.level == "hour",
            rollups.c.start >= day,
            rollups.c.start < day + DAY,
        )
        .order_by(*rollups.primary_key.columns)
        .with_for_update(skip_locked=True)
    ).all()
    days: dict[str, Pane] = {}
    for row in rows:
        _sum(days, row.segment, Pane.from_bytes(bytes(row.counts)))
    add_panes(conn, rollups, {(stream, "day", segment, day): pane for segment, pane in days.items()})
    _take_out(conn, rollups, rows)
    _fold_samples(conn, stream, fine="hour", coarse="day", start=day, length=DAY)
    return len(rows)


def _one_folder(conn: Connection, stream: str) -> None:
    """Two leaders at once, for a moment, must not both insert the same coarse row."""
    conn.execute(text("SELECT pg_advisory_xact_lock(:kind, hashtext(:stream))"), {"kind": FOLD_LOCK, "stream": stream})


def _sum(sums: dict[Any, Pane], key: object, pane: Pane) -> None:
    if key in sums:
        sums[key].merge(pane)
    else:
        sums[key] = pane


def _fold_samples(conn: Connection, stream: str, *, fine: str, coarse: str, start: datetime, length: timedelta) -> None:
    rows = conn.execute(
        select(samples)
        .where(
            samples.c.stream == stream,
            samples.c.level == fine,
            samples.c.start >= start,
            samples.c.start < start + length,
        )
        .order_by(*samples.primary_key.columns)
        .with_for_update(skip_locked=True)
    ).all()
    parts: dict[str, list[Sample]] = {}
    for row in rows:
        parts.setdefault(row.segment, []).append(Sample.from_bytes(bytes(row.sample)))
    add_samples(
        conn,
        {(stream, coarse, "", -1, segment, start): Sample.merged(some, WINDOW_K) for segment, some in parts.items()},
    )
    _take_out(conn, samples, rows)


def _take_out(conn: Connection, table: Table, rows: Sequence[Row[Any]]) -> None:
    names = [column.name for column in table.primary_key.columns]
    remove(conn, table, [tuple(getattr(row, name) for name in names) for row in rows])


job = Job("rollup", lambda settings: settings.rollup_seconds, run)
