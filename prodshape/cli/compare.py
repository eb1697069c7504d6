"""`prodshape compare`: the useful diagnostic of two sets of messages, and how far apart they are, axis by axis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.contract import Contract
    from prodshape.fingerprint import AxisFingerprint, Fingerprint
    from prodshape.gate_report import GateReport
    from prodshape.judging import Pair

_SHORT = {"jensen_shannon": "JS", "population_stability_index": "PSI", "wasserstein": "W1"}
_PIPE_WIDTH = 140
_MAIN = "jensen_shannon"
_SIDES = ("the reference", "the other")
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
    html: Annotated[
        str | None, typer.Option("--html", help="A page to write, with both distributions of every axis drawn.")
    ] = None,
    contract: Annotated[
        str | None,
        typer.Option("--contract", "-c", help="Whose tolerances the verdicts use; by default 0.10 on every axis."),
    ] = None,
    stream: Annotated[str, typer.Option("--stream", help="Of the service.")] = "default",
    segment: Annotated[str, typer.Option("--segment", help="Of the service.")] = "all",
    token: Annotated[str | None, typer.Option("--token", help="Bearer token; by default PRODSHAPE_API_TOKEN.")] = None,
) -> None:
    """Compare OTHER with REFERENCE: six plain numbers with a verdict each, then every axis, the greatest distance first."""
    from prodshape.audience import Audience
    from prodshape.cli.settings import service_settings
    from prodshape.contract import Contract
    from prodshape.datafiles.base import Fields
    from prodshape.judging import Pair
    from prodshape.shifts.lines import lines
    from prodshape.subjects import subject
    from prodshape.what_changed import what_changed

    agreed = None if contract is None else Contract.read(contract)
    if html is not None and not Path(html).absolute().parent.is_dir():
        raise InputError(f"{html!r} lies in a folder that does not exist: make it or choose another.")
    fields, audience = Fields(field, author), Audience.parse(languages)
    token = service_settings(None, token).token
    first, second = (
        subject(source, fields, token=token, stream=stream, segment=segment, format_name=file_format, audience=audience)
        for source in (reference, other)
    )
    pair = Pair.of(first, second)
    found = pair.comparison
    report = judged(pair, agreed, (reference, other))
    if html is not None:
        from prodshape.report import all_formats
        from prodshape.whole_file import write_whole

        write_whole(Path(html), all_formats()["html"].render(report))
    changed = what_changed(first, second, found)
    if as_json:
        print(found.model_copy(update={"what_changed": changed}).model_dump_json(indent=2))
        return
    from rich.console import Console

    from prodshape.verdict_table import diagnostic_table

    console = Console()
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    console.print(f"reference: {reference} ({first.messages:,} messages)", markup=False, highlight=False)
    console.print(f"other:     {other} ({second.messages:,} messages)", markup=False, highlight=False)
    console.print(diagnostic_table(report))
    console.print(report.verdict.sentence, markup=False, highlight=False)
    console.print(table(first, second, found))
    for title in (f"{short}: {title}" for short, title in _headings().values() if short != title):
        console.print(title, markup=False, highlight=False)
    console.print(
        "95 %: where the true Jensen-Shannon distance lies. p: how probable so much difference is if both are alike, corrected for the"
        " number of axes. Both allow for what one author repeats.",
        markup=False,
        highlight=False,
    )
    for line in lines(changed):
        console.print(line, markup=False, highlight=False)
    for reason in sorted({axis.unsure for axis in found.axes.values() if axis.unsure}):
        console.print(f"No interval: {reason}", markup=False, highlight=False)
    for name, axis in found.axes.items():
        if not axis.comparable:
            console.print(f"{name}: not compared. {axis.reason}", markup=False, highlight=False)


def judged(pair: Pair, contract: Contract | None, sources: tuple[str, str]) -> GateReport:
    """Judge the whole; without a contract every axis of single messages counts, with the default tolerance.

    Args:
        pair: both sides.
        contract: of its segments none but `all` is judged: there are two files.
        sources: where both came from.

    Raises:
        InputError: the contract names an axis that neither side has, or neither has an axis at all.
    """
    from prodshape.contract import Contract, Terms
    from prodshape.contract_draft import WARNINGS
    from prodshape.gate_report import gate_report
    from prodshape.judging import judge

    if contract is None:
        axes = {
            name: Terms(severity="warning") if name in WARNINGS else Terms()
            for name, axis in sorted({**pair.reference.axes, **pair.other.axes}.items())
            if axis.per_message
        }
        if not axes:
            raise InputError(
                "Neither side has an axis of single messages: there is nothing to compare. Measure them again."
            )
        contract = Contract(name="default", axes=axes)
    elif contract.segments:
        whole = {name: terms for name, terms in contract.segments.items() if name == "all"}
        contract = contract.model_copy(update={"segments": whole})
    verdict = judge(contract, {"all": pair}, sides=_SIDES)
    return gate_report(verdict, {"all": pair}, sides=_SIDES, sources=sources)


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
