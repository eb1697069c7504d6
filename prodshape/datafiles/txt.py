"""Plain text: one text a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from prodshape.datafiles.base import BLOCK_BYTES, INVALID_UTF8, TOO_LARGE, Block, DataFormat, Rows
from prodshape.datafiles.lines import line_blocks, split_lines, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator


class TxtFormat(DataFormat):
    """UTF-8 text, one text a line, LF or CRLF; a blank line is an empty text. It has no fields."""

    name = "txt"
    suffixes = (".txt", ".text")
    structured = False

    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Cut at line feeds."""
        return line_blocks(stream, size=size)

    def rows(self, block: Block) -> Rows:
        """Decode a block of lines."""
        rows = Rows(block.first)
        for line in split_lines(block.content):
            if line is None:
                rows.refuse(INVALID_UTF8)
            elif too_large(line):
                rows.refuse(TOO_LARGE)
            else:
                rows.texts.append(line)
        return rows
