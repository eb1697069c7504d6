"""What the axes were when they were measured: kept for as long as counts of them may be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from prodshape.definitions import AxisDefinition, AxisKey
from service.store.tables import axis_definitions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine


def register_axes(engine: Engine, definitions: Mapping[AxisKey, AxisDefinition], *, now: datetime) -> None:
    """Write down the definitions that this process measures with, before it writes counts; known ones stay as they are."""
    rows = [
        {**key._asdict(), "definition": definition.to_json(), "registered_at": now}
        for key, definition in sorted(definitions.items())
    ]
    if rows:
        with engine.begin() as conn:
            conn.execute(insert(axis_definitions).on_conflict_do_nothing(), rows)


def load_axes(conn: Connection) -> dict[AxisKey, AxisDefinition]:
    """Give all definitions that were ever registered."""
    rows = conn.execute(
        select(axis_definitions.c.definition).order_by(
            axis_definitions.c.name, axis_definitions.c.version, axis_definitions.c.digest
        )
    )
    found = (AxisDefinition.from_json(definition) for (definition,) in rows)
    return {definition.key: definition for definition in found}
