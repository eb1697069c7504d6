"""Answer with a document under a strong ETag, or with 304 if the caller has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Header, Response

from service.etags import matches

if TYPE_CHECKING:
    from collections.abc import Callable

IfNoneMatch = Annotated[
    list[str] | None,
    Header(
        description="The ETag of the answer that the caller has; also several, with commas between them.",
        openapi_examples={"tag": {"summary": "From the ETag header", "value": ['"0a1b2c3d4e5f60718293a4b5c6d7e8f9"']}},
    ),
]
"""The header of a conditional read."""

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {
        "description": "The caller has it already: the ETag sent is still right. No body.",
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "The same tag."}},
    }
}
"""What OpenAPI says about 304."""


def document(
    etag: str,
    if_none_match: list[str] | None,
    content: Callable[[], bytes],
    *,
    forever: bool = False,
    media_type: str = "application/json",
) -> Response:
    """The document, or 304.

    Args:
        etag: strong, with its quotes.
        if_none_match: the caller's headers of that name; several lines are one list (RFC 9110, 5.3).
        content: gives the body; not called for a 304.
        forever: nothing at this address ever changes.
        media_type: of the body.
    """
    # Private: a shared cache must not hand to others what a token has opened.
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=31536000, immutable" if forever else "private, no-cache",
        "Vary": "Authorization",
    }
    if if_none_match is not None and matches(",".join(if_none_match), etag):
        return Response(status_code=304, headers=headers)
    return Response(content(), media_type=media_type, headers=headers)
