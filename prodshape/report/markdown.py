"""A report in Markdown, to be a comment at a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodshape.report.base import SIGNS, Format, amount, distance, evidence, notices, plain, ranked
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from prodshape.gate_report import AxisReport, GateReport
    from prodshape.verdict import AxisVerdict

_LONGEST = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&{}!])")
_SPOKEN = re.compile(r"([@#]|:(?=//)|w(?=ww\.))", re.IGNORECASE)


class Markdown(Format):
    """GitHub's and GitLab's dialect: a heading, a table a segment, and in words what is not within."""

    name = "markdown"
    suffix = ".md"

    def render(self, report: GateReport) -> str:
        """Write it, the breaches first; what would make it longer than a comment may be is left out, the sentences first."""
        texts = (_write(report, sentences=rank == 0, tables=rank < 2) for rank in range(3))
        return next((text for text in texts if len(text) <= _LONGEST), _write(report, sentences=False, tables=False))


def _write(report: GateReport, *, sentences: bool, tables: bool) -> str:
    verdict = report.verdict
    lines = [f"## {SIGNS[verdict.verdict]} {verdict.verdict.capitalize()}", "", _text(verdict.sentence), ""]
    lines += _diagnostic(report)
    for name, segment in verdict.segments.items():
        if len(verdict.segments) > 1:
            lines += [f"### {_text(name)}: {SIGNS[segment.verdict]} {segment.verdict}", ""]
        lines += _table(report, name) if tables or name == "all" else []
    lines += [f"> {_text(notice)}\n" for notice in notices(report)]
    told = [
        f"- {_text(axis.sentence)}" if name == "all" else f"- {_text(name)}: {_text(axis.sentence)}"
        for name in verdict.segments
        for _, axis, _ in ranked(report, name)
        if axis.verdict is not Outcome.WITHIN
    ]
    if told and sentences:
        lines += ["<details open><summary>In words</summary>", "", *told, "", "</details>", ""]
    if not sentences:
        lines += ["This comment would be too long: the other reports say more.", ""]
    version = "" if verdict.contract.version is None else f", version {verdict.contract.version}"
    lines.append(
        f"{_text(report.sides[0])}: {_text(report.sources[0])}; {_text(report.sides[1])}: {_text(report.sources[1])};"
        f" contract {_text(verdict.contract.name)}{version} ({verdict.contract.digest[:19]})."
        " Distances are Jensen-Shannon, base 2, with 95 % intervals."
    )
    return "\n".join(lines) + "\n"


def _diagnostic(report: GateReport) -> list[str]:
    if not report.diagnostic:
        return []
    one, other = (_text(side) for side in report.sides)
    rows = [
        f"| {_text(line.what)} | {_text(amount(line.reference, share=line.share))} | {_text(amount(line.other, share=line.share))} "
        f"| {'' if line.verdict is None else f'{SIGNS[line.verdict]} {line.verdict}'} |"
        for line in report.diagnostic
    ]
    return [f"| | {one} | {other} | verdict |", "|---|---:|---:|---|", *rows, ""]


def _table(report: GateReport, segment: str) -> list[str]:
    one, other = (_text(side) for side in report.sides)
    rows = [_row(name, judged, drawn) for name, judged, drawn in ranked(report, segment)]
    head = f"| verdict | axis | {one} | {other} | of | distance | tolerance | p |"
    return [head, "|---|---|---:|---:|---|---:|---:|---:|", *rows, ""]


def _row(name: str, judged: AxisVerdict, drawn: AxisReport) -> str:
    level = drawn.level
    both = ("-", "-", "")
    if level is not None:
        both = (amount(level.reference, share=level.share), amount(level.other, share=level.share), _text(level.what))
    told = " (warning)" if judged.severity == "warning" else ""
    word = f"**{judged.verdict}**" if judged.verdict is Outcome.BREACH else str(judged.verdict)
    return (
        f"| {SIGNS[judged.verdict]} {word}{told} | {_text(name)} | {_text(both[0])} | {_text(both[1])} | {both[2]} "
        f"| {distance(judged)} | {judged.tolerance:g} | {_text(evidence(judged.p_corrected))} |"
    )


def _text(text: str) -> str:
    r"""Keep names and sentences text: no markup, no mention of people, no link.

    Example:
        >>> _text("a|b <b> @ada")
        'a\\|b \\<b\\> @\u200bada'
    """
    return _SPOKEN.sub("\\1\u200b", _SPECIAL.sub(r"\\\1", plain(text)))
