"""Where the emoticons of a text are: faces made of punctuation, such as `:)`, `;-(`, `=D`, `<3`, `^_^`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

    Addresses = tuple[NDArray[np.int64], NDArray[np.int64]]

# Eyes are `:`, `;` and `=`; the letters x and X and the digit 8 only with a nose, because "83" and "XP" are no faces.
_NOSE = r"['’]?[-^o]?"
_MOUTH = r"(?:\)+|\(+|[\]\[}{|@*$]|\\(?!\w)|/(?![/\w])|<(?!\d))"
_LETTER = r"[DPpOoSsXxc](?!\w)"
EMOTICON = re.compile(
    rf"""
    (?=[>:;=xX8(\[<^oOTu¯\\-])(?:                            # what they begin with: a quick look first
      (?<![\w:;=])>?[:;=]{_NOSE}{_LETTER}                   # :D  :-P  =o
    | (?<=[^\W\d_]{{2}}):[DPp](?![^\s.!?,])                # thanks:D
    | (?<![\d:;=/])(?<!["'}}\]])>?[:;]{_NOSE}{_MOUTH}(?!(?<=[\w.][:;][(\[{{|*])[\w\[{{<"])(?!(?<=\w:[*|])\s*$)
                                                          # :)  thanks:)  ;-(  :/, and no `note:(see below)`
    | (?<![\w:;=/])>?={_NOSE}{_MOUTH}                      # =)
    | (?<![\w:;=/])[:;]-?3(?!\w)                          # :3
    | (?<!\w)[xX8]-(?:\)+|\(+|[DPp](?!\w))                # 8-)
    | (?<![^\W\d_])(?<!\w)(?:x|X(?=D+\W*$))D+(?!\w)        # xD, XD at the end
    | (?<![\w)])[(\[][-^]?[:;=](?![\w:;=/(])              # (:  reversed
    | </?3(?!\d)                                          # <3  </3
    | (?<![\w:;=])[:;]-?>(?![\w>])                        # :>
    | \^[_.-]?\^ | (?<![\w-])-(?:_+|\.)-['’]?(?![\w-]) | (?<!\w)[oO][._][oO](?!\w) | (?<!\w)T_+T(?!\w) | >[._]+< | (?<!\w)u_u(?!\w)
    | (?<![<>"'/=-])><(?![\w<>/!="'])                      # ><, and no `</b><br>`
    | (?<!\w)(?:;_+;|=_+=|>_+>|<_+<)(?!\w) | (?<!\w)\\o/(?!\w)
    | ¯\\_\(ツ\)_/¯
    )
    """,
    re.VERBOSE,
)

_LOWER = np.uint32(0x20)
_NEAR = (
    (":;=", "", ")([]{}|@*$\\/<>3DPpOoSsXxc'-^\x7f"),
    (":;=", "([-^", ""),
    ("<", "", "3/"),
    ("^", "", "_.-^"),
    ("_", "-Tuo^O\\>;=<", "-Tuo^O/_<;=>"),
    (".", "oO^>-", "oO^<-"),
    ("-", "xX8", ")(DPp"),
    ("<", "._>", ""),
    ("/", "o", ""),
    ("_", "\\)", "(/\x7f"),
)
"""What stands beside a hint in some emoticon: (hints, before, behind), an empty side is anything; 127 is all outside of ASCII."""


def _bits(side: int) -> NDArray[np.uint16]:
    """Which rows of `_NEAR` allow a character on one side, a bit each."""
    bits = np.zeros(128, np.uint16)
    for row, sides in enumerate(_NEAR):
        places = list(map(ord, sides[side])) or slice(None)
        bits[places] |= np.uint16(1 << row)
    return bits


_HINTS, _BEFORE, _BEHIND = map(_bits, range(3))


def _hinted(batch: Batch, addresses: Addresses) -> NDArray[np.int64]:
    """Which texts may hold an emoticon: two neighbouring characters of one, outside of addresses."""
    points = batch.points
    # The one face that is made of letters only: xD.
    found = (points[1:] == ord("D")).nonzero()[0]
    found = found[(points[found] | _LOWER) == ord("x")]
    marks = batch.signs
    if len(marks):
        # The curly apostrophe is one of those outside of ASCII.
        here = _HINTS.take(points[marks], mode="clip")
        here &= _BEFORE.take(points[marks - 1], mode="clip")
        here &= _BEHIND.take(points[marks + 1], mode="clip")
        found = np.concatenate((found, marks[here.astype(np.bool_)]))
    if not len(found):
        return np.zeros(0, np.int64)
    return np.asarray(np.unique(batch.owners[found[~_inside(addresses, found)]]))


def _inside(addresses: Addresses, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    starts, ends = addresses
    if not len(starts):
        return np.zeros(len(places), np.bool_)
    holder = starts.searchsorted(places, side="right") - 1
    return np.asarray((holder >= 0) & (places < ends[holder]))


def find_emoticons(batch: Batch, addresses: Addresses) -> list[tuple[int, int, int]]:
    """All emoticons of a batch as (message, start, end) in code points of the message, in order. The tokens hold them (`Tokens.faces`).

    Args:
        batch: the texts.
        addresses: starts and ends of the URLs, e-mail addresses, mentions and hashtags, ascending; a face has no character of them.

    Example:
        >>> from prodshape.messages import Batch
        >>> [(s, e) for _, s, e in Batch.of(["great :-) see http://x.example :/ <3"]).tokens.faces]
        [(6, 9), (31, 33), (34, 36)]
    """
    rows = _hinted(batch, addresses)
    found = [
        (row, begin, *match.span())
        for row, begin in zip(rows.tolist(), batch.starts[rows].tolist(), strict=True)
        for match in EMOTICON.finditer(batch.texts[row])
    ]
    if not found:
        return []
    first, last = np.array([(begin + start, begin + end) for _, begin, start, end in found]).T
    touching = (_inside(addresses, first) | _before_next(addresses, first, last)).tolist()
    return [(row, start, end) for (row, _, start, end), out in zip(found, touching, strict=True) if not out]


def _before_next(addresses: Addresses, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which stretches reach into an address that begins behind their first character: `:@` in `:@Shop`."""
    starts = np.append(addresses[0], np.iinfo(np.int64).max)
    return np.asarray(starts[starts.searchsorted(first, side="right")] < last)
