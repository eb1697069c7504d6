"""A verdict on a terminal: a table of the axes, and in words what is not within."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from prodshape.report.base import SIGNS, amount, distance, evidence, notices, plain, ranked
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from rich.console import Console

    from prodshape.gate_report import GateReport

_STYLES = {Outcome.WITHIN: "green", Outcome.BREACH: "bold red", Outcome.UNDECIDED: "yellow"}


def show(report: GateReport, console: Console) -> None:
    """Print a report: the table, the sentences of what is not within, the cautions, and the whole in one sentence last."""
    for name, segment in report.verdict.segments.items():
        if len(report.verdict.segments) > 1:
            console.print(Text(f"{plain(name)}: "), word(segment.verdict), sep="")
        console.print(table(report, name))
    for name in report.verdict.segments:
        for _, judged, _ in ranked(report, name):
            if judged.verdict is not Outcome.WITHIN:
                where = "" if name == "all" else f"{name}: "
                console.print(Text(f"{SIGNS[judged.verdict]} {plain(where + judged.sentence)}"))
    for notice in notices(report):
        console.print(Text(f"! {plain(notice)}"))
    outcome = report.verdict.verdict
    console.print(Text(f"{SIGNS[outcome]} {plain(report.verdict.sentence)}", style=_STYLES[outcome]))


def diagnostic_table(report: GateReport) -> Table:
    """Draw the six plain numbers."""
    drawn = Table(pad_edge=False)
    drawn.add_column("of the messages")
    for side in report.sides:
        drawn.add_column(plain(side.removeprefix("the ")), justify="right", no_wrap=True)
    drawn.add_column("verdict", no_wrap=True)
    for line in report.diagnostic:
        drawn.add_row(
            Text(line.what),
            Text(amount(line.reference, share=line.share)),
            Text(amount(line.other, share=line.share)),
            Text("-") if line.verdict is None else word(line.verdict),
        )
    return drawn


def table(report: GateReport, segment: str) -> Table:
    """Draw the axes of a segment, the breaches first."""
    drawn = Table(pad_edge=False)
    drawn.add_column("verdict", no_wrap=True)
    drawn.add_column("axis", no_wrap=True)
    for side in report.sides:
        drawn.add_column(plain(side.removeprefix("the ")), justify="right")
    drawn.add_column("of")
    drawn.add_column("distance (95 %)", justify="right", no_wrap=True)
    drawn.add_column("tolerance", justify="right", no_wrap=True)
    drawn.add_column("p", justify="right", no_wrap=True)
    for name, judged, axis in ranked(report, segment):
        level = axis.level
        both = ["-", "-", ""]
        if level is not None:
            both = [
                amount(level.reference, share=level.share),
                amount(level.other, share=level.share),
                plain(level.what),
            ]
        drawn.add_row(
            word(judged.verdict, warning=judged.severity == "warning"),
            Text(plain(name)),
            *map(Text, both),
            distance(judged),
            f"{judged.tolerance:g}",
            evidence(judged.p_corrected),
        )
    return drawn


def word(outcome: Outcome, *, warning: bool = False) -> Text:
    """Write an outcome with its sign, in its colour."""
    return Text(f"{SIGNS[outcome]} {outcome}{' (warning)' if warning else ''}", style=_STYLES[outcome])
