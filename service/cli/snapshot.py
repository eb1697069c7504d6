"""`prodshape snapshot`: the fingerprint of production as of some moment."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer evaluates the annotations
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime


def command(
    *,
    stream: Annotated[str, typer.Option("--stream", help="Which stream.")] = "default",
    segment: Annotated[str, typer.Option("--segment", help="Which segment; `all` is the sum.")] = "all",
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="End of the window, such as 2026-11-23T06:00:00Z; without an offset: UTC. Default: the watermark.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; by default standard output.")
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help="Keep it as a new version, with the documents of all segments.")
    ] = False,
) -> None:
    """Print the fingerprint of the fingerprint window (7 days) that ends at some moment, with all its parts.

    The same counts, read up to the same offsets, give the same document, whoever counted them.
    """
    from datetime import UTC, datetime

    from prodshape.errors import InputError
    from prodshape.whole_file import write_whole
    from service.jobs.snapshot import save as keep
    from service.settings import load_settings
    from service.store.moments import PANE, floor
    from service.store.opening import open_store, reached
    from service.windowing import freeze_window

    end = None if as_of is None else _moment(as_of)
    settings = load_settings()
    with reached(), open_store(settings, application="prodshape snapshot") as engine:
        frozen = freeze_window(
            engine, stream, length=settings.fingerprint_window, end=end, labels=settings.stream(stream).request_labels
        )
        if frozen is None or frozen.covered_from is None:
            raise InputError(
                f"A window needs an end, and nothing of stream {stream!r} is known to be counted yet: start the"
                " consumers, or check the name of the stream."
            )
        document = frozen.documents.get(segment)
        if document is None:
            raise InputError(
                f"Stream {stream!r} has no segment {segment!r} in this window; it has {', '.join(frozen.documents)}."
            )
        if end is not None and frozen.end < floor(end, PANE):
            print(
                f"prodshape: The window ends at {frozen.end.isoformat()}: what is older is kept by the hour or the day.",
                file=sys.stderr,
            )
        if frozen.watermark is None or frozen.end > frozen.watermark:
            known = frozen.watermark.isoformat() if frozen.watermark else "no known moment"
            sentence = f"The window ends at {frozen.end.isoformat()}, and the stream is counted up to {known} only"
            if save:
                raise InputError(f"{sentence}: a version never changes, so wait, or take an earlier --as-of.")
            print(f"prodshape: {sentence}: more may come.", file=sys.stderr)
        if save:
            now = datetime.now(UTC)
            version = keep(engine, stream, frozen, now, settings)
            if version is not None:
                document = document.model_copy(update={"version": version.version, "created_at": now})
                print(f"prodshape: saved as version {version.version} of stream {stream}.", file=sys.stderr)
    text = document.dumps()
    if output is None:
        print(text, end="")
        return
    write_whole(output, text)


def _moment(text: str) -> datetime:
    from datetime import UTC, datetime

    from prodshape.errors import InputError

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"--as-of takes a moment in ISO 8601, such as 2026-11-23T06:00:00Z, and got {text!r}."
        ) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
