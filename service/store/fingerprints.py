"""Versions of a stream's fingerprint, which never change, and the live ones, which do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from service.store.documents import pack, unpack
from service.store.errors import UnknownRow
from service.store.tables import fingerprint_documents, fingerprints, live_fingerprints, streams

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from prodshape.fingerprint import Fingerprint


@dataclass(frozen=True)
class Version:
    """A version of a stream's fingerprint, without its documents.

    Attributes:
        stream: its stream.
        version: its number; numbers of a stream have no gaps.
        created_at: when it was made.
        window_start: begin of the event time that it counts.
        window_end: end of it; later versions may be about earlier windows.
        messages: in all segments.
        complete: up to date when it was made, and (nearly all of) the window lies after the stream began to count.
        behind_s: how far the window's end lay behind real time, seconds.
    """

    stream: str
    version: int
    created_at: datetime
    window_start: datetime
    window_end: datetime
    messages: int
    complete: bool
    behind_s: int


def lock_newest(conn: Connection, stream: str) -> Version | None:
    """Give the newest version, and keep others from making one until this transaction ends."""
    conn.execute(select(streams.c.stream).where(streams.c.stream == stream).with_for_update()).one()
    return newest_version(conn, stream)


def save_version(
    conn: Connection,
    stream: str,
    documents: Mapping[str, Fingerprint],
    *,
    created_at: datetime,
    complete: bool,
    behind_s: int,
) -> Version:
    """Give the next number to a set of documents, one per segment and `all`, and store them.

    Args:
        conn: a transaction; the number is taken only if it commits.
        stream: name of the stream.
        documents: by segment, with a window and all parts; number and time are set here.
        created_at: the time of making.
        complete: see `Version`.
        behind_s: see `Version`.

    Raises:
        ValueError: `all` is missing, or it has no window.
    """
    whole = documents.get("all")
    if whole is None or whole.window is None:
        raise ValueError("A version has a document for the segment `all`, with a window.")
    number: int = conn.execute(
        update(streams)
        .where(streams.c.stream == stream)
        .values(last_version=streams.c.last_version + 1)
        .returning(streams.c.last_version)
    ).scalar_one()
    version = Version(
        stream, number, created_at, whole.window.start, whole.window.end, whole.messages, complete, behind_s
    )
    conn.execute(insert(fingerprints).values(**vars(version)))
    conn.execute(
        insert(fingerprint_documents),
        [
            {
                "stream": stream,
                "version": number,
                "segment": segment,
                "messages": document.messages,
                **_blobs(document.model_copy(update={"version": number, "created_at": created_at})),
            }
            for segment, document in sorted(documents.items())
        ],
    )
    return version


def newest_version(conn: Connection, stream: str, *, at: datetime | None = None) -> Version | None:
    """The version whose window ends last (at or before `at`); of equal ones the one made last."""
    query = select(fingerprints).where(fingerprints.c.stream == stream)
    if at is not None:
        query = query.where(fingerprints.c.window_end <= at)
    row = conn.execute(query.order_by(fingerprints.c.window_end.desc(), fingerprints.c.version.desc()).limit(1)).first()
    return None if row is None else Version(*row)


def get_version(conn: Connection, stream: str, version: int) -> Version:
    """One version.

    Raises:
        UnknownRow: there is none with this number (any more).
    """
    row = conn.execute(
        select(fingerprints).where(fingerprints.c.stream == stream, fingerprints.c.version == version)
    ).first()
    if row is None:
        raise UnknownRow(f"Stream {stream} has no version {version}: it was never made, or retention deleted it.")
    return Version(*row)


def list_versions(conn: Connection, stream: str, *, limit: int = 50, before: int | None = None) -> list[Version]:
    """Versions in falling order of their numbers, below `before` if it is given: that is how to page."""
    query = select(fingerprints).where(fingerprints.c.stream == stream)
    if before is not None:
        query = query.where(fingerprints.c.version < before)
    return [Version(*row) for row in conn.execute(query.order_by(fingerprints.c.version.desc()).limit(limit))]


def segments_of(conn: Connection, stream: str, version: int) -> dict[str, str]:
    """The segments of a version and the digests of their documents."""
    rows = conn.execute(
        select(fingerprint_documents.c.segment, fingerprint_documents.c.digest)
        .where(fingerprint_documents.c.stream == stream, fingerprint_documents.c.version == version)
        .order_by(fingerprint_documents.c.segment)
    )
    return {row.segment: row.digest for row in rows}


def load_version(conn: Connection, stream: str, version: int, segment: str = "all", *, whole: bool = False) -> str:
    """The JSON text of a version's document: its summary, or with `whole` all parts.

    Raises:
        UnknownRow: no such version, or it has no such segment.
    """
    column = fingerprint_documents.c.document if whole else fingerprint_documents.c.summary
    blob = conn.execute(
        select(column).where(
            fingerprint_documents.c.stream == stream,
            fingerprint_documents.c.version == version,
            fingerprint_documents.c.segment == segment,
        )
    ).scalar()
    if blob is None:
        get_version(conn, stream, version)
        names = ", ".join(segments_of(conn, stream, version))
        raise UnknownRow(f"Version {version} of stream {stream} has no segment {segment!r}; it has {names}.")
    return unpack(bytes(blob))


def save_live(conn: Connection, stream: str, documents: Mapping[str, Fingerprint], *, now: datetime) -> None:
    """Replace the live documents of a stream; one that did not change is left alone."""
    known = {
        row.segment: row.digest
        for row in conn.execute(
            select(live_fingerprints.c.segment, live_fingerprints.c.digest)
            .where(live_fingerprints.c.stream == stream)
            .order_by(live_fingerprints.c.segment)
            .with_for_update()
        )
    }
    changed = {
        segment: document for segment, document in sorted(documents.items()) if known.get(segment) != document.digest
    }
    gone = sorted({*known} - {*documents} | {*known} & {*changed})
    if gone:
        conn.execute(
            delete(live_fingerprints).where(live_fingerprints.c.stream == stream, live_fingerprints.c.segment.in_(gone))
        )
    if changed:
        conn.execute(
            insert(live_fingerprints),
            [
                {
                    "stream": stream,
                    "segment": segment,
                    "computed_at": now,
                    **_blobs(document.model_copy(update={"created_at": now})),
                }
                for segment, document in changed.items()
            ],
        )


def load_live(conn: Connection, stream: str, segment: str = "all", *, whole: bool = False) -> str:
    """The JSON text of a live document: its summary, or with `whole` all parts but the sample.

    Raises:
        UnknownRow: nothing was evaluated yet, or there is no such segment.
    """
    column = live_fingerprints.c.document if whole else live_fingerprints.c.summary
    blob = conn.execute(
        select(column).where(live_fingerprints.c.stream == stream, live_fingerprints.c.segment == segment)
    ).scalar()
    if blob is None:
        raise UnknownRow(
            f"Stream {stream} has no live fingerprint of segment {segment!r}: either it was not evaluated yet, which"
            " happens every half a minute once messages are counted, or there is no such segment."
        )
    return unpack(bytes(blob))


def _blobs(document: Fingerprint) -> dict[str, object]:
    return {
        "digest": document.digest,
        "summary": pack(document.only({"summary"}).dumps()),
        "document": pack(document.dumps()),
    }
