"""When users changed, as it was found, and the counts in the order of time in which that is looked for."""

from __future__ import annotations

from datetime import timedelta  # noqa: F401 - the example needs it
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, PositiveInt
from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert

from prodshape.changes.timeline import Timeline
from prodshape.pane import Pane
from prodshape.strict import Instant
from service.store.moments import EPOCH, HOUR, PANE
from service.store.tables import changes, pane_totals, panes, rollups, streams

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row


class Change(BaseModel):
    """When users changed on one axis."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Instant = Field(description="The most probable moment, event time, to five minutes.")
    first_at: Instant = Field(
        description="The earliest moment that it may be; about nine in ten sudden changes lie between both, a slow one has no moment."
    )
    last_at: Instant = Field(description="The latest moment that it may be.")
    found_at: Instant = Field(description="When it was found.")
    axis_version: PositiveInt
    bins: str = Field(description="What changed most surely: a bin, or all up to one.")
    share_before: FiniteFloat = Field(
        description="Share of the messages in these bins that the same hours of earlier days had, 0 to 1."
    )
    share_after: FiniteFloat = Field(description="The share from then until it was found, 0 to 1.")

    def sentence(self, axis: str) -> str:
        """Say it in words.

        Example:
            >>> at = EPOCH + timedelta(days=20_580, hours=14, minutes=20)
            >>> told = dict(found_at=at, axis_version=1, bins="all lower", share_before=0.31, share_after=0.44)
            >>> Change(at=at, first_at=at - HOUR, last_at=at + PANE, **told).sentence("casing")
            'casing, since Thu 2026-05-07 14:20 UTC (between 13:20 and 14:25): all lower from 31 % to 44 % of messages'
        """
        first = self.first_at.strftime("%H:%M" if self.first_at.date() == self.at.date() else "%a %H:%M")
        last = self.last_at.strftime("%H:%M" if self.last_at.date() == self.at.date() else "%a %H:%M")
        return (
            f"{axis}, since {self.at:%a %Y-%m-%d %H:%M} UTC (between {first} and {last}): {self.bins} from"
            f" {100 * self.share_before:.0f} % to {100 * self.share_after:.0f} % of messages"
        )


class Place(NamedTuple):
    """Where a change was."""

    segment: str
    axis: str


def load_changes(conn: Connection, stream: str) -> dict[Place, Change]:
    """The latest change of each axis of each segment."""
    rows = conn.execute(select(changes).where(changes.c.stream == stream).order_by(changes.c.at))
    return {Place(row.segment, row.axis): _change(row) for row in rows}


def save_changes(conn: Connection, stream: str, found: Mapping[Place, Change]) -> None:
    """Keep what was found; another leader may have found the same."""
    rows = [{"stream": stream, **place._asdict(), **change.model_dump()} for place, change in found.items()]
    if rows:
        conn.execute(insert(changes).on_conflict_do_nothing(), rows)


def read_timelines(conn: Connection, stream: str, start: datetime, end: datetime) -> Iterator[tuple[str, Timeline]]:
    """Give the counts of `[start, end)` by segment, one after the other, and last those of all together.

    Args:
        conn: use `snapshot`, else a folding in between is seen half.
        stream: name of the stream.
        start: inclusive, a whole hour.
        end: exclusive, a whole hour.
    """
    days_until = conn.scalar(select(streams.c.days_folded_until).where(streams.c.stream == stream))
    cells_from = hour_of(start if days_until is None else days_until)
    edges = hour_of(start), cells_from, hour_of(end)
    whole = Timeline(*edges)
    for segment in _segments(conn, stream, start, end):
        timeline = Timeline(*edges)
        _read(conn, stream, segment, (start, end), timeline)
        whole.merge(timeline)
        yield segment, timeline
    yield "all", whole


def hour_of(moment: datetime) -> int:
    """Whole hours since 1970 UTC."""
    return (moment - EPOCH) // HOUR


def moment_of(pane: int) -> datetime:
    """The begin of a pane that is numbered since 1970 UTC."""
    return EPOCH + pane * PANE


def _segments(conn: Connection, stream: str, start: datetime, end: datetime) -> list[str]:
    found: set[str] = set()
    for table in (panes, rollups):
        query = select(table.c.segment).distinct().where(table.c.stream == stream)
        found |= {*conn.scalars(query.where(table.c.start >= start, table.c.start < end))}
    return sorted(found)


def _read(conn: Connection, stream: str, segment: str, window: tuple[datetime, datetime], timeline: Timeline) -> None:
    for table in (pane_totals, panes, rollups):
        level = table.c.level if table is rollups else literal("pane")
        query = select(table.c.start, table.c.counts, level).where(
            table.c.stream == stream, table.c.segment == segment, table.c.start >= window[0], table.c.start < window[1]
        )
        with conn.execute(query.execution_options(yield_per=500)) as rows:
            for begin, blob, kind in rows:
                pane, hour = Pane.from_bytes(bytes(blob)), hour_of(begin)
                if kind == "day":
                    timeline.add_day(hour, pane)
                    continue
                if kind == "pane":
                    timeline.add_totals((begin - EPOCH) // PANE, pane)
                if table is not pane_totals:
                    timeline.add_cells(hour, pane)


def _change(row: Row[Any]) -> Change:
    return Change(**{name: getattr(row, name) for name in Change.model_fields})
