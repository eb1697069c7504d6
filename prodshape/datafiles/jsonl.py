"""JSON Lines: one JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from prodshape.datafiles.base import (
    BAD_JSON,
    BLOCK_BYTES,
    INVALID_UTF8,
    MISSING_TEXT,
    TOO_LARGE,
    WRONG_TYPE,
    Block,
    DataFormat,
    Fields,
    Rows,
    identifier,
)
from prodshape.datafiles.dotted import MISSING, DottedPath
from prodshape.datafiles.lines import line_blocks, split_lines, too_large
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES_SHOWN = 20


class JsonlFormat(DataFormat):
    """UTF-8 JSON Lines; every line is a row, so that row N of the output belongs to line N of the file.

    A blank line is therefore a row that is not JSON. A text may be empty; `null` counts as missing.
    """

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".json")

    def __init__(self, fields: Fields, *, path: str = "") -> None:
        """Split the dotted paths once."""
        super().__init__(fields, path=path)
        self._text = DottedPath(fields.text)
        self._author = DottedPath(fields.author) if fields.author else None
        self._conversation = DottedPath(fields.conversation) if fields.conversation else None

    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Cut at line feeds.

        Raises:
            InputError: the file is named `.json` and holds one JSON array.
        """
        for block in line_blocks(stream, size=size):
            if not block.first and self.path.lower().endswith(".json") and block.content.lstrip().startswith(b"["):
                raise InputError(
                    f"JSON Lines has one object a line, but {self.path} is one JSON array: "
                    "write its elements one a line (jq -c '.[]') and try again."
                )
            yield block

    def rows(self, block: Block) -> Rows:
        """Decode a block of lines."""
        rows = Rows(block.first)
        for line in split_lines(block.content):
            self._add(rows, line)
        return rows

    def _add(self, rows: Rows, line: str | None) -> None:
        value: Any = None
        text: Any = None
        reason: str | None
        if line is None:
            reason = INVALID_UTF8
        elif too_large(line):
            reason = TOO_LARGE
        else:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                reason = BAD_JSON
            else:
                reason, text = self._extract(rows, value)
        if reason is None:
            rows.texts.append(text)
        else:
            rows.refuse(reason)
        if self._author is not None:
            rows.authors.append(identifier(self._author.find(value)))
        if self._conversation is not None:
            rows.conversations.append(identifier(self._conversation.find(value)))

    def _extract(self, rows: Rows, value: Any) -> tuple[str | None, Any]:
        if not isinstance(value, dict):
            return WRONG_TYPE, None
        text = self._text.find(value)
        if text is MISSING or text is None:
            if not rows.names:
                rows.names = tuple(list(value)[:_NAMES_SHOWN])
            return MISSING_TEXT, None
        return (None, text) if isinstance(text, str) else (WRONG_TYPE, None)
