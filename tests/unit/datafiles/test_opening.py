from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prodshape.datafiles import all_formats, choose_format, open_data
from prodshape.datafiles.base import Fields
from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", all_formats())
def test_a_format_is_chosen_by_the_end_of_the_name(name: str) -> None:
    for suffix in all_formats()[name].suffixes:
        assert choose_format(f"Train{suffix.upper()}", Fields()).name == name


def test_a_name_that_says_nothing_needs_the_option() -> None:
    with pytest.raises(InputError, match=r"say --format"):
        choose_format("train.data", Fields())

    assert choose_format("train.data", Fields(), "csv").name == "csv"


def test_an_unknown_format_is_told_the_known_ones() -> None:
    with pytest.raises(InputError, match="csv, jsonl, parquet, txt, got 'xml'"):
        choose_format("a.xml", Fields(), "xml")


def test_a_text_file_has_no_authors() -> None:
    with pytest.raises(InputError, match="no fields, so there is no 'who'"):
        choose_format("a.txt", Fields(author="who"))


def refusal(path: Path, content: bytes | None) -> str:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught, open_data(choose_format(str(path), Fields())):
        pass
    return str(caught.value)


def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "absent.txt", None)
    (tmp_path / "folder.txt").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.txt", None)
    assert "is a folder" in refusal(tmp_path, None)


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        (b"\x1f\x8b\x08\x00rest", "gunzip"),
        (b"\x28\xb5\x2f\xfdrest", "unzstd"),
        (b"PK\x03\x04rest", "CSV in UTF-8"),
        (b"PAR1rest", "--format parquet"),
        ("some rows\n".encode("utf-16"), "save it as UTF-8"),
    ],
)
def test_foreign_files_are_recognised(tmp_path: Path, content: bytes, way_out: str) -> None:
    assert way_out in refusal(tmp_path / "rows.jsonl", content)


def test_a_first_row_that_is_not_utf8_does_not_condemn_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_bytes(b"\xff\xfe broken\nfine\n")
    with open_data(choose_format(str(path), Fields())) as stream:
        assert stream.read().endswith(b"fine\n")
