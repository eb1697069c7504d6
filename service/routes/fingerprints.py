"""The fingerprints of production: versions, and the live one."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from prodshape.fingerprint import Fingerprint, Part, Window
from prodshape.strict import Instant
from service import examples
from service.context import Context, Here
from service.documents import IfNoneMatch, document
from service.etags import etag_of
from service.openapi import reads
from service.parameters import At, Cursor, Limit, Parts, Segment, Stream, parts_of
from service.store.errors import UnknownRow
from service.store.fingerprints import (
    get_version,
    list_versions,
    load_live,
    load_version,
    newest_version,
    segments_of,
)
from service.store.windows import snapshot
from service.streams import check_stream

router = APIRouter(tags=["fingerprints"])

Number = Annotated[
    int,
    Path(
        ge=1,
        le=2**31 - 1,
        description="The number of a version.",
        openapi_examples={"twelve": {"summary": "A version", "value": 12}},
    ),
]


class VersionEntry(BaseModel):
    """A version without its document."""

    model_config = ConfigDict(extra="forbid")

    version: int
    created_at: Instant
    window: Window
    messages: int = Field(description="In all segments.")
    complete: bool = Field(
        description="Up to date when it was made, and (nearly) all of its window after the stream began to count."
    )
    behind_s: int = Field(description="How far the window's end lay behind real time, seconds.")


class VersionPage(BaseModel):
    """Versions, the highest number first."""

    model_config = ConfigDict(extra="forbid")

    items: list[VersionEntry]
    next: int | None = Field(description="The cursor of the next page; null on the last one.")


_PAGE = {
    "items": [
        {
            "version": 12,
            "created_at": "2026-11-02T00:00:07Z",
            "window": {"start": "2026-10-26T00:00:00Z", "end": "2026-11-02T00:00:00Z"},
            "messages": 8,
            "complete": True,
            "behind_s": 7,
        }
    ],
    "next": None,
}


@router.get("/v1/fingerprints", responses=reads(_PAGE, found="A page of versions."))
def list_fingerprints(here: Here, stream: Stream = "default", cursor: Cursor = None, limit: Limit = 50) -> VersionPage:
    """The versions of a stream, the highest number first, without their documents."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = list_versions(conn, stream, limit=limit + 1, before=cursor)
    items = [
        VersionEntry(
            version=entry.version,
            created_at=entry.created_at,
            window=Window(start=entry.window_start, end=entry.window_end),
            messages=entry.messages,
            complete=entry.complete,
            behind_s=entry.behind_s,
        )
        for entry in found[:limit]
    ]
    return VersionPage(items=items, next=items[-1].version if len(found) > limit else None)


@router.get(
    "/v1/fingerprints/latest",
    response_model=Fingerprint,
    responses=reads(examples.production().only({"summary"}), found="The newest version.", cached=True),
)
def latest_fingerprint(
    here: Here,
    *,
    stream: Stream = "default",
    segment: Segment = "all",
    parts: Parts = "summary",
    at: At = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The version whose window ends last, or last at or before `at`; of equal ones the one made last."""
    with snapshot(here.engine) as conn:
        newest = newest_version(conn, stream, at=at)
        if newest is None:
            check_stream(conn, here.settings, stream)
            raise UnknownRow(
                f"Stream {stream!r} has no version yet: the first one is made within an hour of the first messages."
                if at is None
                else f"Stream {stream!r} has no version whose window ends at or before {at.isoformat()}; "
                "GET /v1/fingerprints lists those that there are."
            )
    return _answer(here, stream, newest.version, segment, parts, if_none_match=if_none_match)


@router.get(
    "/v1/fingerprints/live",
    response_model=Fingerprint,
    responses=reads(examples.live(), found="The live fingerprint.", cached=True),
)
def live_fingerprint(
    here: Here,
    stream: Stream = "default",
    segment: Segment = "all",
    parts: Parts = "summary",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The fingerprint of the live window, as it was computed last; it has no number and is not kept.

    Its part `sample` has no rows: versions carry a sample.
    """
    chosen = parts_of(parts)
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        text = load_live(conn, stream, segment, whole=chosen != {"summary"})
    etag = etag_of(here.release, text, sorted(chosen))
    return document(etag, if_none_match, lambda: _cut(text, chosen))


@router.get(
    "/v1/fingerprints/{version}",
    response_model=Fingerprint,
    responses=reads(examples.production().only({"summary"}), found="The version.", cached=True),
)
def fingerprint_by_version(
    here: Here,
    version: Number,
    *,
    stream: Stream = "default",
    segment: Segment = "all",
    parts: Parts = "summary",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """One version; it never changes, until retention deletes it."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
    return _answer(here, stream, version, segment, parts, if_none_match=if_none_match, forever=True)


def _answer(
    here: Context,
    stream: str,
    version: int,
    segment: str,
    parts: str,
    *,
    if_none_match: IfNoneMatch,
    forever: bool = False,
) -> Response:
    chosen = parts_of(parts)
    with snapshot(here.engine) as conn:
        entry = get_version(conn, stream, version)
        digests = segments_of(conn, stream, version)
    if segment not in digests:
        raise UnknownRow(
            f"Version {version} of stream {stream!r} has no segment {segment!r}; it has {', '.join(digests)}."
        )
    etag = etag_of(here.release, digests[segment], version, entry.created_at, sorted(chosen))

    def content() -> bytes:
        with snapshot(here.engine) as conn:
            return _cut(load_version(conn, stream, version, segment, whole=chosen != {"summary"}), chosen)

    return document(etag, if_none_match, content, forever=forever)


def _cut(text: str, parts: frozenset[Part]) -> bytes:
    """The stored text with these parts only: as it is, if that is what was stored."""
    if parts == {"summary"}:
        return text.encode()
    return Fingerprint.loads(text).only(parts).dumps().encode()
