"""`prodshape fingerprint`: measure a training set; the result lives next to it in version control."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prodshape.fingerprint import Fingerprint


def command(
    file: Annotated[str, typer.Argument(help="JSON Lines, CSV, Parquet or text (one text a line); - is stdin.")],
    *,
    field: Annotated[
        str, typer.Option("--field", "-f", help="Field of the text; a dotted path in JSON Lines and Parquet.")
    ] = "text",
    author: Annotated[
        str | None, typer.Option("--author", help="Field that tells authors apart; without it every row is its own.")
    ] = None,
    conversation: Annotated[
        str | None, typer.Option("--conversation", help="Field that stands in where a row has no author.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Where to write the fingerprint; - is standard output.")
    ] = "-",
    file_format: Annotated[
        str | None, typer.Option("--format", help="jsonl, csv, parquet or txt, if the name of the file does not say.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages",
            help="Those that the writers mix, such as en,es: their pairs are looked for; by default English with any other.",
            show_default=False,
        ),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            "--labels", help="Your own labels, JSON Lines with text and requests: adjusts the rates of intents."
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; by default one per core.", show_default=False)
    ] = None,
) -> None:
    """Measure the texts of FILE on every axis and write their fingerprint.

    The same rows and fields give the same bytes, on any number of cores and on any machine.
    """
    from prodshape.audience import Audience
    from prodshape.datafiles.base import Fields
    from prodshape.file_fingerprint import fingerprint_file
    from prodshape.indicators.platform import platform_lines
    from prodshape.indicators.rates import rate_lines
    from prodshape.whole_file import write_whole

    if output != "-" and not Path(output).absolute().parent.is_dir():
        raise InputError(f"{output!r} lies in a folder that does not exist: make it or choose another.")
    rates = None
    if labels is not None:
        from prodshape.request_labels import rates_of_labels

        rates = rates_of_labels(labels)
    begun = perf_counter()
    with _progress(file) as advance:
        found = fingerprint_file(
            file,
            Fields(field, author, conversation),
            format_name=file_format,
            audience=Audience.parse(languages),
            workers=workers,
            on_progress=advance,
            rates=rates,
        )
    seconds = perf_counter() - begun
    if output == "-":
        sys.stdout.write(found.dumps())
    else:
        write_whole(Path(output), found.dumps())
    print("\n".join([summary(found, seconds, output), *platform_lines(found), *rate_lines(found)]), file=sys.stderr)


def summary(found: Fingerprint, seconds: float, output: str) -> str:
    """Say in a few words what was measured, what was refused and how fast."""
    refused = found.source.refused if found.source else {}
    rows = found.messages + sum(refused.values())
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in refused.items()) or "none"
    where = "" if output == "-" else f" -> {output}"
    return (
        f"{rows:,} rows in {seconds:.1f} s ({rows / max(seconds, 1e-9):,.0f} rows/s); "
        f"refused: {reasons}; {len(found.axes)} axes; {found.digest}{where}"
    )


@contextmanager
def _progress(file: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal; say nothing into a file or a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    path = Path(file)
    total = path.stat().st_size if path.is_file() else None
    columns = (
        TextColumn("{task.fields[rows]:,} rows"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[speed]:,.0f} rows/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rows=0, speed=0.0)
        begun = perf_counter()

        def advance(position: int, rows: int) -> None:
            speed = rows / max(perf_counter() - begun, 1e-9)
            progress.update(task, completed=position, rows=rows, speed=speed)

        yield advance
