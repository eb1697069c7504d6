"""How documents lie in the database: canonical JSON, compressed with zstd."""

from __future__ import annotations

import zstandard

_LEVEL = 6


def pack(text: str) -> bytes:
    """Compress a document.

    Example:
        >>> unpack(pack("{}"))
        '{}'
    """
    return zstandard.ZstdCompressor(level=_LEVEL).compress(text.encode())


def unpack(blob: bytes) -> str:
    """Give the text of a stored document."""
    return zstandard.ZstdDecompressor().decompress(blob).decode()
