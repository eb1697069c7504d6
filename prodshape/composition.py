"""One spelling of each letter: `é` sent as `e` and a combining accent is the letter that word lists hold.

Texts come in both forms of Unicode: keyboards send letters composed (NFC), file names and some phones decomposed (NFD). What is measured
is composed, and a marked stretch is given back in the text as it came.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.character_ranges import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAPED = 32
"""A letter with more than so many marks is no writing; it is left as it is, since to sort marks takes quadratic time."""

_COMPOSING = (
    "\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e\u0330\u0331\u0338\u0342\u0345\u0653-\u0655\u093c\u09be"
    "\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u102e\u1161-\u1175\u11a8-\u11c2\u1b35\u3099\u309a"
    "\U000110ba\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
"""NFC_Quick_Check=Maybe (UAX #15): what may compose with the character before it."""
_FIRST_COMPOSING = 0x300
_HANGUL_VOWELS_AND_FINALS = "\u1161-\u1175\u11a8-\u11c2"


class Composed(NamedTuple):
    """A text with its letters composed, and where its pieces stand in the text that came.

    Attributes:
        text: the text in composed letters.
        places: where something was composed: offsets behind it in `text`, ascending.
        shifts: by how much later the same place is in the text that came, from that offset on.
    """

    text: str
    places: list[int]
    shifts: list[int]

    def original(self, offset: int) -> int:
        r"""Where an offset of `text` is in the text that came.

        Example:
            >>> found = compose("cafe\u0301 olé")
            >>> found.text, found.original(0), found.original(5), found.original(8)
            ('café olé', 0, 6, 9)
        """
        at = bisect_right(self.places, offset)
        return offset + (self.shifts[at - 1] if at else 0)


@cache
def _composing() -> NDArray[np.bool_]:
    flags = np.zeros(0x110000, np.bool_)
    for match in re.finditer("(.)(?:-(.))?", _COMPOSING):
        flags[ord(match[1]) : ord(match[2] or match[1]) + 1] = True
    return flags


def may_compose(points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Which code points may compose with the one before them: `uint32[p]` to `int64[k]`, their places.

    Example:
        >>> may_compose(np.array([101, 769, 233], np.uint32)).tolist()
        [1]
    """
    late: NDArray[np.int64] = (points >= _FIRST_COMPOSING).nonzero()[0]
    return late[_composing()[points[late]]] if len(late) else late


@cache
def _pieces() -> re.Pattern[str]:
    """A character with the marks that follow it: no piece composes with the one before."""
    follows = ranges(carrying(c.characters().classes, c.MARK)) + _HANGUL_VOWELS_AND_FINALS
    return re.compile(f"[^{follows}]?[{follows}]+")


def compose(text: str) -> Composed | None:
    r"""Compose the letters of a text; None if that changes nothing.

    What is the same text by Unicode (canonically equivalent, UAX #15) becomes the same, but for letters with more than `HEAPED` marks and
    for characters that are only another code for one letter (the Angstrom sign), which no form of text that people send has.
    Takes time in proportion to the length.

    Example:
        >>> compose("plain"), compose("n\u0303o").text
        (None, 'ño')
    """
    written: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0
    for piece in _pieces().finditer(text):
        found = piece[0]
        if len(found) > HEAPED or (made := normalize("NFC", found)) == found:
            continue
        start, end = piece.span()
        written += (text[done:start], made)
        length += start - done + len(made)
        if len(made) != len(found):
            shift += len(found) - len(made)
            places.append(length)
            shifts.append(shift)
        done = end
    if not done:
        return None
    return Composed("".join((*written, text[done:])), places, shifts)
