"""`prodshape peek`: what the field mapping makes of records that are there, without counting them."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def command(
    *,
    n: Annotated[int, typer.Option("--n", "-n", min=1, max=10_000, help="Records to show, the newest ones.")] = 10,
    stream: Annotated[str | None, typer.Option("--stream", help="Which stream; by default the first.")] = None,
) -> None:
    """Print one JSON object for each of the newest records of a stream: the message, or why it is none.

    Joins no group and writes nothing. The text is shown, authors as hashes under a key of this run only.
    """
    from consumers.cli.doctor import silence_kafka
    from consumers.peeking import peek
    from consumers.settings import load_settings
    from prodshape.errors import InputError

    silence_kafka()
    settings = load_settings()
    name = stream or next(iter(settings.streams))
    if name not in settings.streams:
        raise InputError(f"There is no stream {name!r}; the settings name {', '.join(settings.streams)}.")
    for row in peek(settings, name, n):
        print(json.dumps(row, ensure_ascii=False))
