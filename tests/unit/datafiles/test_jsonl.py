from __future__ import annotations

import pytest

from prodshape.datafiles.base import LINE_LIMIT, Fields
from prodshape.errors import InputError
from tests.unit.datafiles.test_formats import read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "bad_json"),
        (b"   ", "bad_json"),
        (b"{", "bad_json"),
        (b'{"text": "a"', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b'{"text": ' + b"9" * 5000 + b"}", "bad_json"),
        (b'"only a string"', "wrong_type"),
        (b"null", "wrong_type"),
        (b'["text"]', "wrong_type"),
        (b'{"text": 7}', "wrong_type"),
        (b'{"text": ["a"]}', "wrong_type"),
        (b'{"text": null}', "missing_text"),
        (b"{}", "missing_text"),
        (b'{"Text": "a"}', "missing_text"),
        (b'{"text": "\xff"}', "invalid_utf8"),
        (b'{"text": "' + b"x" * LINE_LIMIT + b'"}', "too_large"),
    ],
)
def test_a_bad_line_is_refused_by_its_reason_and_its_neighbours_stay(line: bytes, reason: str) -> None:
    rows = read("jsonl", b'{"text": "before"}\n' + line + b'\n{"text": "after"}')

    assert rows.texts == ["before", "", "after"]
    assert rows.refused == {1: reason}


def test_line_ends_and_byte_order_mark_are_no_part_of_the_rows() -> None:
    rows = read("jsonl", b'\xef\xbb\xbf{"text": "a"}\r\n{"text": "b"}\r\n')

    assert rows.texts == ["a", "b"]
    assert not rows.refused


def test_lone_surrogates_are_kept_as_they_are() -> None:
    assert read("jsonl", b'{"text": "a\\ud83d"}\n').texts == ["a\ud83d"]


def test_a_dotted_path_leads_through_objects_and_lists() -> None:
    line = b'{"messages": [{"content": "be kind"}, {"content": "where is it"}], "user": {"id": 7}}\n'
    rows = read("jsonl", line, Fields("messages.-1.content", author="user.id"))

    assert rows.texts == ["where is it"]
    assert rows.authors == ["7"]


def test_refused_rows_keep_the_columns_aligned() -> None:
    content = b'nonsense\n{"text": "b", "who": "bo"}\n{"who": "cy"}\n'
    rows = read("jsonl", content, Fields(author="who"))

    assert rows.authors == [None, "bo", "cy"]
    assert rows.refused == {0: "bad_json", 2: "missing_text"}


def test_names_of_other_fields_are_kept_for_the_message() -> None:
    assert read("jsonl", b'{"prompt": "a", "id": 1}\n').names == ("prompt", "id")


def test_a_json_array_is_told_apart_from_json_lines() -> None:
    with pytest.raises(InputError, match="one JSON array"):
        read("jsonl", b'[\n{"text": "a"}\n]\n', path="train.json")
