"""What holds for every format of a report: it says all that was judged, and names stay text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from prodshape.contract import Contract
from prodshape.errors import InputError
from prodshape.gate_report import GateReport, gate_report
from prodshape.judging import Pair, judge
from prodshape.report import all_formats, format_for
from prodshape.report.base import Format, plain
from prodshape.verdict import Outcome
from service.schemas import schema_of
from tests.unit.test_judging import axis, document

FORMATS = pytest.mark.parametrize("chosen", all_formats().values(), ids=all_formats())
N = 4000
HOSTILE = [
    "<script>alert(1)</script>",
    "a|b\n| c",
    "]]></failure><x>",
    "\x00\x1b[2J\u202e",
    '"><img src=x onerror=alert(1)>',
    "`code` **bold** [link](http://evil.example) @everyone #1",
    "&amp; 'single' \\",
    "www.evil.example",
    "😀 \uffff",
]


def report(
    *names: str,
    segments: tuple[str, ...] = (),
    bins: tuple[str, str] = ("0", "1+"),
    sides: tuple[str, str] | None = None,
) -> GateReport:
    """Of the first axis a breach, of the second undecided, of the third within, the fourth not comparable."""
    called = (*names, "first", "second", "third", "fourth")[:4]
    more: dict[str, Any] = {
        "bins": list(bins),
        "edges": None,
        "points": None,
        "ordered": False,
        "mean": None,
        "mean_from": None,
    }

    def side(*shares: float, seed: int, version: int) -> dict[str, Any]:
        found = [axis(share, n, seed=seed, **more) for share, n in zip(shares, (N, 700, N), strict=True)]
        return dict(zip(called, [*found, axis(0.2, N, version=version, **more)], strict=True))

    pair = Pair.of(
        document(**side(0.03, 0.2, 0.2, seed=0, version=1)),
        document(**side(0.41, 0.3, 0.2, seed=1, version=2)),
        [f"Caution of {called[0]}."],
    )
    empty: dict[str, Any] = {"axes": {one: {} for one in called}, "segments": {one: {} for one in segments}}
    contract = Contract(name=called[0][:100], **empty)
    pairs = dict.fromkeys(contract.judged, pair)
    where = sides or ("the dataset", "production")
    return gate_report(judge(contract, pairs, sides=where), pairs, sides=where, sources=(called[0], "http://127.0.0.1"))


def test_the_example_has_every_outcome() -> None:
    found = report().verdict.segments["all"].axes
    assert [one.verdict for one in found.values()] == ["breach", "undecided", "within", "undecided"]


@FORMATS
def test_every_axis_of_every_segment_is_told_with_its_sentence(chosen: Format) -> None:
    made = report(segments=("web", "app"))
    text = chosen.render(made)
    for segment in ("web", "app"):
        assert segment in text
    for name, judged in made.verdict.segments["all"].axes.items():
        assert text.count(name) >= 3
        if judged.verdict is not Outcome.WITHIN:
            assert f"the contract allows 0.10: {judged.verdict}" in text
    assert "is 59.0% of messages in production, 97.0% in the dataset" in text
    assert "Caution of first." in text


@FORMATS
def test_what_cannot_be_told_is_told_too(chosen: Format) -> None:
    """No cells, no message at all, no axis of the diagnostic: each is undecided, with a dash or a reason."""
    bare = document(typos=axis(0.2, N), emoji=axis(0.2, N)).only({"summary"})
    empty = document(typos=axis(0.0, 0), emoji=axis(0.2, N))
    contract = Contract.loads("format: prodshape.contract/1\nname: x\naxes: {typos: , emoji: }")
    for one, other in ((bare, empty), (empty, bare), (bare, bare), (empty, empty)):
        pairs = {"all": Pair.of(one, other)}
        made = gate_report(judge(contract, pairs), pairs, sides=("the dataset", "production"), sources=("a", "b"))
        assert "undecided" in chosen.render(made)


def test_the_json_fits_its_schema() -> None:
    sent = json.loads(all_formats()["json"].render(report(segments=("web",))))
    Draft202012Validator(schema_of("gate-report")).validate(sent)
    assert not Draft202012Validator(schema_of("gate-report")).is_valid(sent | {"more": 1})


@FORMATS
def test_the_same_report_is_the_same_text_and_can_be_written(chosen: Format) -> None:
    assert chosen.render(report()) == chosen.render(report())
    assert chosen.render(report()).endswith("\n")
    chosen.render(report()).encode()


@FORMATS
def test_formats_are_chosen_by_their_suffix(chosen: Format) -> None:
    assert format_for(f"some/gate{chosen.suffix.upper()}") is chosen
    with pytest.raises(InputError, match=re.escape(chosen.suffix)):
        format_for("gate.pdf")


class Page(HTMLParser):
    """The tags and attributes of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=2, max_size=2, unique=True), TEXT)
