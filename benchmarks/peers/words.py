"""The words that are put to the spelling libraries: those of the research, addresses and tokens with digits masked."""

from __future__ import annotations

import re

_MASKED = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+|\w*\d\w*")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def words(text: str) -> list[tuple[int, int, str]]:
    """Start, end and lower-case form of each word.

    Example:
        >>> words("Don’t @shop 4x me")
        [(0, 5, "don't"), (15, 17, 'me')]
    """
    masked = _MASKED.sub(lambda match: " " * len(match[0]), text)
    return [(m.start(), m.end(), m[0].lower().replace("’", "'")) for m in _WORD.finditer(masked)]
