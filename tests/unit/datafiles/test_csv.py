from __future__ import annotations

import pytest

from prodshape.datafiles.base import LINE_LIMIT, Fields
from prodshape.errors import InputError
from tests.unit.datafiles.test_formats import read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_read_off_the_header(delimiter: str) -> None:
    content = f"id{delimiter}text\n1{delimiter}where is it\n".encode()

    assert read("csv", content).texts == ["where is it"]


def test_a_quoted_text_may_hold_line_ends_and_quotes() -> None:
    content = b'text,id\r\n"first\r\nsecond ""quoted""",1\r\nplain,2\r\n'

    assert read("csv", content, size=1).texts == ['first\r\nsecond "quoted"', "plain"]


def test_a_stray_quote_in_an_unquoted_text_is_a_character() -> None:
    assert read("csv", b'text\n5" screen\n7" screen\nlast\n').texts == ['5" screen', '7" screen', "last"]


def test_a_name_in_the_header_may_hold_a_line_end() -> None:
    assert read("csv", b'"two\nlines",text\nx,a\n').texts == ["a"]


def test_blank_lines_are_no_rows_and_an_empty_value_is_an_empty_text() -> None:
    assert read("csv", b'id,text\n\n1,a\n\n2,\n""\n').texts == ["a", "", ""]


def test_a_short_row_lacks_its_text() -> None:
    rows = read("csv", b"id,text,who\n1\n2,b,bo\n3,c\n", Fields(author="who"))

    assert rows.refused == {0: "missing_text"}
    assert rows.authors == [None, "bo", None]


def test_only_the_row_that_is_not_utf8_is_refused() -> None:
    rows = read("csv", b"\xef\xbb\xbftext,id\ngood,1\nb\xffad,2\n\xc3\xb1,3\n")

    assert rows.texts == ["good", "", "ñ"]
    assert rows.refused == {1: "invalid_utf8"}


def test_a_value_over_the_limit_is_refused_alone() -> None:
    rows = read("csv", b"text,who\na,x\n" + b"y" * (LINE_LIMIT + 1) + b",x\nb,x\n", Fields(author="who"))

    assert rows.refused == {1: "too_large"}
    assert rows.texts == ["a", "", "b"]
    assert rows.authors == ["x", None, "x"]


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no column 'prompt'; its header names 'id', 'text'"):
        read("csv", b"id,text\n1,a\n", Fields("prompt"))


def test_a_missing_author_column_is_named_too() -> None:
    with pytest.raises(InputError, match="no column 'who'"):
        read("csv", b"id,text\n1,a\n", Fields("text", author="who"))


def test_a_quote_in_tab_separated_values_swallows_no_rows() -> None:
    content = b'who\ttext\na\t"where is it\nb\tsay "hi"\nc\t"quoted"\nd\tlast\n'

    assert read("csv", content).texts == ['"where is it', 'say "hi"', '"quoted"', "last"]


def test_tab_separated_values_that_a_csv_writer_wrote_are_understood() -> None:
    doubled = b'who\ttext\na\t"say ""hi"""\n'
    quoted = b'"who"\t"text"\n"a"\t"two\nlines"\n'

    assert read("csv", doubled).texts == ['say "hi"']
    assert read("csv", quoted).texts == ["two\nlines"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'text,id\na,1\n"open,2\nb,3\nc,4\n', 3),
        (b'text,id\r\na,1\r\n"open,2\r\nb,3', 3),
        (b'text,id\na,1\n"open,2\n', 3),
        (b'id,text\n1,a\n2,"open', 3),
        (b'text,id\n"two\nlines",1\n\n"open,2\nb,3\n', 5),
        (b'text,id\n"open,2\nb,3\n"c",4\nd,5\n', 2),
        (b'"two\nlines",text\nx,a\nx,"open\nx,b\n', 4),
        (b'"text,id\na,1\nb,2\n', 1),
        pytest.param(b'text\n"' + b"row\n" * 5_000_000, 2, id="longer than the limit"),
        pytest.param(b'"text\n' + b"row\n" * 5_000_000, 1, id="header longer than the limit"),
    ],
)
def test_a_quote_that_does_not_close_swallows_no_rows(content: bytes, line: int) -> None:
    with pytest.raises(InputError, match=rf"the row that begins in line {line} of x\.csv"):
        read("csv", content, path="x.csv")


def test_a_quoted_value_on_one_line_may_hold_quotes_that_are_not_doubled() -> None:
    assert read("csv", b'text,id\n"say "hi" to me",1\nlast,2\n').texts == ['say hi" to me"', "last"]
