"""Apache Parquet, read column by column."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from prodshape.datafiles.base import (
    BLOCK_BYTES,
    INVALID_UTF8,
    LINE_LIMIT,
    MISSING_TEXT,
    TOO_LARGE,
    WRONG_TYPE,
    Block,
    DataFormat,
    Rows,
    identifier,
)
from prodshape.datafiles.dotted import MISSING, DottedPath
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH_ROWS = 4096


class ParquetFormat(DataFormat):
    """Parquet with a column of strings, or of structs and lists that a dotted path leads into. Needs `pyarrow`."""

    name = "parquet"
    suffixes = (".parquet", ".pq")
    magic = b"PAR1"

    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Read the wanted columns, a few thousand rows at a time and fewer where texts are long.

        Raises:
            InputError: not Parquet, damaged, a column is missing or stands twice, or the stream cannot be read from its end.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not stream.seekable():
            raise InputError("Parquet is read from its end, so it cannot come through a pipe: give the file's path.")
        total = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        try:
            file = pq.ParquetFile(stream, pre_buffer=False)
        except pa.ArrowInvalid as error:
            raise InputError(f"{self.path or 'The file'} is not a Parquet file: {_sentence(error)}.") from error
        columns = self._columns(list(file.schema_arrow.names))
        all_rows = max(file.metadata.num_rows, 1)
        mean = total // all_rows + 1
        batches = file.iter_batches(max(1, min(_BATCH_ROWS, size // mean)), columns=sorted(set(columns)))
        first = 0
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError) as error:
                raise InputError(
                    f"{self.path or 'The file'} is damaged behind row {first}: {_sentence(error)}. Restore it or write it again."
                ) from error
            if batch is None:
                return
            content = [_values(batch.column(name), pa) for name in columns]
            yield Block(first, batch.num_rows, content, total * (first + batch.num_rows) // all_rows)
            first += batch.num_rows

    def rows(self, block: Block) -> Rows:
        """Sort the values into texts and refusals."""
        rows = Rows(block.first)
        fields, columns = self.fields, iter(block.content)
        for value in _follow(next(columns), fields.text):
            if value is MISSING or value is None:
                rows.refuse(MISSING_TEXT)
            elif isinstance(value, bytes):
                _add_bytes(rows, value)
            elif not isinstance(value, str):
                rows.refuse(WRONG_TYPE)
            elif len(value) > LINE_LIMIT:
                rows.refuse(TOO_LARGE)
            else:
                rows.texts.append(value)
        if fields.author:
            rows.authors = [identifier(value) for value in _follow(next(columns), fields.author)]
        if fields.conversation:
            rows.conversations = [identifier(value) for value in _follow(next(columns), fields.conversation)]
        return rows

    def _columns(self, names: list[str]) -> list[str]:
        wanted = [name for name in (self.fields.text, self.fields.author, self.fields.conversation) if name]
        columns = [name if name in names else name.partition(".")[0] for name in wanted]
        for name, column in zip(wanted, columns, strict=True):
            if column not in names:
                seen = ", ".join(repr(column) for column in names) or "nothing"
                raise InputError(f"{self.path or 'The file'} has no column {name!r}; it has {seen}.")
            if names.count(column) > 1:
                raise InputError(
                    f"{self.path or 'The file'} has {names.count(column)} columns {column!r}: rename all but one of them."
                )
        return columns


def _values(column: Any, pa: Any) -> list[Any]:
    """Turn an Arrow column into Python values, all at once if Python can hold all of them."""
    try:
        return list(column.to_pylist())
    except ValueError:
        return [_value(scalar, pa) for scalar in column]


def _value(scalar: Any, pa: Any) -> Any:
    """Turn one value into one of Python; a string that is not UTF-8 stays bytes, what Python cannot hold is `...`."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        unreadable: Any = error.object
    except ValueError:
        unreadable = ...
    if isinstance(scalar, pa.StructScalar):
        return {name: _value(part, pa) for name, part in scalar.items()}
    if isinstance(scalar, (pa.ListScalar, pa.LargeListScalar)):
        return [_value(part, pa) for part in scalar]
    return unreadable


def _follow(values: list[Any], name: str) -> list[Any]:
    """Follow the rest of a dotted path into nested values."""
    _, dot, rest = name.partition(".")
    if not dot or not any(isinstance(value, (dict, list)) for value in values):
        return values
    path = DottedPath(rest)
    return [path.find(value) for value in values]


def _sentence(error: Exception) -> str:
    return str(error).rstrip(". ")


def _add_bytes(rows: Rows, value: bytes) -> None:
    try:
        rows.texts.append(value.decode("utf-8"))
    except UnicodeDecodeError:
        rows.refuse(INVALID_UTF8)
