"""`prodshape contract`: draw up, check and register what a dataset must look like."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.cli.dataset import Json, Reason, Stream, Token, Url, Who, connect
from prodshape.cli.settings import person
from prodshape.contract import TOLERANCE, Contract
from prodshape.errors import InputError

if TYPE_CHECKING:
    from prodshape.contract_version import ContractVersion

app = typer.Typer(
    no_args_is_help=True,
    help="Draw up, check and keep contracts: how far a dataset may be from production.",
)

Number = Annotated[int, typer.Argument(min=1, help="The number of a version, as `list` shows it.")]


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


@app.command()
def push(
    file: Annotated[str, typer.Argument(help="The contract, YAML.")],
    *,
    reason: Reason,
    activate: Annotated[bool, typer.Option("--activate/--no-activate", help="Give verdicts by it from now on.")] = True,
    who: Who = None,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Keep the contract in FILE as the next version of its stream; the same again changes nothing."""
    Contract.read(file)
    with connect(url, token) as client:
        made = client.contracts.push(
            Path(file).read_text("utf-8"), who=person(who), why=reason, activate=activate, stream=stream
        )
    print(_sentence(made))


@app.command("list")
def show_all(*, as_json: Json = False, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """List the versions of a stream's contract, newest first."""
    with connect(url, token) as client:
        found = client.contracts.all(stream=stream)
    if as_json:
        for item in found:
            print(item.model_dump_json())
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("", "version", "name", "pushed (UTC)", "by", "why")
    for item in found:
        table.add_row(
            "active" if item.active else "",
            str(item.version),
            item.name,
            f"{item.pushed_at:%Y-%m-%d %H:%M}",
            item.pushed_by,
            item.why,
        )
    Console().print(table if found else f"The stream {stream!r} has no contract: `prodshape contract push` brings one.")


@app.command()
def show(
    version: Annotated[int | None, typer.Argument(min=1, help="By default the active one.")] = None,
    *,
    as_json: Json = False,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Print a version as it was pushed, with its comments; it can be edited and pushed again."""
    with connect(url, token) as client:
        contracts = client.contracts
        found = contracts.active(stream=stream) if version is None else contracts.get(version, stream=stream)
    print(found.model_dump_json() if as_json else found.yaml, end="\n" if as_json else "")


@app.command()
def activate(
    version: Number,
    *,
    reason: Reason,
    who: Who = None,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Give verdicts by a version from now on."""
    with connect(url, token) as client:
        client.contracts.activate(version, who=person(who), why=reason, stream=stream)
        print(_sentence(client.contracts.get(version, stream=stream)))


@app.command()
def back(*, reason: Reason, who: Who = None, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """Make the version active again that was active before this one."""
    with connect(url, token) as client:
        history = [entry.version for entry in client.contracts.history(stream=stream)]
        before = next((entry for entry in history[1:] if entry != history[0]), None)
        if before is None:
            raise InputError(f"Going back needs a version that was active before; the stream {stream!r} had none.")
        client.contracts.activate(before, who=person(who), why=reason, stream=stream)
        print(_sentence(client.contracts.get(before, stream=stream)))


@app.command()
def history(*, as_json: Json = False, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """Show who made which version the active one, when and why; newest first."""
    with connect(url, token) as client:
        found = client.contracts.history(stream=stream)
    for entry in found:
        if as_json:
            print(entry.model_dump_json())
        else:
            print(f"{entry.at:%Y-%m-%d %H:%M} UTC  version {entry.version}  by {entry.who}: {entry.why}")
    if not found and not as_json:
        print(f"No contract was ever active in the stream {stream!r}.", file=sys.stderr)


def _sentence(item: ContractVersion) -> str:
    state = "active" if item.active else "kept"
    return f"Version {item.version}, {item.name!r}, is {state} in the stream {item.stream!r}; {item.digest}."
