"""Which streams and segments there are: those of the settings, and those that the store has counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.store.errors import UnknownRow
from service.store.windows import stream_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.settings import ServiceSettings


def known_streams(conn: Connection, settings: ServiceSettings) -> list[str]:
    """The names of all streams: in the order of the settings, then what only the store has."""
    return list(dict.fromkeys([*settings.streams, *stream_names(conn)]))


def known_segments(settings: ServiceSettings, stream: str) -> list[str]:
    """The segments of a stream: `all`, then those of the settings, then `other`."""
    return ["all", *settings.stream(stream).segments, "other"]


def check_stream(conn: Connection, settings: ServiceSettings, stream: str) -> None:
    """Refuse a stream that nobody knows.

    Raises:
        UnknownRow: it is neither in the settings nor in the store.
    """
    names = known_streams(conn, settings)
    if stream not in names:
        raise UnknownRow(f"There is no stream {stream!r}; there are {', '.join(names)}.")
