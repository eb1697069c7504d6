from __future__ import annotations

import io
from typing import Any

import pytest

from prodshape.datafiles import all_formats
from prodshape.datafiles.base import Fields
from prodshape.errors import InputError
from tests.unit.datafiles.test_formats import read

pa: Any = pytest.importorskip("pyarrow")
pq: Any = pytest.importorskip("pyarrow.parquet")


def written(**columns: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_a_dotted_path_leads_into_structs_and_lists() -> None:
    messages = pa.array([[{"role": "user", "content": "hi"}], [], None])
    rows = read("parquet", written(messages=messages), Fields("messages.0.content"))

    assert rows.texts == ["hi", "", ""]
    assert rows.refused == {1: "missing_text", 2: "missing_text"}


def test_numbers_are_no_text_but_may_be_an_author() -> None:
    rows = read("parquet", written(text=[1, 2], who=[7, None]), Fields(author="who"))

    assert rows.refused == {0: "wrong_type", 1: "wrong_type"}
    assert rows.authors == ["7", None]


def test_dictionary_columns_and_binary_columns_are_texts() -> None:
    coded = pa.array(["a", "b", "a"]).dictionary_encode()

    assert read("parquet", written(text=coded)).texts == ["a", "b", "a"]
    assert read("parquet", written(text=pa.array([b"a", b"\xff"]))).refused == {1: "invalid_utf8"}


def test_strings_that_are_not_utf8_are_refused_alone() -> None:
    broken = pa.array([b"good", b"\xff\xfe"]).view(pa.string())
    rows = read("parquet", written(text=broken))

    assert rows.texts == ["good", ""]
    assert rows.refused == {1: "invalid_utf8"}


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no column 'prompt'; it has 'id', 'text'"):
        read("parquet", written(id=[1], text=["a"]), Fields("prompt"))


def test_something_else_is_not_parquet() -> None:
    with pytest.raises(InputError, match=r"x\.parquet is not a Parquet file"):
        read("parquet", b"text\nhello\n", path="x.parquet")


def test_a_pipe_cannot_be_read_from_its_end() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(InputError, match="give the file's path"):
        list(all_formats()["parquet"](Fields()).blocks(Pipe(written(text=["a"]))))


def test_an_author_that_is_not_utf8_takes_no_other_author_away() -> None:
    broken = pa.array([b"ada", b"\xff\xfe"]).view(pa.string())

    assert read("parquet", written(text=["a", "b"], who=broken), Fields(author="who")).authors == ["ada", None]


def test_a_moment_that_python_cannot_hold_costs_no_text_beside_it() -> None:
    moments = pa.array([1, 1001], pa.timestamp("ns"))
    nested = pa.StructArray.from_arrays([moments, pa.array(["a", "b"])], ["at", "content"])
    lists = pa.ListArray.from_arrays([0, 1, 2], nested)
    columns = {"turn": nested, "turns": lists, "at": moments}

    assert read("parquet", written(**columns), Fields("turn.content", author="at")).texts == ["a", "b"]
    assert read("parquet", written(**columns), Fields("turns.0.content")).texts == ["a", "b"]
    assert read("parquet", written(**columns), Fields("at")).refused == {0: "wrong_type", 1: "wrong_type"}


def test_a_nested_text_that_is_not_utf8_is_refused_alone() -> None:
    broken = pa.StructArray.from_arrays([pa.array([b"good", b"\xff"]).view(pa.string())], ["content"])
    rows = read("parquet", written(turn=broken), Fields("turn.content"))

    assert (rows.texts, rows.refused) == (["good", ""], {1: "invalid_utf8"})


def test_pages_that_cannot_be_read_get_a_sentence() -> None:
    whole = bytearray(written(text=pa.array([f"some text {n}" for n in range(100)]).cast(pa.large_string())))
    whole[20:200] = b"\xff" * 180

    with pytest.raises(InputError, match=r"x\.parquet is damaged"):
        read("parquet", bytes(whole), path="x.parquet")


def test_a_column_that_stands_twice_is_named() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table([["a"], ["b"]], names=["text", "text"]), out)

    with pytest.raises(InputError, match="has 2 columns 'text'"):
        read("parquet", out.getvalue())
