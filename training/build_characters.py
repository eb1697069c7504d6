"""Build prodshape/tables/characters.npz: one row of class bits and one lower-case mapping for every code point.

Why a table and not `unicodedata` at run time: the classes decide what a fingerprint counts, and two
consumers on different Python versions (so different Unicode versions) must count the same.

Run: python -m training.build_characters
"""

import unicodedata
from pathlib import Path

import numpy as np
import regex

from prodshape import characters as c

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"

_APOSTROPHES = "'’‘ʼʹ＇`´′"
_SINGLE = {
    ",": c.COMMA,
    "،": c.COMMA,
    "、": c.COMMA,
    "，": c.COMMA,
    ".": c.STOP,
    "。": c.STOP,
    "．": c.STOP,
    "।": c.STOP,
    "۔": c.STOP,
    "?": c.QUESTION,
    "？": c.QUESTION,
    "؟": c.QUESTION,
    "¿": c.PUNCTUATION,
    "!": c.EXCLAMATION,
    "！": c.EXCLAMATION,
    "…": c.ELLIPSIS,
    "_": c.UNDERSCORE,
    "@": c.AT,
    "#": c.HASH,
    ":": c.COLON,
    "：": c.COLON,
    ";": c.SEMICOLON,
    "；": c.SEMICOLON,
    "؛": c.SEMICOLON,
}
_GENERAL = {"L": c.LETTER, "N": c.DIGIT, "M": c.MARK, "P": c.PUNCTUATION, "S": c.SYMBOL, "Z": c.SPACE}
_LATIN = regex.compile(r"\p{Script=Latin}")
_PICTOGRAPH = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Presentation}\U0001F1E6-\U0001F1FF\u20E3]")
_EMOJI = regex.compile(
    r"[\p{Emoji_Presentation}[\p{Extended_Pictographic}&&[\U0001F000-\U0001FAFF]]--[\U0001F1E6-\U0001F1FF]]", regex.V1
)
_SPACE = regex.compile(r"\s")


def classify(point: int) -> int:
    """Class bits of one code point."""
    if 0xD800 <= point <= 0xDFFF:
        return 0  # a lone surrogate is nothing
    char = chr(point)
    category = unicodedata.category(char)
    if char in _APOSTROPHES:
        return c.APOSTROPHE | (c.PUNCTUATION if category[0] in "PSL" else 0) | (c.CLOSING if category == "Pf" else 0)
    bits = _SINGLE.get(char, 0) | _GENERAL.get(category[0], 0)
    bits |= {"Lu": c.UPPER, "Lt": c.UPPER, "Ll": c.LOWER, "Pe": c.CLOSING, "Pf": c.CLOSING}.get(category, 0)
    properties = {
        c.LATIN: category[0] == "L" and _LATIN.match(char),
        c.MARK: char in "\u200c\u200d",
        c.SPACE: category == "Cc" or _SPACE.match(char),
        c.NEWLINE: char in "\n\r\x85\u2028\u2029\x0b\x0c",
        c.PICTOGRAPH: point > 0x7F and _PICTOGRAPH.match(char),
        c.EMOJI: point > 0x7F and _EMOJI.match(char),
        c.CLOSING: char == '"',
    }
    return bits | sum(bit for bit, holds in properties.items() if holds and not bits & bit)


def lower(point: int) -> int:
    """Simple lower case of one code point, with every apostrophe made the plain one."""
    if 0xD800 <= point <= 0xDFFF:
        return point
    char = chr(point)
    if char in _APOSTROPHES:
        return ord("'")
    if char == "\u0130":  # dotted capital I: its full lower case is two code points
        return ord("i")
    small = char.lower()
    return ord(small) if len(small) == 1 else point


def main() -> None:
    """Write the table."""
    everything = range(0x110000)
    classes = np.fromiter(map(classify, everything), np.uint32, 0x110000)
    small = np.fromiter(map(lower, everything), np.uint32, 0x110000)
    TABLES.mkdir(exist_ok=True)
    delta = small.astype(np.int64) - np.arange(0x110000)
    rows = np.flatnonzero(delta)
    np.savez_compressed(
        TABLES / "characters.npz",
        classes=classes,
        lower_rows=rows.astype(np.uint32),
        lower_values=small[rows],
        unicode_version=np.array(unicodedata.unidata_version),
    )
    print(f"Unicode {unicodedata.unidata_version}: {len(rows)} lower-case pairs")


if __name__ == "__main__":
    main()
