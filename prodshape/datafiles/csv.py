"""Comma-separated values with a header line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from prodshape.datafiles.base import (
    BLOCK_BYTES,
    INVALID_UTF8,
    LINE_LIMIT,
    MISSING_TEXT,
    TOO_LARGE,
    Block,
    DataFormat,
    Rows,
)
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DELIMITERS = (",", ";", "\t", "|")
_OVERHEAD = 16
"""Bytes that a row costs besides its text, so that blocks of empty texts end too."""


class CsvFormat(DataFormat):
    """UTF-8 CSV with a header; quoted values may hold line ends. Blank lines are skipped, as Python's reader does.

    The delimiter is the first of comma, semicolon, tab and bar under which the header names the text's field.
    Tab-separated values have no quotes, unless their header has: a text that begins with one ends with its line.
    Finding where a quoted row ends means parsing it, so `blocks` parses and `rows` has little left to do.
    A quote that does not close would make one text of many rows: a row over several lines has to be well-formed.
    """

    name = "csv"
    suffixes = (".csv", ".tsv")

    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Parse the file and keep the columns that were asked for.

        Raises:
            InputError: a column that was asked for is not in the header, or a quote does not close.
        """
        csv.field_size_limit(LINE_LIMIT)  # the default refuses a text of 131,073 characters
        # Bytes that are not UTF-8 arrive as lone surrogates, which UTF-8 cannot hold: only their row is refused.
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        try:
            head = self._head(lines)
            header = "".join(head)
            columns, delimiter = self._columns(header)
            raw = delimiter == "\t" and '"' not in header
            held = _HeldLines(lines, len(head))
            reader = csv.reader(held, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else csv.QUOTE_MINIMAL)
            first, weight = 0, 0
            picked: list[tuple[str | None, ...] | None] = []
            while True:
                held.begin_row()
                try:
                    row = next(reader)
                except StopIteration:
                    break
                except csv.Error as error:  # over the limit
                    if len(held.row) > 1:
                        raise self._open_quote(held.first) from error
                    picked.append(None)
                    continue
                if len(held.row) > 1 and not _well_formed(held.row, delimiter):
                    raise self._open_quote(held.first)
                if not row:
                    continue
                values = tuple(row[column] if column < len(row) else None for column in columns)
                if raw:
                    values = tuple(value and _unquoted(value) for value in values)
                picked.append(values)
                weight += len(values[0] or "") + _OVERHEAD
                if weight >= size:
                    yield Block(first, len(picked), picked, stream.tell() if stream.seekable() else 0)
                    first, weight, picked = first + len(picked), 0, []
            if picked:
                yield Block(first, len(picked), picked, stream.tell() if stream.seekable() else 0)
        finally:
            lines.detach()  # whoever opened the stream closes it

    def rows(self, block: Block) -> Rows:
        """Sort the parsed rows into texts and refusals."""
        rows = Rows(block.first)
        fields = self.fields
        for values in block.content:
            text, *others = values or (None,)
            if text is None:
                rows.refuse(MISSING_TEXT if values else TOO_LARGE)
            elif not text.isascii() and _undecoded(text):
                rows.refuse(INVALID_UTF8)
            else:
                rows.texts.append(text)
            if fields.author:
                rows.authors.append((others[0] or None) if others else None)
            if fields.conversation:
                rows.conversations.append((others[-1] or None) if others else None)
        return rows

    def _head(self, lines: io.TextIOWrapper) -> list[str]:
        """Read the lines of the header: a name in quotes may hold a line end."""
        head: list[str] = []
        quotes = length = 0
        while not head or quotes % 2:
            head.append(lines.readline(LINE_LIMIT))
            quotes += head[-1].count('"')
            length += len(head[-1])
            if quotes % 2 and (not head[-1] or length > LINE_LIMIT):
                raise self._open_quote(1)
        return head

    def _open_quote(self, line: int) -> InputError:
        return InputError(
            "A value of a CSV that begins with a quote ends with one, before a delimiter or the end of a line; in the row "
            f"that begins in line {line} of {self.path or 'the file'} one does not, so the rows after it would be lost: "
            "close it, or double the quotes inside the value."
        )

    def _columns(self, header: str) -> tuple[list[int], str]:
        wanted = [name for name in (self.fields.text, self.fields.author, self.fields.conversation) if name]
        for delimiter in _DELIMITERS:
            names = next(csv.reader([header], delimiter=delimiter), [])
            if self.fields.text in names:
                break
        else:
            names = next(csv.reader([header]), [])
        for name in wanted:
            if name not in names:
                seen = ", ".join(repr(column) for column in names) or "nothing"
                raise InputError(f"{self.path or 'The file'} has no column {name!r}; its header names {seen}.")
        return [names.index(name) for name in wanted], delimiter


class _HeldLines:
    """Hands the lines of a file to a reader of CSV and keeps those of the row at hand.

    Attributes:
        row: lines of the row; with an empty one behind them if the reader wanted more and there were none.
        first: number of the first of them in the file, from 1.
    """

    def __init__(self, lines: Iterable[str], before: int) -> None:
        self._lines = lines
        self.row: list[str] = []
        self.first = before + 1

    def begin_row(self) -> None:
        """Forget the row that was read."""
        self.first += len(self.row)
        self.row.clear()

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.row.append(line)
            yield line
        self.row.append("")


def _well_formed(lines: list[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _unquoted(value: str) -> str:
    """Undo the quotes that a CSV writer puts around a tab-separated value because it holds some."""
    inner = value[1:-1]
    written = len(value) > 1 and value[0] == value[-1] == '"' and '""' in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if written else value


def _undecoded(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
