"""What a data file gives: rows in order, each with a text or the reason why it has none."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

BAD_JSON = "bad_json"
WRONG_TYPE = "wrong_type"
MISSING_TEXT = "missing_text"
INVALID_UTF8 = "invalid_utf8"
TOO_LARGE = "too_large"

LINE_LIMIT = 16 * 1024 * 1024
"""Rows longer than this many bytes are refused as `too_large`: memory stays bounded whatever the file holds."""

BLOCK_BYTES = 2 * 1024 * 1024
"""About how much of a file is read, decoded and measured at once."""


@dataclass(frozen=True)
class Fields:
    """Where a row keeps what we need; a dotted path where the format has nested values.

    Attributes:
        text: field of the text.
        author: field that identifies the author, or None.
        conversation: field that identifies the conversation, or None; it stands in where the author is missing.
    """

    text: str = "text"
    author: str | None = None
    conversation: str | None = None


@dataclass(frozen=True)
class Block:
    """A stretch of whole rows, cut cheaply by one process so that any process can decode it.

    Attributes:
        first: number of its first row in the file, from 0.
        rows: how many rows it holds.
        content: what `DataFormat.rows` of the same format understands; it can be pickled.
        position: bytes of the file read so far, for progress only.
    """

    first: int
    rows: int
    content: Any
    position: int


@dataclass
class Rows:
    """Decoded rows, in the order of the file.

    Attributes:
        first: number of the first row in the file, from 0.
        texts: one text per row, empty where the row is refused.
        refused: index into `texts` to the reason, one of this module's constants.
        authors: one identifier or None per row; empty list if no author field was asked for.
        conversations: as `authors`.
        names: some names of fields seen in rows that lack the text, for the error message.
    """

    first: int
    texts: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    authors: list[str | None] = field(default_factory=list)
    conversations: list[str | None] = field(default_factory=list)
    names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.texts)

    def refuse(self, reason: str) -> None:
        """Append a row without a text."""
        self.refused[len(self.texts)] = reason
        self.texts.append("")

    def reasons(self) -> Counter[str]:
        """Count the refused rows by reason."""
        return Counter(self.refused.values())


class DataFormat(ABC):
    """A format of data files: one file of this folder defines one, named after it.

    Reading is split in two, so that it can run on all cores: `blocks` cuts the file in one
    process and does as little as it can; `rows` decodes a block anywhere.
    """

    name: ClassVar[str]
    """Name of the format, as in `--format`."""
    suffixes: ClassVar[tuple[str, ...]]
    """File name endings, lower case, with the dot."""
    structured: ClassVar[bool] = True
    """False where a row is a bare text, without fields."""
    magic: ClassVar[bytes] = b""
    """The bytes that a binary format begins with."""

    def __init__(self, fields: Fields, *, path: str = "") -> None:
        """Keep the fields; `path` is for error messages and for suffixes that mean something."""
        self.fields = fields
        self.path = path

    @abstractmethod
    def blocks(self, stream: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
        """Cut a file opened for reading bytes into blocks of whole rows, about `size` bytes each.

        Raises:
            InputError: the file is not of this format, or lacks a column that was asked for.
        """

    @abstractmethod
    def rows(self, block: Block) -> Rows:
        """Decode a block; nothing in it can make this fail: a bad row is refused with its reason."""


def identifier(value: object) -> str | None:
    """Read an author or conversation: a non-empty string or a whole number; anything else identifies nobody.

    Example:
        >>> identifier(7), identifier("7"), identifier(""), identifier(True)
        ('7', '7', None, None)
    """
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None
