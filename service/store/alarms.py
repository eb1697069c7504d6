"""Where each alarm stands: in Postgres, so that another leader goes on where the last one stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert

from service.store.evaluations import Kind  # noqa: TC001 - the type of a field
from service.store.tables import alarms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

ALARM_LOCK = 0x70726F67


class AlarmKey(NamedTuple):
    """Which alarm of a stream."""

    segment: str
    axis: str
    kind: Kind


@dataclass(frozen=True)
class AlarmState:
    """Where an alarm stands. All moments are watermarks, in UTC.

    Attributes:
        on: whether it is.
        since: the first verdict of the run that turned it on, or off; None if it was never on.
        turning_since: the first verdict of a run that would turn it; None if there is no such run.
        turning: verdicts in that run.
        counted_until: of the newest verdict that was counted; an older one or the same again changes nothing.
    """

    on: bool = False
    since: datetime | None = None
    turning_since: datetime | None = None
    turning: int = 0
    counted_until: datetime | None = None


_STATE = ("on", "since", "turning_since", "turning", "counted_until")


def load_alarms(conn: Connection, stream: str) -> dict[AlarmKey, AlarmState]:
    """Read the alarms of a stream; until the transaction ends, whoever else wants to read them waits."""
    conn.execute(text("SELECT pg_advisory_xact_lock(:kind, hashtext(:stream))"), {"kind": ALARM_LOCK, "stream": stream})
    columns = alarms.c
    rows = conn.execute(
        select(columns.segment, columns.axis, columns.kind, *(columns[name] for name in _STATE)).where(
            columns.stream == stream
        )
    )
    return {AlarmKey(segment, axis, kind): AlarmState(*state) for segment, axis, kind, *state in rows}


def save_alarms(
    conn: Connection, stream: str, before: Mapping[AlarmKey, AlarmState], after: Mapping[AlarmKey, AlarmState]
) -> None:
    """Write what changed; an alarm that is no longer there is forgotten."""
    for key in before.keys() - after.keys():
        conn.execute(
            delete(alarms).where(alarms.c.stream == stream, *(alarms.c[n] == v for n, v in key._asdict().items()))
        )
    changed = [
        {"stream": stream, **key._asdict(), **{name: getattr(state, name) for name in _STATE}}
        for key, state in sorted(after.items())
        if before.get(key) != state
    ]
    if changed:
        statement = insert(alarms)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=["stream", *AlarmKey._fields],
                set_={name: statement.excluded[name] for name in _STATE},
            ),
            changed,
        )
