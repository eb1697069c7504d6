"""What can be compared: a fingerprint file, a data file, or what a service measures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from prodshape.errors import InputError
from prodshape.fingerprint import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodshape.audience import Audience
    from prodshape.datafiles.base import Fields

_PARTS = ("summary", "cells")
"""What a comparison needs to tell how sure it is."""
_LONGEST = 16 * 1024 * 1024
_ADDRESS = re.compile(r"^(?P<service>https?://.+?)(?:/v1/fingerprints/(?P<version>latest|live|\d+))?/?$")


def service_of(source: str) -> str | None:
    """Give the address of the service that a source names, None if it is a file.

    Example:
        >>> service_of("https://shape.example/base/v1/fingerprints/12"), service_of("train.jsonl")
        ('https://shape.example/base', None)
    """
    address = _ADDRESS.match(source)
    return None if address is None else address["service"]


def read_fingerprint(path: str) -> Fingerprint:
    """Read a fingerprint from a file.

    Raises:
        InputError: there is no such file, or it holds something else.
    """
    try:
        return Fingerprint.loads(Path(path).read_bytes())
    except FileNotFoundError:
        raise InputError(f"There is no file {path!r}: check the path.") from None
    except OSError as error:
        raise InputError(f"{path!r} cannot be read: {error.strerror}.") from None


def subject(
    source: str,
    fields: Fields,
    *,
    token: str | None = None,
    stream: str = "default",
    segment: str = "all",
    format_name: str | None = None,
    audience: Audience | None = None,
) -> Fingerprint:
    """Get the fingerprint of whatever a person names on the command line.

    Args:
        source: a `.json` file with a fingerprint; a data file, which is measured; or the address of a service,
            with `/v1/fingerprints/VERSION` behind it or not (then the latest version).
        fields: where a data file keeps its texts.
        token: for the service.
        stream: of the service.
        segment: of the service.
        format_name: of a data file, if the ending of its name does not say it.
        audience: what is known of those who wrote a data file, by default that of `prodshape.audience.ENGLISH`.

    Raises:
        InputError: it is none of these, or cannot be read.
        UnavailableError: the service does not answer.
    """
    address = _ADDRESS.match(source)
    if address is None:
        if _is_fingerprint(source):
            return read_fingerprint(source)
        from prodshape.audience import ENGLISH
        from prodshape.file_fingerprint import fingerprint_file

        return fingerprint_file(source, fields, format_name=format_name, audience=audience or ENGLISH)
    from prodshape.client import Client

    with Client(address["service"], token=token) as client:
        version = address["version"] or "latest"
        if version == "latest":
            return client.latest(stream=stream, segment=segment, parts=_PARTS)
        if version == "live":
            return client.live(stream=stream, segment=segment, parts=_PARTS)
        return client.version(int(version), stream=stream, segment=segment, parts=_PARTS)


def subjects(
    source: str,
    fields: Fields,
    segments: Sequence[str],
    *,
    token: str | None = None,
    stream: str = "default",
    format_name: str | None = None,
    audience: Audience | None = None,
) -> dict[str, Fingerprint]:
    """Get the fingerprints of these segments, all of one version: a service has them, a file is the whole, `all`, only.

    Arguments and errors as `subject`.
    """
    address = _ADDRESS.match(source)
    found: dict[str, Fingerprint] = {}
    for segment in ("all", *segments) if address else ("all",):
        if segment not in found:
            found[segment] = subject(
                source, fields, token=token, stream=stream, segment=segment, format_name=format_name, audience=audience
            )
        version = found["all"].version
        if address and version is not None:
            source = f"{address['service']}/v1/fingerprints/{version}"
    return found


def _is_fingerprint(path: str) -> bool:
    """Tell a fingerprint from JSON Lines under the same ending: it is written over many lines, or names its format."""
    if path.endswith(".fingerprint.json"):
        return True
    if not path.endswith(".json") or not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        line = file.readline(_LONGEST)
    return line.strip() == b"{" or b'"prodshape.fingerprint/' in line
