"""`prodshape demo`: everything on this machine, with a shop whose users change their ways."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import Annotated

import typer

EXTRA = "demo"


def command(
    *,
    source: Annotated[
        str | None,
        typer.Option("--source", help="Play your own file (JSON Lines, CSV, Parquet, text) instead of the shop."),
    ] = None,
    field: Annotated[str, typer.Option("--field", "-f", help="Field of the text in your file.")] = "text",
    author: Annotated[str | None, typer.Option("--author", help="Field of the author in your file.")] = None,
    dataset: Annotated[
        str | None,
        typer.Option("--dataset", help="Your training set, or its fingerprint; by default the one of a tidy teacher."),
    ] = None,
    dataset_field: Annotated[str, typer.Option("--dataset-field", help="Field of the text in it.")] = "text",
    state: Annotated[
        Path | None, typer.Option("--state", help="Folder of the database; by default .prodshape/demo.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=1, help="End by itself after so many seconds.")
    ] = None,
) -> None:
    """Run broker, database, consumer and service on this machine, and watch users differ from a training set.

    A week of messages that ends now is played first, then live ones; the way of typing changes while you watch.
    Ctrl-C ends everything; the next start goes on where this one ended. Needs no Docker, no Java, no account.
    """
    from consumers.demo.play import Options, play
    from prodshape.datafiles.base import Fields

    play(Options(source, Fields(field, author), dataset, Fields(dataset_field), state, seconds))
