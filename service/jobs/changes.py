"""Look when users changed: the latest hours of every axis of every segment against the same hours of earlier days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from prodshape.changes.contrasts import Contrasts
from prodshape.changes.detection import tail
from prodshape.changes.moment import find_change
from service.jobs.base import Job, Outcome, each_stream
from service.store.axis_definitions import load_axes
from service.store.changes import Change, Place, hour_of, load_changes, moment_of, read_timelines, save_changes
from service.store.moments import DAY, HOUR, floor
from service.store.windows import snapshot, stream_names, watermark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Engine

    from prodshape.changes.timeline import Timeline
    from prodshape.definitions import AxisDefinition, AxisKey
    from service.settings import ServiceSettings


def run(engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
    """Look at every stream, up to its watermark."""
    with engine.connect() as conn:
        streams = stream_names(conn)
    found = each_stream(streams, lambda stream: look(engine, stream, now, settings))
    return {"changes": sum(map(len, found.values()))}


def look(engine: Engine, stream: str, now: datetime, settings: ServiceSettings) -> dict[Place, Change]:
    """Find and keep what changed since the last change that is known; a second look at the same counts finds the same."""
    found: dict[Place, Change] = {}
    with snapshot(engine) as conn:
        known = watermark(conn, stream)
        if known is None:
            return found
        end = floor(known, HOUR)
        start = floor(end - timedelta(days=settings.pane_totals_kept_days), DAY) + DAY
        definitions, before = load_axes(conn), load_changes(conn, stream)
        segments = 2 + len(settings.stream(stream).segments)
        for segment, timeline in read_timelines(conn, stream, start, end):
            probability = tail(_questions(timeline, definitions), segments)
            last = {place.axis: change for place, change in before.items() if place.segment == segment}
            for axis, change in _find(timeline, definitions, last, probability, now).items():
                found[Place(segment, axis)] = change
    with engine.begin() as conn:
        save_changes(conn, stream, found)
    return found


def _find(
    timeline: Timeline,
    definitions: Mapping[AxisKey, AxisDefinition],
    before: Mapping[str, Change],
    probability: float,
    now: datetime,
) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for key in timeline.axes:
        if not definitions[key].per_message:
            continue
        contrasts = _contrasts(definitions[key])
        last = before.get(key.name)
        # What was before the last change is another distribution: from there it begins anew.
        cut = timeline.cut(key, contrasts, 0 if last is None else hour_of(last.last_at) + 1)
        change = None if cut is None else find_change(*cut, probability)
        if change is not None:
            found[key.name] = Change(
                at=moment_of(change.pane),
                first_at=moment_of(change.first),
                last_at=moment_of(change.last),
                found_at=now,
                axis_version=key.version,
                bins=contrasts.names[change.question],
                share_before=change.before,
                share_after=change.after,
            )
    return found


def _questions(timeline: Timeline, definitions: Mapping[AxisKey, AxisDefinition]) -> int:
    return sum(len(_contrasts(definitions[key])) for key in timeline.axes if definitions[key].per_message)


def _contrasts(definition: AxisDefinition) -> Contrasts:
    return Contrasts.of(definition.grid.names, ordered=definition.grid.ordered)


job = Job("changes", lambda settings: settings.changes_seconds, run)
