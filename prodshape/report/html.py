"""A report as one HTML page: nothing from elsewhere, no script, to be read on any screen and on paper."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from prodshape.drawing.badge import badge
from prodshape.drawing.bars import Series, bars
from prodshape.drawing.scale import scale
from prodshape.report.base import Format, amount, distance, evidence, notices, plain, ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodshape.confidence import Interval
    from prodshape.diagnostic import DiagnosticLine
    from prodshape.gate_report import AxisReport, BinReport, GateReport, Level
    from prodshape.verdict import AxisVerdict

_KINDS = ("dataset", "production")


class Html(Format):
    """The page; its policy forbids it to load anything."""

    name = "html"
    suffix = ".html"

    def render(self, report: GateReport) -> str:
        """Write the verdict, a table of all axes, and both distributions of each."""
        verdict = report.verdict
        title = _text(f"{verdict.verdict.capitalize()}: {verdict.contract.name}")
        body = [
            f"<header><h1>{badge(verdict.verdict)} {_text(verdict.contract.name)}</h1>",
            f'<p class="lead">{_text(verdict.sentence)}</p></header><main>',
            _facts(report),
            *(f'<p class="notice">{_text(notice)}</p>' for notice in notices(report)),
            _diagnostic(report),
            *(_segment(report, name, number) for number, name in enumerate(verdict.segments)),
            "</main>",
            (
                "<footer>Distances are Jensen-Shannon, base 2: 0 is the same distribution, 1 is nothing in common. Every interval holds the"
                " truth 95 % of the time and allows for what one author repeats. p: how probable so much difference is if both are alike,"
                " corrected for all axes and segments.</footer>"
            ),
        ]
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
            f'<link rel="icon" href="data:,"><title>{title}</title><style>{_style()}</style></head><body>'
            + "".join(body)
            + "</body></html>\n"
        )


def _facts(report: GateReport) -> str:
    verdict = report.verdict
    version = "" if verdict.contract.version is None else f", version {verdict.contract.version}"
    whole = verdict.segments["all"]
    facts = [("Contract", f"{verdict.contract.name}{version} ({verdict.contract.digest[:19]}…)")]
    for side, source, messages, authors in zip(
        report.sides, report.sources, whole.messages, whole.authors, strict=True
    ):
        known = "authors unknown" if authors is None else f"about {authors:,} authors"
        facts.append((_capital(side), f"{source}: {messages:,} messages, {known}"))
    rows = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in facts)
    return f'<dl class="facts">{rows}</dl>'


def _diagnostic(report: GateReport) -> str:
    if not report.diagnostic:
        return ""
    one, other = (_text(_capital(side)) for side in report.sides)
    rows = "".join(
        f'<tr><th scope="row">{_text(line.what)}</th>{_number(amount(line.reference, share=line.share))}'
        f"{_number(amount(line.other, share=line.share))}<td>{'' if line.verdict is None else badge(line.verdict)}</td></tr>"
        for line in report.diagnostic
    )
    shares = [line for line in report.diagnostic if line.share]
    names = [plain(line.name) for line in shares]
    drawn = bars("Plain numbers, shares of messages", names, _series(report, shares)) if shares else ""
    return (
        '<h2>In plain numbers</h2><div class="pair"><div class="scroll"><table><thead><tr><td></td>'
        f'<th scope="col" class="number">{one}</th><th scope="col" class="number">{other}</th><th scope="col">Verdict</th></tr></thead>'
        f'<tbody>{rows}</tbody></table></div><div class="chart">{drawn}</div></div>'
    )


def _series(report: GateReport, bins: Sequence[BinReport] | Sequence[DiagnosticLine]) -> list[Series]:
    """Both sides as bars with whiskers."""
    both = ([each.reference for each in bins], [each.other for each in bins])
    return [
        Series(kind, plain(side), [each.value or 0.0 for each in one], [_ends(each.interval) for each in one])
        for kind, side, one in zip(_KINDS, report.sides, both, strict=True)
    ]


def _segment(report: GateReport, name: str, number: int) -> str:
    axes = ranked(report, name)
    judged = report.verdict.segments[name]
    alone = len(report.verdict.segments) == 1
    heading = "All axes" if alone else "The whole" if name == "all" else f"Segment {name}"
    rows = "".join(_row(axis, found, drawn, f"s{number}-{place}") for place, (axis, found, drawn) in enumerate(axes))
    one, other = (_text(_capital(side)) for side in report.sides)
    charts = "".join(
        _chart(report, axis, found, drawn, f"s{number}-{place}") for place, (axis, found, drawn) in enumerate(axes)
    )
    return (
        f"<h2>{_text(heading)} {'' if alone else badge(judged.verdict)}</h2>"
        '<div class="scroll" tabindex="0" role="region" aria-label="Verdicts"><table><thead><tr><th scope="col">Verdict</th>'
        f'<th scope="col">Axis</th><th scope="col" class="number">{one}</th><th scope="col" class="number">{other}</th>'
        '<th scope="col" class="of">Of</th><th scope="col" class="number">Distance</th><th scope="col" class="number">Tolerance</th>'
        f'<th scope="col" class="number">p</th></tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p><span class="key key-dataset"></span> {_text(report.sides[0])} <span class="key key-production"></span>'
        f' {_text(report.sides[1])}; whiskers: 95 % intervals</p><div class="charts">{charts}</div>'
    )


def _row(axis: str, found: AxisVerdict, drawn: AxisReport, anchor: str) -> str:
    both, what = _both(drawn.level)
    numbers = "".join(
        _number(value) for value in (distance(found), f"{found.tolerance:g}", evidence(found.p_corrected))
    )
    return (
        f"<tr><td>{badge(found.verdict, warning=found.severity == 'warning')}</td>"
        f'<th scope="row"><a href="#{anchor}">{_text(axis)}</a></th>'
        f'{_number(both[0])}{_number(both[1])}<td class="of">{_text(what)}</td>{numbers}</tr>'
    )


def _chart(report: GateReport, axis: str, found: AxisVerdict, drawn: AxisReport, anchor: str) -> str:
    interval = None if found.interval is None else _ends(found.interval)
    lines = [
        f'<section class="chart" id="{anchor}"><h3>{_text(axis)} {badge(found.verdict, warning=found.severity == "warning")}</h3>'
    ]
    if found.distance is not None:
        lines.append(scale(plain(f"{axis}, distance"), found.distance, interval, found.tolerance))
    if drawn.bins:
        shown = [each for each in drawn.bins if drawn.ordered or each.reference.value or each.other.value]
        names = [plain(each.name) for each in shown]
        lines.append(bars(plain(f"{axis}, share of messages"), names, _series(report, shown)))
    lines.append(f"<p>{_text(found.sentence)}</p>")
    if drawn.bins:
        lines.append(_bins(report, drawn.bins))
    return "".join(lines) + "</section>"


def _bins(report: GateReport, bins: list[BinReport]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(each.name)}</th>{_number(amount(each.reference, share=True))}'
        f"{_number(amount(each.other, share=True))}</tr>"
        for each in bins
        if each.reference.value or each.other.value
    )
    one, other = (_text(_capital(side)) for side in report.sides)
    return (
        "<details><summary>As a table</summary><table><thead><tr><th scope='col'>Bin</th>"
        f"<th scope='col' class='number'>{one}</th><th scope='col' class='number'>{other}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _number(text: str) -> str:
    """A cell; the interval has a line of its own, so that columns are narrow."""
    value, _, interval = text.partition(" (")
    small = f"<small>{escape(interval.removesuffix(')'))}</small>" if interval else ""
    return f'<td class="number">{escape(value)}{small}</td>'


def _both(level: Level | None) -> tuple[tuple[str, str], str]:
    if level is None:
        return ("-", "-"), ""
    return (amount(level.reference, share=level.share), amount(level.other, share=level.share)), level.what


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)


def _capital(side: str) -> str:
    """The name of a side as a heading.

    Example:
        >>> _capital("the dataset")
        'Dataset'
    """
    name = side.removeprefix("the ")
    return name[:1].upper() + name[1:]


def _text(text: str) -> str:
    return escape(plain(text))


@cache
def _style() -> str:
    return (files("prodshape.drawing") / "page.css").read_text("utf-8")
