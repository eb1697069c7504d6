"""Stretches of offsets that were lost: deleted by retention before we read them, or part of a former topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from service.store.tables import gaps

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def load_gaps(conn: Connection, stream: str | None = None, *, limit: int = 100) -> list[Row[tuple[object, ...]]]:
    """The latest gaps first: stream, topic, partition, from_offset, to_offset, reason, found_at."""
    query = select(gaps).order_by(gaps.c.id.desc()).limit(limit)
    if stream is not None:
        query = query.where(gaps.c.stream == stream)
    return list(conn.execute(query))