def test_names_stay_text_in_html(names: list[str], segment: str) -> None:
    if segment == "all":
        return
    tame = Page(all_formats()["html"].render(report("a", "b", segments=("c",), bins=("d", "e"), sides=("f", "g"))))
    wild = report(*names, segments=(segment,), bins=(names[1], names[0]), sides=(segment, names[1]))
    page = Page(all_formats()["html"].render(wild))
    assert page.tags == tame.tags
    assert len(page.attributes) == len(tame.attributes)
    assert plain(names[0]) in page.text


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=2, max_size=2, unique=True), TEXT)
def test_names_stay_text_in_junit_and_json(names: list[str], segment: str) -> None:
    if segment == "all":
        return
    wild = report(*names, segments=(segment,), bins=(names[1], names[0]))
    root = ET.fromstring(all_formats()["junit"].render(wild))  # noqa: S314 - our own text
    assert {case.get("name") for case in root.iter("testcase")} >= {plain(name) for name in names}
    assert GateReport.model_validate_json(all_formats()["json"].render(wild)) == wild


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=2, max_size=2, unique=True), TEXT)
def test_names_stay_text_in_markdown(names: list[str], segment: str) -> None:
    if segment == "all":
        return
    render = all_formats()["markdown"].render
    tame = render(report("a", "b", segments=("c",), bins=("d", "e"))).splitlines()
    wild = render(report(*names, segments=(segment,), bins=(names[1], names[0]))).split("\n")[:-1]
    assert len(wild) == len(tame)
    for one, other in zip(wild, tame, strict=True):
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", one)) == len(re.findall(r"(?<!\\)(?:\\\\)*\|", other))
        assert not re.search(r"(?<!\\)(?:\\\\)*`", one)
        assert not re.search(r"[@#][\w]|://|www\.", one)
        assert re.findall(r"(?<!\\)(?:\\\\)*<(\w+)", one) == re.findall(r"<(\w+)", other)


@pytest.mark.parametrize(("segments", "tables", "words"), [(5, 6, True), (60, 61, False), (200, 1, False)])
def test_a_comment_is_no_longer_than_it_may_be(segments: int, tables: int, words: bool) -> None:
    text = all_formats()["markdown"].render(report(segments=tuple(f"segment {place}" for place in range(segments))))
    assert len(text) <= 65_536
    assert text.count("| verdict | axis |") == tables
    assert ("In words" in text) == words
    assert ("the other reports say more" in text) != words
    assert text.count("### ") == segments + 1


def test_junit_has_one_case_an_axis_and_its_totals_are_right() -> None:
    root = ET.fromstring(all_formats()["junit"].render(report(segments=("web",))))  # noqa: S314 - our own text
    assert root.tag == "testsuites"
    assert [suite.tag for suite in root] == ["testsuite", "testsuite"]
    for suite in root:
        cases = suite.findall("testcase")
        assert [suite.get(name) for name in ("tests", "failures", "skipped", "errors")] == ["4", "1", "2", "0"]
        assert len(cases) == 4
        assert [len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "skipped", "error")] == [1, 2, 0]
        assert all({*case.attrib} == {"classname", "name", "time"} for case in cases)
    assert [root.get(name) for name in ("tests", "failures", "skipped", "errors")] == ["8", "2", "4", "0"]


def test_a_breach_that_is_only_told_is_no_failure_in_junit() -> None:
    made = report()
    judged = {
        name: one.model_copy(update={"severity": "warning"}) for name, one in made.verdict.segments["all"].axes.items()
    }
    segment = made.verdict.segments["all"].model_copy(update={"axes": judged})
    told = made.model_copy(update={"verdict": made.verdict.model_copy(update={"segments": {"all": segment}})})
    root = ET.fromstring(all_formats()["junit"].render(told))  # noqa: S314 - our own text
    assert root.get("failures") == "0"
    assert any("breach" in (case.findtext("system-out") or "") for case in root.iter("testcase"))


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    text = all_formats()["html"].render(report())
    page = Page(text)
    assert not {"script", "img", "iframe", "object", "form"} & {*page.tags}
    assert [
        value
        for name, value in page.attributes
        if name in {"src", "href"} and not (value or "").startswith(("#", "data:,"))
    ] == []
    assert not re.search(r"url\(|@import|https?://", text.replace("http://127.0.0.1", ""))
    assert "default-src 'none'" in text


def test_the_page_can_be_heard() -> None:
    text = all_formats()["html"].render(report(segments=("web",)))
    page = Page(text)
    assert [tag for tag in page.tags if tag in {"h1", "h2", "h3"}] == ["h1", *["h2", *["h3"] * 4] * 2]
    assert page.attributes.count(("lang", "en")) == 1
    assert text.count('role="img"') == text.count("<title>") - 1 == text.count("<desc>")
    assert text.count('scope="row"') >= 8
    ids = [value for name, value in page.attributes if name == "id"]
    assert len({*ids}) == len(ids) == 8
    assert {f"#{one}" for one in ids} == {
        value for name, value in page.attributes if name == "href" and value != "data:,"
    }
    for outcome in ("breach", "undecided", "within"):
        assert re.search(rf"</svg>{outcome}\b", text), "in words, beside shape and colour"


def test_whiskers_are_the_intervals_of_the_shares() -> None:
    made = report()
    drawn = json.loads(all_formats()["json"].render(made))["segments"]["all"]["first"]
    for one in drawn["bins"]:
        for side in ("reference", "other"):
            interval = one[side]["interval"]
            assert interval["low"] <= one[side]["value"] <= interval["high"]
    assert all_formats()["html"].render(made).count('class="whisker"') == 12, "of the three axes that can be compared"
