"""Where the emoji of a text are, by UTS #51 (Unicode Emoji): one match per emoji a reader sees.

A zero-width-joiner sequence, a pair of regional indicators (flag), a keycap, a tag sequence, and a pictograph with its
skin tone or variation selector are one each. Pictographs that are text by default (©, ™, ↔, ❤) count only with the
emoji variation selector; in the planes made for emoji (U+1F000-1FAFF) every pictograph counts, because people's
keyboards leave the selector out there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.character_ranges import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_SELECTOR = "\ufe0f"
_TEXT_SELECTOR = "\ufe0e"
_JOINER = "\u200d"
_TONES = "\U0001f3fb-\U0001f3ff"
_FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
_TAGS = "\U000e0020-\U000e007f"
_KEYCAP = 0x20E3


@cache
def emoji_pattern() -> re.Pattern[str]:
    """The compiled pattern.

    Example:
        >>> emoji_pattern().findall("ok 👍🏽 👨‍👩‍👧 🇨🇦 3️⃣ ❤️ (c) © ❤")
        ['👍🏽', '👨\u200d👩\u200d👧', '🇨🇦', '3️⃣', '❤️']
    """
    classes = c.characters().classes
    pictograph = carrying(classes, c.PICTOGRAPH)
    always = carrying(classes, c.EMOJI)
    others = pictograph & ~always
    others[0x1F1E6:0x1F200] = False
    others[0x20E3] = False
    emoji, text = ranges(always), ranges(others)
    either = f"[{emoji}{text}](?:{_SELECTOR}|[{_TONES}])?"
    one = (
        f"(?:[{emoji}](?!{_TEXT_SELECTOR})(?:{_SELECTOR}|[{_TONES}])?"
        f"|[{text}](?:{_SELECTOR}|[{_TONES}]|(?={_JOINER}[{emoji}{text}])))"
    )
    return re.compile(f"[{_FLAG_LETTERS}]{{2}}|[0-9#*]{_SELECTOR}?\u20e3|{one}(?:[{_TAGS}]+|(?:{_JOINER}{either})*)")


@cache
def _steering() -> NDArray[np.bool_]:
    """`bool[0x110000]`: what makes one emoji of several code points, or a text of an emoji."""
    flags = np.zeros(0x110000, np.bool_)
    flags[[ord(_SELECTOR), ord(_TEXT_SELECTOR), ord(_JOINER), _KEYCAP]] = True
    for first, last in (_TONES.split("-"), _FLAG_LETTERS.split("-"), _TAGS.split("-")):
        flags[ord(first) : ord(last) + 1] = True
    return flags


def emoji_spans(batch: Batch) -> list[tuple[int, int, int]]:
    """All emoji of a batch as (message, start, end) in code points of the message, in order.

    Pictographs that stand for themselves are taken as they are; only texts with others are looked at one by one.
    """
    places = batch.places(c.PICTOGRAPH)
    if not len(places):
        return []
    owners, points, steering = batch.owners[places], batch.points, _steering()
    steered = steering[points[places]] | steering[points[places + 1]] | (points[places - 1] == ord(_JOINER))
    looked_at = np.zeros(len(batch), np.bool_)
    looked_at[owners[steered]] = True
    single = ~looked_at[owners] & carrying(batch.classes[places], c.EMOJI)
    rows = owners[single]
    starts = places[single] - batch.starts[rows]
    found = list(zip(rows.tolist(), starts.tolist(), (starts + 1).tolist(), strict=True))
    rows, first = np.unique(owners[looked_at[owners]], return_index=True)
    # A keycap begins two code points before its pictograph; nothing else begins before one.
    begins = np.maximum(places[looked_at[owners]][first] - batch.starts[rows] - 2, 0)
    find = emoji_pattern().finditer
    found += [
        (row, *match.span())
        for row, begin in zip(rows.tolist(), begins.tolist(), strict=True)
        for match in find(batch.texts[row], begin)
    ]
    return sorted(found)


def plain_emoji(emoji: str) -> str:
    """An emoji without variation selectors and skin tones: the form in which it is counted.

    Example:
        >>> plain_emoji("👍🏽") == "👍"
        True
    """
    bare = re.sub(f"[{_SELECTOR}{_TONES}]", "", emoji)
    return bare or emoji
