"""`prodshape dataset`: register training sets with the service and choose the active one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.cli.settings import person, service_settings
from prodshape.errors import InputError

if TYPE_CHECKING:
    from prodshape.client import Client
    from prodshape.dataset import Dataset

app = typer.Typer(no_args_is_help=True, help="Register training sets with the service and choose the active one.")

Stream = Annotated[str, typer.Option("--stream", help="The stream of production that the dataset is for.")]
Url = Annotated[
    str | None, typer.Option("--url", help="Where the service is; by default PRODSHAPE_URL, else this machine.")
]
Token = Annotated[str | None, typer.Option("--token", help="Bearer token; by default PRODSHAPE_API_TOKEN.")]
Who = Annotated[str | None, typer.Option("--who", help="Kept in the history; by default the name of the account.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the history.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Which = Annotated[str, typer.Argument(help="The dataset: its number, or name@revision.")]


@app.command()
def push(
    file: Annotated[str, typer.Argument(help="A fingerprint that `prodshape fingerprint` wrote.")],
    *,
    name: Annotated[str, typer.Option("--name", help="What people call the dataset.")],
    revision: Annotated[str, typer.Option("--revision", help="Which state of it: a tag, a date, a commit.")],
    teacher: Annotated[str | None, typer.Option("--teacher", help="The model that wrote it.")] = None,
    built_against: Annotated[
        int | None,
        typer.Option("--built-against", min=1, help="The version of production it was built against, if any."),
    ] = None,
    activate: Annotated[bool, typer.Option("--activate", help="Make it the active one at once.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; with --activate.")] = None,
    who: Who = None,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Register the dataset whose fingerprint stands in FILE; the same again changes nothing."""
    from prodshape.subjects import read_fingerprint

    if activate and not reason:
        raise InputError("The history keeps why a dataset became the active one: say --reason with --activate.")
    found = read_fingerprint(file)
    with connect(url, token) as client:
        made = client.datasets.push(
            found,
            name=name,
            revision=revision,
            teacher=teacher,
            built_against=built_against,
            who=person(who),
            stream=stream,
        )
        if activate and reason:
            client.datasets.activate(made.id, who=person(who), why=reason, stream=stream)
            made = client.datasets.get(made.id)
    print(_sentence(made))


@app.command("list")
def show(*, as_json: Json = False, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """List the registered datasets of a stream, newest first."""
    with connect(url, token) as client:
        found = client.datasets.all(stream=stream)
    if as_json:
        for item in found:
            print(item.model_dump_json())
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("", "number", "name", "revision", "teacher", "messages", "registered (UTC)", "baseline")
    for item in found:
        table.add_row(
            "active" if item.active else "",
            str(item.id),
            item.name,
            item.revision,
            item.teacher or "-",
            f"{item.messages:,}",
            f"{item.registered_at:%Y-%m-%d %H:%M}",
            f"version {item.baseline.version}" if item.baseline.version else f"none: {item.baseline.reason}",
        )
    Console().print(table if found else f"No dataset is registered for the stream {stream!r}.")


@app.command()
def activate(
    dataset: Which,
    *,
    reason: Reason,
    who: Who = None,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Make a registered dataset the active one of its stream."""
    with connect(url, token) as client:
        chosen = find(client.datasets.all(stream=stream), dataset)
        client.datasets.activate(chosen.id, who=person(who), why=reason, stream=stream)
        print(_sentence(client.datasets.get(chosen.id)))


@app.command()
def back(*, reason: Reason, who: Who = None, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """Make the dataset active again that was active before this one."""
    with connect(url, token) as client:
        history = [entry.dataset for entry in client.datasets.history(stream=stream)]
        before = next((entry for entry in history[1:] if entry is not None and entry != history[0]), None)
        if before is None:
            raise InputError(f"Going back needs a dataset that was active before; the stream {stream!r} had none.")
        client.datasets.activate(before, who=person(who), why=reason, stream=stream)
        print(_sentence(client.datasets.get(before)))


@app.command()
def history(*, as_json: Json = False, stream: Stream = "default", url: Url = None, token: Token = None) -> None:
    """Show who made which dataset the active one, when and why; newest first."""
    with connect(url, token) as client:
        found = client.datasets.history(stream=stream)
        names = {item.id: f"{item.name}@{item.revision}" for item in client.datasets.all(stream=stream)}
    for entry in found:
        if as_json:
            print(entry.model_dump_json())
        else:
            chosen = "none" if entry.dataset is None else names.get(entry.dataset, str(entry.dataset))
            print(f"{entry.at:%Y-%m-%d %H:%M} UTC  {chosen}  by {entry.who}: {entry.why}")
    if not found and not as_json:
        print(f"No dataset was ever active in the stream {stream!r}.", file=sys.stderr)


def find(datasets: list[Dataset], which: str) -> Dataset:
    """Find a dataset by its number or by name@revision.

    Raises:
        InputError: there is none such; the message lists those there are.
    """
    for item in datasets:
        if which in {str(item.id), f"{item.name}@{item.revision}"}:
            return item
    there = ", ".join(f"{item.id} ({item.name}@{item.revision})" for item in datasets) or "none"
    raise InputError(f"A dataset is named by its number or name@revision, got {which!r}; there are: {there}.")


def connect(url: str | None, token: str | None) -> Client:
    """Open a client with what the options or the environment say."""
    from prodshape.client import Client

    settings = service_settings(url, token)
    return Client(settings.url, token=settings.token)


def _sentence(item: Dataset) -> str:
    state = "active" if item.active else "registered"
    baseline = item.baseline
    against = f"version {baseline.version}" if baseline.version else f"none yet ({baseline.reason.rstrip('.')})"
    return f"{item.id}: {item.name}@{item.revision} is {state}; {item.messages:,} messages; baseline: {against}."
