"""Where the emoticons of a text are: faces made of punctuation, such as `:)`, `;-(`, `=D`, `<3`, `^_^`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

# Eyes are `:`, `;` and `=`; the letters x and X and the digit 8 only with a nose, because "83" and "XP" are no faces.
_NOSE = r"['’]?[-^o]?"
_MOUTH = r"(?:\)+|\(+|[\]\[}{|@*$]|\\(?!\w)|/(?![/\w])|<(?!\d))"
_LETTER = r"[DPpOoSsXxc](?!\w)"
EMOTICON = re.compile(
    rf"""
    (?=[>:;=xX8(\[<^oOTu¯-])(?:                              # what they begin with: a quick look first
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
    | \^[_.-]?\^ | (?<![\w-])-_+-(?![\w-]) | (?<!\w)[oO][._][oO](?!\w) | (?<!\w)T_+T(?!\w) | >[._]+< | (?<!\w)u_u(?!\w)
    | ¯\\_\(ツ\)_/¯
    )
    """,
    re.VERBOSE,
)


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(128, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


_LOWER = np.uint32(0x20)
_HINT = _table(":;=<^_.-")
# What may stand beside a hint in some emoticon: (hints, before, behind), an empty side is anything.
_NEAR = tuple(
    (_table(hints), _table(before) if before else None, _table(behind) if behind else None)
    for hints, before, behind in (
        (":;=", "", ")([]{}|@*$\\/<3DPpOoSsXxc'-^\x7f"),
        (":;=", "([-^", ""),
        ("<", "", "3/"),
        ("^", "", "_.-^"),
        ("_", "-Tuo^O\\>", "-Tuo^O/_<"),
        (".", "oO^>", "oO^<"),
        ("-", "xX8", ")(DPp"),
        ("<", "._>", ""),
        ("_", "\\)", "(/\x7f"),
    )
)


def _hinted(batch: Batch) -> NDArray[np.bool_]:
    """Which texts may hold an emoticon: two neighbouring characters of one, outside of URLs."""
    points = batch.points
    marks = batch.signs[_HINT[np.minimum(points[batch.signs], 127)]]
    flags = np.zeros(len(batch), np.bool_)
    # The one face that is made of letters only: xD.
    laughs = (((points[:-1] | _LOWER) == ord("x")) & (points[1:] == ord("D"))).nonzero()[0]
    flags[batch.owners[laughs[~batch.addressed[laughs]]]] = True
    if not len(marks):
        return flags
    # 127 stands for all characters outside of ASCII, the curly apostrophe among them.
    here, before, behind = (np.minimum(points[marks + step], 127) for step in (0, -1, 1))
    near = np.zeros(len(marks), np.bool_)
    for hints, left, right in _NEAR:
        fits = hints[here]
        if left is not None:
            fits = fits & left[before]
        if right is not None:
            fits = fits & right[behind]
        near |= fits
    marks = marks[near]
    if len(marks):
        flags[batch.owners[marks[~batch.addressed[marks]]]] = True
    return flags


def emoticon_spans(batch: Batch) -> list[tuple[int, int, int]]:
    """All emoticons of a batch as (message, start, end) in code points of the message, in order.

    Example:
        >>> from prodshape.messages import Batch
        >>> [(s, e) for _, s, e in emoticon_spans(Batch.of(["great :-) see http://x.example :/ <3"]))]
        [(6, 9), (31, 33), (34, 36)]
    """
    rows = _hinted(batch).nonzero()[0]
    found = [
        (row, begin, *match.span())
        for row, begin in zip(rows.tolist(), batch.starts[rows].tolist(), strict=True)
        for match in EMOTICON.finditer(batch.texts[row])
    ]
    if not found:
        return []
    inside = batch.addressed[[begin + start for _, begin, start, _ in found]].tolist()
    return [(row, start, end) for (row, _, start, end), out in zip(found, inside, strict=True) if not out]
