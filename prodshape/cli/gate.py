"""`prodshape gate`: may this dataset be trained on? The contract's verdict as an exit code and as reports."""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.cli import INPUT_ERROR, drop_output
from prodshape.errors import InputError, ProdshapeError
from prodshape.extras import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prodshape.contract import Contract
    from prodshape.gate_report import GateReport
    from prodshape.report.base import Format

CODES = {"within": 0, "breach": 1, "undecided": 2}
"""Exit codes; 3 is a usage or input error."""

_SIDES = ("the dataset", "production")
_PIPE_WIDTH = 150


def command(
    dataset: Annotated[str, typer.Argument(help="The dataset: a data file, or its fingerprint (.fingerprint.json).")],
    *,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            help="Production: the address of a service, also with /v1/fingerprints/VERSION, a fingerprint, or a data file.",
        ),
    ],
    contract: Annotated[
        str | None,
        typer.Option("--contract", "-c", help="The contract, YAML; by default the one that is active in the service."),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            help="A report to write, several if repeated: .json, .xml (JUnit), .md or .html.",
            show_default=False,
        ),
    ] = None,
    field: Annotated[str, typer.Option("--field", "-f", help="Field of the text, in data files.")] = "text",
    author: Annotated[str | None, typer.Option("--author", help="Field of the author, in data files.")] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Of data files whose names do not say: jsonl, csv, parquet or txt.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages",
            help="In data files, those that the writers mix, such as en,es; by default English with any other.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
    stream: Annotated[str, typer.Option("--stream", help="Of the service.")] = "default",
    token: Annotated[str | None, typer.Option("--token", help="Bearer token; by default PRODSHAPE_API_TOKEN.")] = None,
) -> None:
    """Judge DATASET by a contract: exit code 0 within, 1 breach, 2 undecided, 3 usage or input error.

    Segments of the contract are those of the service; the whole dataset is compared with each of them.
    """
    with _no_verdict_by_accident():
        from prodshape.audience import Audience
        from prodshape.cli.settings import service_settings
        from prodshape.datafiles.base import Fields
        from prodshape.gate_report import gate_report
        from prodshape.judging import Pair, judge
        from prodshape.staleness import cautions
        from prodshape.subjects import subject, subjects
        from prodshape.whole_file import write_whole

        formats = _formats(output or [])
        token = service_settings(None, token).token
        agreed, version = _agreed(contract, against, stream, token)
        fields, audience = Fields(field, author), Audience.parse(languages)
        first = subject(dataset, fields, format_name=file_format, audience=audience)
        production = subjects(
            against,
            fields,
            agreed.judged,
            token=token,
            stream=stream,
            format_name=file_format,
            audience=audience,
        )
        now = datetime.now(UTC)
        pairs = {name: Pair.of(first, found, cautions(found, now)) for name, found in production.items()}
        verdict = judge(agreed, pairs, sides=_SIDES, version=version)
        report = gate_report(verdict, pairs, sides=_SIDES, sources=(dataset, against))
        for path, chosen in formats.items():
            write_whole(Path(path), chosen.render(report))
        _say(verdict.model_dump_json(indent=2) if as_json else _shown(report))
    raise typer.Exit(CODES[verdict.verdict])


@contextmanager
def _no_verdict_by_accident() -> Iterator[None]:
    """End a fault of ours with 3: Python's own exit code for it is that of a breach."""
    try:
        yield
    except Exception as error:
        told = isinstance(error, ModuleNotFoundError) and missing(error, "The gate")
        if told or isinstance(error, ProdshapeError):  # in a sentence, by `main`
            raise
        traceback.print_exc()
        raise typer.Exit(INPUT_ERROR) from None


def _agreed(path: str | None, against: str, stream: str, token: str | None) -> tuple[Contract, int | None]:
    """Read the contract, or ask the service for the active one and its number."""
    from prodshape.client import Client
    from prodshape.contract import Contract
    from prodshape.subjects import service_of

    if path is not None:
        return Contract.read(path), None
    service = service_of(against)
    if service is None:
        raise InputError("A verdict needs a contract: name one by --contract. Only a service has one that is active.")
    with Client(service, token=token) as client:
        active = client.contracts.active(stream=stream)
    return Contract.loads(active.yaml), active.version


def _formats(paths: list[str]) -> dict[str, Format]:
    """Choose the formats before anything is measured, which takes longest."""
    from prodshape.report import format_for

    for path in paths:
        if not Path(path).absolute().parent.is_dir():
            raise InputError(f"{path!r} lies in a folder that does not exist: make it or choose another.")
    return {path: format_for(path) for path in paths}


def _say(text: str) -> None:
    """Print the verdict; a reader that has gone changes none."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()


def _shown(report: GateReport) -> str:
    """The verdict as the terminal shows it, as text: Rich itself ends with 1 where nobody reads."""
    from rich.console import Console

    from prodshape.verdict_table import show

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    with console.capture() as captured:
        show(report, console)
    return captured.get().rstrip()
