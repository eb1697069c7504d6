"""The page is well-formed, escapes what it shows, loads nothing from elsewhere and needs no script."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from prodshape.verdict import Outcome
from service.web.page import Chart, Distance, Page, Ruling, render

CHART = Chart(
    axis="typos",
    unit="share of checkable words",
    names=["0", "<=0.2", ">0.2"],
    production=[0.5, 0.3, 0.2],
    dataset=[0.9, 0.1, 0.0],
    n=1234,
    n_dataset=500,
    mean=0.081,
    mean_dataset=0.01,
    mismatch=Distance(0.3456, None),
    drift=Distance(None, "no version was built against"),
)
PAGE = Page(
    stream="default",
    segment="all",
    streams=["default", "a&b"],
    segments=["all", "other"],
    facts=[("Watermark", "2026-11-01 12:00 UTC")],
    charts=[CHART],
    notices=[],
    made_at=datetime(2026, 11, 1, 12, 0, 30, tzinfo=UTC),
)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Checks that tags nest, and collects what a browser would ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_it_is_well_formed_and_shows_each_number_with_unit_and_n() -> None:
    html = render(PAGE)
    read(html)
    assert "0.346" in html
    assert "1,234" in html
    assert "share of checkable words" in html
    assert "no version was built against" in html


def test_it_asks_for_nothing_from_elsewhere_and_has_no_script_or_inline_style() -> None:
    seen = read(render(PAGE)).seen
    links = [value for _, attrs in seen for name, value in attrs.items() if name in {"href", "src", "action"}]
    assert links
    assert all(value is not None and re.match(r"\./|#", value) for value in links)
    assert not [tag for tag, attrs in seen if tag in {"script", "style", "iframe"} or "style" in attrs]
    assert not [name for _, attrs in seen for name in attrs if name.startswith("on")]


def test_a_verdict_stands_beside_its_distance_and_its_sentence_with_the_axis() -> None:
    ruling = Ruling(
        Outcome.BREACH,
        False,
        "typos: 4% of words; the contract allows 0.10: breach.",
        alarm=True,
        since="2026-11-01 UTC",
    )
    html = render(replace(PAGE, charts=[replace(CHART, mismatch=Distance(0.3456, None, ruling))]))
    read(html)
    assert re.search(
        r'0\.346<br><span class="verdict breach">.*?breach</span><br><span class="alarm">alarm since 2026-11-01', html
    )
    assert html.count(ruling.sentence) == 1
    assert "verdict" not in render(PAGE)
    assert "alarm" not in render(PAGE)


def test_what_it_shows_is_escaped() -> None:
    evil = '<script>alert("x")</script>&'
    chart = replace(
        CHART,
        axis=evil,
        unit=evil,
        names=[evil, "b", "c"],
        mismatch=Distance(None, evil, Ruling(Outcome.BREACH, False, evil, alarm=True, since=evil)),
    )
    page = replace(PAGE, stream=evil, segment=evil, streams=[evil], segments=[evil], facts=[(evil, evil)])
    html = render(replace(page, charts=[chart], notices=[evil]))
    read(html)
    assert "<script" not in html


def test_its_links_are_relative_so_that_a_proxy_may_put_a_path_in_front() -> None:
    links = [attrs["href"] for tag, attrs in read(render(PAGE)).seen if tag in {"a", "link"}]
    assert [link for link in links if link is None or not link.startswith(("./", "#"))] == []
    assert "./?stream=a%26b" in links


def test_without_numbers_it_says_why() -> None:
    html = render(replace(PAGE, charts=[], notices=["Nothing is counted yet."]))
    read(html)
    assert "Nothing is counted yet." in html
    assert "<table" not in html
