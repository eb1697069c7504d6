"""`prodshape contract`: draw up, check and register what a dataset must look like."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - read by typer
from typing import Annotated

import typer

from prodshape.contract import TOLERANCE, Contract

app = typer.Typer(no_args_is_help=True, help="Draw up and check contracts: how far a dataset may be from production.")


@app.command()
def from_fingerprint(
    source: Annotated[
        str,
        typer.Argument(help="Production: a fingerprint (.json), a data file, or the address of a service."),
    ],
    *,
    name: Annotated[str, typer.Option("--name", help="What people call the contract.")] = "default",
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.001, max=1.0, help="Of every axis; change single ones in the file.")
    ] = TOLERANCE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; by default it is printed.")
    ] = None,
    field: Annotated[str, typer.Option("--field", "-f", help="Field of the text, in a data file.")] = "text",
    author: Annotated[str | None, typer.Option("--author", help="Field of the author, in a data file.")] = None,
    stream: Annotated[str, typer.Option("--stream", help="Of the service.")] = "default",
    token: Annotated[str | None, typer.Option("--token", help="Bearer token; by default PRODSHAPE_API_TOKEN.")] = None,
) -> None:
    """Write a contract to begin with, with comments, from what production looks like now."""
    from prodshape.cli.settings import service_settings
    from prodshape.contract_draft import draft
    from prodshape.datafiles.base import Fields
    from prodshape.subjects import subject
    from prodshape.whole_file import write_whole

    found = subject(source, Fields(field, author), token=service_settings(None, token).token, stream=stream)
    text = draft(found, name, source, tolerance)
    Contract.loads(text)
    if output is None:
        print(text, end="")
    else:
        write_whole(output, text)


@app.command()
def check(
    file: Annotated[str, typer.Argument(help="The contract, YAML.")],
) -> None:
    """Read a contract and say what is agreed, axis by axis."""
    contract = Contract.read(file)
    print(f"{contract.name}: {len(contract.axes)} axes, segments: {', '.join(contract.judged)}; {contract.digest}")
    for segment in contract.judged:
        for axis in contract.axes:
            agreed = contract.terms(segment, axis)
            told = " (a warning only)" if agreed.severity == "warning" else ""
            print(
                f"{segment:12} {axis:16} distance at most {agreed.tolerance:g}{told}; at least"
                f" {agreed.minimum.messages:,} messages, {agreed.minimum.authors:,} authors"
            )


@app.command()
def schema() -> None:
    """Print the JSON Schema of a contract: editors complete and check the YAML by it."""
    print(json.dumps(Contract.json_schema(), indent=2))
