"""Laws for every format: rows come in order, whole, and the same however the file is cut."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.datafiles import all_formats
from prodshape.datafiles.base import DataFormat, Fields, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXTS = ["where is my refund", "", "i returnd it 😀", 'say "hi", ok; now', "tab\there", "x" * 3000, "ñandú\x00nul"]
AUTHORS: list[str | None] = ["ada", "bo", None, "ada", "cy", "bo", "ada"]


def _jsonl(texts: Sequence[str | None], authors: Sequence[str | None]) -> bytes:
    return "".join(json.dumps({"text": t, "who": a}) + "\n" for t, a in zip(texts, authors, strict=True)).encode()


def _csv(texts: Sequence[str | None], authors: Sequence[str | None]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("who", "text"), *zip(authors, texts, strict=True)])
    return out.getvalue().encode()


def _parquet(texts: Sequence[str | None], authors: Sequence[str | None]) -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    table = pa.table({"who": pa.array(authors, pa.string()), "text": pa.array(texts, pa.string())})
    pq.write_table(table, out, row_group_size=3)
    return out.getvalue()


def _txt(texts: Sequence[str | None], authors: Sequence[str | None]) -> bytes:  # noqa: ARG001 - a txt has no authors
    return "".join(f"{text}\n" for text in texts).encode()


WRITERS: dict[str, Callable[[Sequence[str | None], Sequence[str | None]], bytes]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "txt": _txt,
}


def read(name: str, content: bytes, fields: Fields | None = None, size: int = 1 << 20, path: str = "") -> Rows:
    """Read a whole file of a format into one `Rows`."""
    data_format: DataFormat = all_formats()[name](fields or Fields(), path=path)
    whole = Rows(0)
    for block in data_format.blocks(io.BytesIO(content), size=size):
        rows = data_format.rows(block)
        assert block.first == rows.first == len(whole)
        assert block.rows == len(rows)
        whole.refused.update({len(whole) + index: reason for index, reason in rows.refused.items()})
        whole.texts += rows.texts
        whole.authors += rows.authors
        whole.conversations += rows.conversations
        whole.names = whole.names or rows.names
    return whole


def test_every_format_has_a_writer_here() -> None:
    assert set(WRITERS) == set(all_formats())


@pytest.mark.parametrize("name", all_formats())
@pytest.mark.parametrize("size", [1, 64, 1 << 20])
def test_texts_come_back_whole_and_in_order(name: str, size: int) -> None:
    assert read(name, WRITERS[name](TEXTS, AUTHORS), size=size).texts == TEXTS


@pytest.mark.parametrize("name", [name for name, found in all_formats().items() if found.structured])
@pytest.mark.parametrize("size", [1, 1 << 20])
def test_authors_and_conversations_stand_beside_their_texts(name: str, size: int) -> None:
    rows = read(name, WRITERS[name](TEXTS, AUTHORS), Fields(author="who", conversation="who"), size)

    assert rows.authors == AUTHORS
    assert rows.conversations == AUTHORS


@pytest.mark.parametrize("name", [name for name, found in all_formats().items() if found.structured])
def test_a_missing_value_is_refused_alone(name: str) -> None:
    texts: list[str | None] = ["a", None, "b"]
    rows = read(name, WRITERS[name](texts, [None] * 3)) if name != "csv" else read(name, b"who,text\nx,a\nx\nx,b\n")

    assert rows.texts == ["a", "", "b"]
    assert rows.refused == {1: "missing_text"}


@settings(max_examples=40)
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20), max_size=12),
    size=st.integers(1, 200),
)
@pytest.mark.parametrize("name", ["csv", "jsonl", "txt"])
def test_any_text_survives_any_cut(name: str, texts: list[str], size: int) -> None:
    content = WRITERS[name](texts, [None] * len(texts))
    if name == "txt" and texts and texts[0].startswith("\ufeff"):
        texts = [texts[0].removeprefix("\ufeff"), *texts[1:]]

    assert read(name, content, size=size).texts == texts


def test_a_line_of_a_megabyte_is_a_row_like_another() -> None:
    long = "word " * 250_000
    texts: list[Any] = ["a", long, "b"]
    for name in ("csv", "jsonl", "txt"):
        assert read(name, WRITERS[name](texts, [None] * 3), size=4096).texts == texts
