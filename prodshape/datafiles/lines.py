"""Cut a stream of bytes into blocks of whole lines, without decoding it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Protocol, cast

from prodshape.datafiles.base import LINE_LIMIT, Block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


class _Buffered(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def line_blocks(stream: BinaryIO, *, size: int, limit: int = LINE_LIMIT) -> Iterator[Block]:
    r"""Cut at line feeds: every block but the last ends with one. A byte order mark at the beginning is dropped.

    A row is what stands before a line feed, or at the end of the file if anything stands there. Of a line longer
    than `limit` bytes only the first `limit + 1` are kept, so that its row can be refused and memory stays flat.
    What a pipe has delivered is handed on at once.

    Args:
        stream: opened for reading bytes.
        size: bytes to read at once.
        limit: longest line, in bytes.

    Example:
        >>> import io
        >>> [(block.first, block.content) for block in line_blocks(io.BytesIO(b"a\nb\nlast"), size=4)]
        [(0, b'a\nb\n'), (2, b'last')]
    """
    reader = cast(_Buffered, stream)
    first = position = 0
    head = b""  # the line that is not complete yet
    start = True
    while chunk := reader.read1(size):
        position += len(chunk)
        if start:
            while len(chunk) < len(codecs.BOM_UTF8) and (more := reader.read1(size)):
                chunk, position = chunk + more, position + len(more)
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            start = False
        line_end = chunk.find(b"\n")
        if line_end < 0:
            head = (head + chunk)[: limit + 1]
            continue
        cut = chunk.rfind(b"\n") + 1
        content = (head + chunk[:line_end])[: limit + 1] + chunk[line_end:cut]
        head = chunk[cut:]
        rows = content.count(b"\n")
        yield Block(first, rows, content, position)
        first += rows
    if head:
        yield Block(first, 1, head, position)


def split_lines(content: bytes) -> list[str] | list[str | None]:
    r"""Decode the lines of a block as UTF-8, without their line ends (LF or CRLF); None where a line is not UTF-8.

    Example:
        >>> split_lines(b"a\r\n\nb\xff\nlast")
        ['a', '', None, 'last']
    """
    content = content.removesuffix(b"\n") if content.endswith(b"\n") else content
    try:
        return [line.removesuffix("\r") for line in content.decode("utf-8").split("\n")]
    except UnicodeDecodeError:
        return [_decode(line) for line in content.split(b"\n")]


def too_large(line: str) -> bool:
    """Say if the line was longer than the limit, and so is only the beginning of one.

    Example:
        >>> too_large("a" * LINE_LIMIT), too_large("é" * LINE_LIMIT)
        (False, True)
    """
    return len(line) > LINE_LIMIT // 4 and len(line.encode("utf-8")) > LINE_LIMIT


def _decode(line: bytes) -> str | None:
    try:
        return line.decode("utf-8").removesuffix("\r")
    except UnicodeDecodeError:
        # Cut inside a character, maybe; to be refused for its length in any case.
        return line.decode("utf-8", "replace") if len(line) > LINE_LIMIT else None
