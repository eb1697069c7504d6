"""The accuracy benchmarks: the page says what the run said, and the bars are of figures that exist."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from benchmarks.accuracy import __main__ as run
from benchmarks.accuracy.bars import BARS
from benchmarks.accuracy.labelled import HALVES, data_folder, half_of, rows_of, text_lines
from benchmarks.accuracy.page import PAGE, RESULT, best, lower_is_better, render
from prodshape.axes import all_axes


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(RESULT.read_text("utf-8"))
    return content


def test_the_page_is_made_of_the_figures(result: dict[str, Any]) -> None:
    assert render(result) == PAGE.read_text("utf-8"), "run make bench-axes; the page is not written by hand"


def test_the_page_says_when_and_on_which_data(result: dict[str, Any]) -> None:
    page = PAGE.read_text("utf-8")

    assert f"Measured on {date.fromisoformat(result['date'])}" in page
    assert len(result["data"]) > 10
    for name, file in result["data"].items():
        assert f"| {name} | {file['lines']:,} | `{file['digest']}` |" in page


def test_every_table_of_the_page_is_whole() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGE.read_text("utf-8"), re.MULTILINE):
        columns = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(columns) == 1, block


def test_the_run_had_all_axes_and_all_bars(result: dict[str, Any]) -> None:
    measured = {(name, one["name"]) for name, axis in result["axes"].items() for one in axis["figures"]}

    assert set(result["axes"]) == set(all_axes())
    assert {(bar.axis, bar.figure) for bar in BARS} <= measured


def test_a_bar_is_a_least_or_a_most() -> None:
    for bar in BARS:
        assert (bar.at_least is None) != (bar.at_most is None), bar
        assert lower_is_better(bar.figure) == (bar.at_most is not None), bar
        edge = bar.at_least if bar.at_most is None else bar.at_most
        assert edge is not None
        assert bar.met(edge)
        assert not bar.met(edge - 0.01 if bar.at_most is None else edge + 0.01)


def test_the_best_library_is_the_lowest_where_lower_is_better() -> None:
    beside = [{"library": "a", "value": 0.1}, {"library": "b", "value": 0.2}]

    assert best({"name": "chat: F1", "beside": beside}) == beside[1]
    assert best({"name": "chat: false positives", "beside": beside}) == beside[0]
    assert best({"name": "chat: F1", "beside": []}) is None


def test_halves_share_the_rows_and_never_change() -> None:
    lines = [f"row {number}" for number in range(400)]

    assert 150 < sum(half_of(line) == "dev" for line in lines) < 250
    assert [half_of(line) for line in lines[:4]] == [half_of(line + "\n") for line in lines[:4]]
    assert half_of("where is my refund") == "held-out"


@pytest.mark.data
def test_readers_give_one_half(data_dir: Any) -> None:
    file = data_dir / "support_tweets.txt"
    parts = []
    for half in HALVES:
        with rows_of(half):
            parts.append(text_lines(file))

    assert sorted(parts[0] + parts[1]) == sorted(text_lines(file))
    assert min(map(len, parts)) > 2000


def test_without_data_it_says_so_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    monkeypatch.setenv("PRODSHAPE_DATA", str(tmp_path / "nowhere"))
    before = PAGE.stat().st_mtime_ns

    assert run.main([]) == 0
    assert "skipped: no labelled data in" in capsys.readouterr().out
    assert PAGE.stat().st_mtime_ns == before
    assert data_folder() == tmp_path / "nowhere"
