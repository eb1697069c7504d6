"""`prodshape compare`: how far apart two fingerprints are, axis by axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.fingerprint import AxisFingerprint, Fingerprint

_SHORT = {"jensen_shannon": "JS", "population_stability_index": "PSI", "wasserstein": "W1"}
_PIPE_WIDTH = 140
_MAIN = "jensen_shannon"
_LEAST_P = 0.001
_WHAT = "A fingerprint (.json), a data file, or the address of a service, also with /v1/fingerprints/VERSION."


def command(
    reference: Annotated[str, typer.Argument(help=f"What is compared with. {_WHAT}")],
    other: Annotated[str, typer.Argument(help="What is compared; the same kinds.")],
    *,
    field: Annotated[str, typer.Option("--field", "-f", help="Field of the text, in data files.")] = "text",
    author: Annotated[str | None, typer.Option("--author", help="Field of the author, in data files.")] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Of data files whose names do not say: jsonl, csv, parquet or txt.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages",
            help="In data files, those that the writers mix, such as en,es: their pairs are looked for; by default English with any other.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole comparison as JSON.")] = False,
    stream: Annotated[str, typer.Option("--stream", help="Of the service.")] = "default",
    segment: Annotated[str, typer.Option("--segment", help="Of the service.")] = "all",
    token: Annotated[str | None, typer.Option("--token", help="Bearer token; by default PRODSHAPE_API_TOKEN.")] = None,
) -> None:
    """Compare OTHER with REFERENCE on every axis, the greatest distance first."""
    from prodshape.audience import Audience
    from prodshape.cli.settings import service_settings
    from prodshape.comparison import compare
    from prodshape.datafiles.base import Fields
    from prodshape.subjects import subject

    fields, audience = Fields(field, author), Audience.parse(languages)
    token = service_settings(None, token).token
    first, second = (
        subject(source, fields, token=token, stream=stream, segment=segment, format_name=file_format, audience=audience)
        for source in (reference, other)
    )
    found = compare(first, second)
    if as_json:
        print(found.model_dump_json(indent=2))
        return
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    console.print(f"reference: {reference} ({first.messages:,} messages)", markup=False, highlight=False)
    console.print(f"other:     {other} ({second.messages:,} messages)", markup=False, highlight=False)
    console.print(table(first, second, found))
    for title in (f"{short}: {title}" for short, title in _headings().values() if short != title):
        console.print(title, markup=False, highlight=False)
    console.print(
        "95 %: where the true Jensen-Shannon distance lies. p: how probable so much difference is if both are alike, corrected for the"
        " number of axes. Both allow for what one author repeats.",
        markup=False,
        highlight=False,
    )
    for reason in sorted({axis.unsure for axis in found.axes.values() if axis.unsure}):
        console.print(f"No interval: {reason}", markup=False, highlight=False)
    for name, axis in found.axes.items():
        if not axis.comparable:
            console.print(f"{name}: not compared. {axis.reason}", markup=False, highlight=False)


def table(first: Fingerprint, second: Fingerprint, found: Comparison) -> Table:
    """Draw the comparable axes: both sides in their unit, the bin that moved most, and the divergences."""
    from rich.table import Table
    from rich.text import Text

    from prodshape.levels import levels

    drawn = Table(pad_edge=False)
    drawn.add_column("axis", no_wrap=True)
    drawn.add_column("reference -> other")
    drawn.add_column("greatest shift of a bin")
    for key, (short, _) in _headings().items():
        drawn.add_column(short, justify="right", no_wrap=True)
        if key == _MAIN:
            drawn.add_column("95 %", justify="right", no_wrap=True)
            drawn.add_column("p", justify="right", no_wrap=True)
    for name, axis in found.ranked():
        numbers = []
        for key in _headings():
            value = axis.values[key]
            numbers.append("-" if value is None else f"{value:.3f}")
            if key == _MAIN:
                numbers += sureness(axis)
        shift = greatest_shift(first.axes[name], second.axes[name])
        drawn.add_row(name, Text(levels(axis.unit, axis.ratio_of, axis.reference, axis.other)), Text(shift), *numbers)
    return drawn


def sureness(axis: AxisComparison) -> list[str]:
    """Write the interval of the Jensen-Shannon distance, and the corrected p-value.

    Example:
        >>> from prodshape.comparison import AxisComparison, Side
        >>> side = Side(version=1, n=0, mean=None, ratio=None)
        >>> one = dict(comparable=True, reason=None, unit="words", ratio_of=None, reference=side, other=side, values={})
        >>> sureness(AxisComparison(**one))
        ['-', '-']
    """
    sure = axis.confidence
    if sure is None:
        return ["-", "-"]
    p = "<.001" if sure.p_corrected < _LEAST_P else f"{sure.p_corrected:.3f}".removeprefix("0")
    return [f"{sure.distance.low:.3f} to {sure.distance.high:.3f}", p]


def _headings() -> dict[str, tuple[str, str]]:
    """Give each divergence a short heading, and what it stands for."""
    from prodshape.divergences import all_divergences

    return {
        name: (_SHORT.get(name, found.title), f"{found.title}, in {found.unit or 'the unit of the axis'}")
        for name, found in all_divergences().items()
    }


def greatest_shift(first: AxisFingerprint, second: AxisFingerprint) -> str:
    """Name the bin whose share differs most, and both shares.

    Raises:
        ValueError: the axes have different bins.
    """
    shares = list(zip(first.bins, first.shares or [], second.shares or [], strict=True))
    name, before, after = max(shares, key=lambda item: abs(item[2] - item[1]))
    return f"{name}: {before:.0%} -> {after:.0%}"
