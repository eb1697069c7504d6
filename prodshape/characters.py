"""What every Unicode code point is to us: class bits and lower case, from one shipped table.

The table is fixed (built by training/build_characters.py from one Unicode version), so that a fingerprint
does not depend on the Python that measured it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACE = 1 << 0
"""White space and control characters, NUL among them."""
NEWLINE = 1 << 1
COMMA = 1 << 2
STOP = 1 << 3
"""Full stop of any script; not the ellipsis character."""
QUESTION = 1 << 4
EXCLAMATION = 1 << 5
ELLIPSIS = 1 << 6
COLON = 1 << 7
SEMICOLON = 1 << 8
PUNCTUATION = 1 << 9
"""Any mark of the Unicode categories P*, the above and apostrophes included."""
SYMBOL = 1 << 10
"""Categories S*: currency, mathematics, pictographs."""
PICTOGRAPH = 1 << 11
"""May be (part of) an emoji: Extended_Pictographic, Emoji_Presentation, regional indicators, the keycap mark."""
EMOJI = 1 << 22
"""An emoji without any variation selector: Emoji_Presentation, and every pictograph in U+1F000-1FAFF."""
CLOSING = 1 << 23
"""Closing brackets and quotes."""
APOSTROPHE = 1 << 12
"""All the characters that people type for it; `lower` makes them the plain one."""
LETTER = 1 << 13
UPPER = 1 << 14
LOWER = 1 << 15
LATIN = 1 << 16
DIGIT = 1 << 17
MARK = 1 << 18
"""Combining marks and the zero-width joiners."""
UNDERSCORE = 1 << 19
AT = 1 << 20
HASH = 1 << 21


@dataclass(frozen=True)
class Characters:
    """The look-up tables, indexed by code point.

    Attributes:
        classes: `uint32[0x110000]`, class bits.
        lower: `uint32[0x110000]`, simple lower case, apostrophes made plain.
        unicode_version: the Unicode version the classes come from.
    """

    classes: NDArray[np.uint32]
    lower: NDArray[np.uint32]
    unicode_version: str


@cache
def characters() -> Characters:
    """Load the tables once per process (about 20 ms, 9 MB).

    Example:
        >>> table = characters()
        >>> bool(table.classes[ord("é")] & LETTER), chr(table.lower[ord("É")]), chr(table.lower[ord("’")])
        (True, 'é', "'")
    """
    with (files("prodshape") / "tables" / "characters.npz").open("rb") as file, np.load(file) as table:
        lower = np.arange(0x110000, dtype=np.uint32)
        lower[table["lower_rows"]] = table["lower_values"]
        return Characters(table["classes"], lower, str(table["unicode_version"]))
