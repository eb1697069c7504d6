"""Cutting bytes into blocks loses nothing, whatever the size of the blocks."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.datafiles.base import LINE_LIMIT
from prodshape.datafiles.lines import line_blocks, split_lines
from tests.unit.datafiles.test_formats import read

lines = st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=20)


@given(lines=lines, size=st.integers(1, 30), ended=st.booleans())
def test_blocks_hold_every_line_once_and_in_order(lines: list[bytes], size: int, ended: bool) -> None:
    content = b"\n".join(lines) + (b"\n" if ended and lines else b"")
    blocks = list(line_blocks(io.BytesIO(content), size=size))
    bare = content.removeprefix(b"\xef\xbb\xbf")

    assert b"".join(block.content for block in blocks) == bare
    assert sum(block.rows for block in blocks) == bare.count(b"\n") + (bare != b"" and not bare.endswith(b"\n"))
    assert [block.first for block in blocks] == [sum(b.rows for b in blocks[:i]) for i in range(len(blocks))]
    for block in blocks[:-1]:
        assert block.content.endswith(b"\n")
    if blocks:
        assert blocks[-1].position == len(content)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_byte_order_mark_is_dropped_only_at_the_beginning(size: int) -> None:
    blocks = line_blocks(io.BytesIO(b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n"), size=size)

    assert b"".join(block.content for block in blocks) == b"a\n\xef\xbb\xbfb\n"


@pytest.mark.parametrize("size", [3, 16, 1000])
def test_of_an_endless_line_only_the_beginning_is_kept(size: int) -> None:
    content = b"short\n" + b"x" * 500 + b"\nnext\n" + b"y" * 500
    blocks = list(line_blocks(io.BytesIO(content), size=size, limit=20))
    kept = b"".join(block.content for block in blocks).split(b"\n")

    assert kept[0] == b"short"
    assert kept[2] == b"next"
    assert sum(block.rows for block in blocks) == 4
    if size < 500:
        assert kept[1] == b"x" * 21
        assert kept[3] == b"y" * 21


def test_line_ends_are_lf_or_crlf_and_nothing_else() -> None:
    text = "a\r\nb\u2028c\x0bd\re\n"

    assert split_lines(text.encode()) == ["a", "b\u2028c\x0bd\re"]


def test_only_the_line_that_is_not_utf8_is_lost() -> None:
    assert split_lines(b"good\n\xc3\x28\r\n\xf0\x9f\x98\x80\n\n") == ["good", None, "😀", ""]


@pytest.mark.parametrize("name", ["txt", "jsonl"])
@pytest.mark.parametrize("sign", ["é", "€", "😀"])
@pytest.mark.parametrize("ahead", range(4))
def test_a_line_is_never_cut_and_taken_for_a_whole_one(name: str, sign: str, ahead: int) -> None:
    line = "x" * ahead + sign * (LINE_LIMIT // len(sign.encode()) + 1)
    rows = read(name, f'{line}\n{{"text": "next"}}\n'.encode())

    assert rows.refused == {0: "too_large"}
    assert len(rows) == 2
