"""Strong ETags: the same tag if and only if the same bytes."""

from __future__ import annotations

import hashlib


def etag_of(*parts: object) -> str:
    """A strong ETag over what determines the bytes of an answer.

    Example:
        >>> etag_of("sha256:ab", 12, "summary")
        '"2478b9c895450cfca7beacfb4cf61c37"'
    """
    content = "\n".join(str(part) for part in parts)
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def matches(if_none_match: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names this tag; compared weakly, as RFC 9110 (13.1.2) wants for reads.

    Example:
        >>> matches('W/"a", "b"', '"a"'), matches('*', '"a"'), matches(None, '"a"'), matches('"b"', '"a"')
        (True, True, False, False)
    """
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return etag in {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
