"""What `prodshape measure` prints of a row."""

from __future__ import annotations

import json
from typing import Any

import pytest

from prodshape.axes import all_axes
from prodshape.cli.measure import report
from prodshape.datafiles.base import BAD_JSON, Rows

KINDS = {"typo", "spacing", "apostrophe", "abbreviation", "lengthening", "emoji", "emoticon"}
TEXTS = [
    "Where is my refund? I returned the shoes last week.",
    "hi i returnd the thing dont u ship 2 canada plsss :) 😀",
    "",
    "   ",
    "\x00\x00",
    "a\ud83d b",
    "1234",
    "x" * 5000,
    "ALL CAPS!!! ??",
]


def reported(*texts: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in report(Rows(0, list(texts)), all_axes())]


@pytest.mark.parametrize("text", TEXTS)
def test_every_axis_says_value_and_bin_and_nothing_else(text: str) -> None:
    (row,) = reported(text)

    assert list(row) == ["axes", "spans"]
    assert set(row["axes"]) == set(all_axes())
    for name, said in row["axes"].items():
        assert list(said) == ["value", "bin"]
        assert said["value"] is None or isinstance(said["value"], int | float)
        assert not isinstance(said["value"], bool)
        assert said["bin"] is None or said["bin"] in all_axes()[name].grid.names


@pytest.mark.parametrize("text", TEXTS)
def test_spans_are_sorted_and_lie_in_the_text(text: str) -> None:
    (row,) = reported(text)

    assert row["spans"] == sorted(row["spans"])
    for start, end, kind in row["spans"]:
        assert 0 <= start < end <= len(text)
        assert kind in KINDS


def test_spans_count_code_points_of_the_original_text() -> None:
    (row,) = reported("😀😀 i returnd it")

    assert [0, 1, "emoji"] in row["spans"]
    assert [5, 12, "typo"] in row["spans"]


def test_counts_are_whole_numbers() -> None:
    (line,) = report(Rows(0, ["one two three"]), {"length_words": all_axes()["length_words"]})

    assert '"value": 3, ' in line


def test_one_batch_or_many_give_the_same_lines() -> None:
    alone = [line for text in TEXTS for line in report(Rows(0, [text]), all_axes())]

    assert report(Rows(0, TEXTS), all_axes()) == alone


def test_a_refused_row_keeps_its_place_and_every_axis() -> None:
    rows = Rows(0, ["first"])
    rows.refuse(BAD_JSON)
    rows.texts.append("third")
    lines = [json.loads(line) for line in report(rows, all_axes())]

    assert [line.get("refused") for line in lines] == [None, "bad_json", None]
    assert lines[1]["spans"] == []
    assert lines[1]["axes"] == {name: {"value": None, "bin": None} for name in all_axes()}
    assert lines[0]["axes"]["length_chars"]["value"] == lines[2]["axes"]["length_chars"]["value"] == 5


def test_only_refused_rows_are_no_problem() -> None:
    rows = Rows(0)
    rows.refuse(BAD_JSON)

    assert len(report(rows, all_axes())) == 1


def test_output_is_plain_ascii() -> None:
    assert all(line.isascii() for line in report(Rows(0, TEXTS), all_axes()))
