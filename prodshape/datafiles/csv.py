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
    from collections.abc import Iterator

_DELIMITERS = (",", ";", "\t", "|")
_OVERHEAD = 16
"""Bytes that a row costs besides its text, so that blocks of empty texts end too."""


class CsvFormat(DataFormat):
    """UTF-8 CSV with a header; quoted values may hold line ends. Blank lines are skipped, as Python's reader does.

    The delimiter is the first of comma, semicolon, tab and bar under which the header names the text's field.
    Tab-separated values have no quotes, unless their header has: a text that begins with one ends with its line.
    Finding where a quoted row ends means parsing it, so `blocks` parses and `rows` has little left to do.
    """

    name = "csv"
    suffixes = (".csv", ".tsv")

    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Parse the file and keep the columns that were asked for.

        Raises:
            InputError: a column that was asked for is not in the header.
        """
        csv.field_size_limit(LINE_LIMIT)  # the default refuses a text of 131,073 characters
        # Bytes that are not UTF-8 arrive as lone surrogates, which UTF-8 cannot hold: only their row is refused.
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        try:
            header = lines.readline(LINE_LIMIT)
            while header.count('"') % 2 and (more := lines.readline(LINE_LIMIT)):  # a name may hold a line end
                header += more
            columns, delimiter = self._columns(header)
            raw = delimiter == "\t" and '"' not in header
            reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else csv.QUOTE_MINIMAL)
            first, weight = 0, 0
            picked: list[tuple[str | None, ...] | None] = []
            while True:
                try:
                    row = next(reader)
                except StopIteration:
                    break
                except csv.Error:
                    picked.append(None)
                    continue
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
