"""The page as HTML: what production looks like, beside the active dataset, and how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from prodshape.drawing.badge import badge
from prodshape.drawing.bars import Series, bars, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from prodshape.verdict import Outcome


@dataclass(frozen=True)
class Ruling:
    """What the contract says of a distance.

    Attributes:
        verdict: the outcome.
        warning: whether a breach is only told.
        sentence: the same for whoever decides.
        alarm: whether a breach has lasted.
        since: since when, in words; None if it was never told.
    """

    verdict: Outcome
    warning: bool
    sentence: str
    alarm: bool
    since: str | None


@dataclass(frozen=True)
class Distance:
    """One cell of the table: a distance, or why there is none.

    Attributes:
        value: Jensen-Shannon distance, base 2, 0 to 1; None if there is none.
        reason: why there is none.
        ruling: what the contract says of it; None if it does not name the axis or the segment.
    """

    value: float | None
    reason: str | None
    ruling: Ruling | None = None


@dataclass(frozen=True)
class Chart:
    """One axis.

    Attributes:
        axis: its name.
        unit: of the axis, in words.
        names: the bins.
        production: share of each bin, 0 to 1.
        dataset: the same for the active dataset; None if there is none or it was measured differently.
        n: messages of production that were measured.
        n_dataset: rows of the dataset that were measured.
        mean: of production, in the unit; None without numbers.
        mean_dataset: of the dataset.
        mismatch: of production from the dataset.
        drift: of production from the baseline.
    """

    axis: str
    unit: str
    names: Sequence[str]
    production: Sequence[float]
    dataset: Sequence[float] | None
    n: int
    n_dataset: int | None
    mean: float | None
    mean_dataset: float | None
    mismatch: Distance
    drift: Distance


@dataclass(frozen=True)
class Page:
    """All that the page shows.

    Attributes:
        stream: whose page it is.
        segment: which part of the stream.
        streams: the streams that there are.
        segments: the segments of this stream.
        facts: name and value of what stands on top.
        charts: one per axis, the greatest mismatch first.
        notices: sentences that say what is missing and why.
        changes: sentences that say when users changed, the latest first.
        made_at: when the numbers were made; None if there are none.
    """

    stream: str
    segment: str
    streams: Sequence[str]
    segments: Sequence[str]
    facts: Sequence[tuple[str, str]]
    charts: Sequence[Chart]
    notices: Sequence[str]
    made_at: datetime | None
    changes: Sequence[str] = ()


def render(page: Page) -> str:
    """The page as one HTML document; its links are relative, so a proxy may put any path in front."""
    body = [
        "<header><h1>Prodshape: what users really type</h1>",
        _menu("stream", page.streams, page.stream, kept={}),
        _menu("segment", page.segments, page.segment, kept={"stream": page.stream}),
        "</header><main>",
        _facts(page.facts),
    ]
    body += [f'<p class="notice">{escape(notice)}</p>' for notice in page.notices]
    if page.changes:
        items = "".join(f"<li>{escape(change)}</li>" for change in page.changes)
        body.append(f"<h2>When users changed</h2><ul>{items}</ul>")
    if page.charts:
        body += [_table(page.charts), _charts(page.charts)]
    body.append("</main>" + _footer(page))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Prodshape: {escape(page.stream)}</title>"
        f'<link rel="icon" type="image/svg+xml" href="./favicon.svg">'
        f'<link rel="stylesheet" href="./page.css"></head><body>' + "".join(body) + "</body></html>"
    )


def _menu(key: str, names: Sequence[str], chosen: str, *, kept: dict[str, str]) -> str:
    items = []
    for name in names:
        query = escape(urlencode({**kept, key: name}))
        current = ' aria-current="page"' if name == chosen else ""
        items.append(f'<li><a href="./?{query}"{current}>{escape(name)}</a></li>')
    title = key.capitalize()
    return f'<nav aria-label="{title}"><ul><li>{title}:</li>{"".join(items)}</ul></nav>'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return f'<dl class="facts">{rows}</dl>'


def _table(charts: Sequence[Chart]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(chart.axis)}">{escape(chart.axis)}</a></th>'
        f"{_distance(chart.mismatch)}{_distance(chart.drift)}"
        f'<td class="number">{_mean(chart.mean)}</td><td class="number">{_mean(chart.mean_dataset)}</td>'
        f"<td>{escape(chart.unit)}</td>"
        f'<td class="number">{chart.n:,}</td>'
        f'<td class="number">{"" if chart.n_dataset is None else f"{chart.n_dataset:,}"}</td></tr>'
        for chart in charts
    )
    return (
        "<h2>How far apart</h2>"
        '<p class="why">Jensen-Shannon distance, base 2: 0 is the same distribution, 1 is nothing '
        "in common. Mismatch: production against the active dataset. Drift: production now against the version that "
        'the dataset was built against.</p><div class="scroll"><table>'
        '<thead><tr><th scope="col">Axis</th><th scope="col" class="number">Mismatch</th>'
        '<th scope="col" class="number">Drift</th>'
        '<th scope="col" class="number">Mean, production</th><th scope="col" class="number">Mean, dataset</th>'
        '<th scope="col">Unit</th><th scope="col" class="number">n, production</th>'
        f'<th scope="col" class="number">n, dataset</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _distance(distance: Distance) -> str:
    ruling = distance.ruling
    told = "" if ruling is None else f"<br>{badge(ruling.verdict, warning=ruling.warning)}"
    if ruling is not None and ruling.alarm:
        told += f'<br><span class="alarm">alarm since {escape(ruling.since or "unknown")}</span>'
    if distance.value is None:
        return f'<td class="why">{escape(distance.reason or "none")}{told}</td>'
    return f'<td class="number">{distance.value:.3f}{told}</td>'


def _mean(mean: float | None) -> str:
    return "" if mean is None else f"{mean:,.4g}"


def _charts(charts: Sequence[Chart]) -> str:
    return (
        '<h2>Shares per axis</h2><p><span class="key key-production"></span> production '
        '<span class="key key-dataset"></span> active dataset</p>'
        f'<div class="charts">{"".join(_chart(chart) for chart in charts)}</div>'
    )


def _chart(chart: Chart) -> str:
    dataset = chart.dataset
    series = [Series("production", "production", chart.production)]
    series += [] if dataset is None else [Series("dataset", "dataset", dataset)]
    head = "<th scope='col' class='number'>Dataset</th>" if dataset is not None else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="number">{escape(percent(chart.production[i]))}</td>'
        + ("" if dataset is None else f'<td class="number">{escape(percent(dataset[i]))}</td>')
        + "</tr>"
        for i, name in enumerate(chart.names)
    )
    measured = f"n = {chart.n:,}" + ("" if chart.n_dataset is None else f", dataset n = {chart.n_dataset:,}")
    return (
        f'<section class="chart" id="{escape(chart.axis)}"><h3>{escape(chart.axis)}</h3>'
        f"<p>{escape(chart.unit)}; {measured}</p>{_sentences(chart)}"
        f"{bars(f'{chart.axis}, share of messages', chart.names, series)}"
        f"<details><summary>All bins as a table</summary><table><thead><tr><th scope='col'>Bin</th>"
        f"<th scope='col' class='number'>Production</th>{head}</tr></thead><tbody>{rows}</tbody></table></details>"
        "</section>"
    )


def _sentences(chart: Chart) -> str:
    rulings = (chart.mismatch.ruling, chart.drift.ruling)
    return "".join(f"<p>{escape(ruling.sentence)}</p>" for ruling in rulings if ruling is not None)


def _footer(page: Page) -> str:
    query = escape(urlencode({"stream": page.stream, "segment": page.segment}))
    made = "" if page.made_at is None else f"Numbers made at {page.made_at:%Y-%m-%d %H:%M:%S} UTC. "
    return (
        f'<footer>{made}The same as JSON: <a href="./v1/divergence?{query}">divergence</a>, '
        f'<a href="./v1/fingerprints/latest?{query}">latest version</a>, '
        f'<a href="./v1/fingerprints/live?{query}">live</a>, '
        f'<a href="./v1/schemas">schemas</a>, <a href="./openapi.json">OpenAPI</a>.</footer>'
    )
