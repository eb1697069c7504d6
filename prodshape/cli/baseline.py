"""`prodshape baseline`: the version of production that drift is measured from."""

from __future__ import annotations

from typing import Annotated

import typer

from prodshape.cli.dataset import Json, Reason, Stream, Token, Url, Who, connect, find
from prodshape.cli.settings import person

app = typer.Typer(no_args_is_help=True, help="The version of production that drift is measured from.")

Which = Annotated[
    str | None, typer.Option("--dataset", help="Number, or name@revision; by default the active dataset.")
]


@app.command("set")
def move(
    version: Annotated[int, typer.Argument(min=1, help="A version of production, from now on the baseline.")],
    *,
    reason: Reason,
    dataset: Which = None,
    who: Who = None,
    stream: Stream = "default",
    url: Url = None,
    token: Token = None,
) -> None:
    """Move the baseline of a dataset to another VERSION of production; the history keeps who did it and why."""
    with connect(url, token) as client:
        datasets = client.datasets
        chosen = find(datasets.all(stream=stream), dataset) if dataset else datasets.active(stream=stream)
        datasets.set_baseline(chosen.id, version, reason=reason, who=person(who))
    print(f"{chosen.name}@{chosen.revision} is now measured from version {version}.")


@app.command()
def show(
    *, dataset: Which = None, as_json: Json = False, stream: Stream = "default", url: Url = None, token: Token = None
) -> None:
    """Show the baseline of a dataset and how it moved, newest first."""
    with connect(url, token) as client:
        datasets = client.datasets
        chosen = find(datasets.all(stream=stream), dataset) if dataset else datasets.active(stream=stream)
        now, moves = datasets.baseline(chosen.id), datasets.baseline_history(chosen.id)
    if as_json:
        print(now.model_dump_json())
        return
    print(f"{chosen.name}@{chosen.revision}: {f'version {now.version}' if now.version else 'none'} ({now.reason})")
    for change in moves:
        print(f"{change.at:%Y-%m-%d %H:%M} UTC  version {change.version}  by {change.who}: {change.reason}")
