"""Write a clean text as people type it: lower case, no marks, dropped apostrophes, short forms, slips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_SHORT = {
    "you": "u",
    "your": "ur",
    "are": "r",
    "please": "pls",
    "and": "n",
    "to": "2",
    "for": "4",
    "what": "wat",
    "because": "cuz",
    "want to": "wanna",
    "going to": "gonna",
    "got to": "gotta",
    "thanks": "thx",
    "okay": "ok",
    "can't": "cant",
    "don't": "dont",
    "i'm": "im",
    "people": "ppl",
    "about": "abt",
    "with": "w",
    "without": "w/o",
    "account": "acct",
    "message": "msg",
    "could": "cud",
    "should": "shud",
    "would": "wud",
    "tomorrow": "tmrw",
}
_SHORTEN = re.compile(r"\b(" + "|".join(map(re.escape, sorted(_SHORT, key=len, reverse=True))) + r")\b")


def roughen(draw: random.Random, parts: list[str]) -> list[str]:
    """Roughen the parts of one message alike; the parts still make the message when joined."""
    if draw.random() < 0.5:
        parts = [part.lower() for part in parts]
    elif draw.random() < 0.05:
        parts = [part.upper() for part in parts]
    if draw.random() < 0.35:
        parts = [re.sub(r"[.,?!;:]+(?=\s|$)", "", part) for part in parts]
    elif draw.random() < 0.3:
        parts = [part.replace("?", "") for part in parts]
    elif draw.random() < 0.15:
        parts = [part.replace("?", ".") for part in parts]
    if draw.random() < 0.35:
        parts = [part.replace("'", "").replace("’", "") for part in parts]
    if draw.random() < 0.25:
        rate = draw.random()
        parts = [_SHORTEN.sub(lambda hit: _SHORT[hit[0]] if draw.random() < rate else hit[0], part) for part in parts]
    if draw.random() < 0.3:
        parts = [_slips(draw, part) for part in parts]
    return parts


def _slips(draw: random.Random, text: str) -> str:
    """Swap, drop or double a letter in about one word of twelve."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if len(word) > 3 and word.isalpha() and draw.random() < 0.08:
            at = draw.randrange(1, len(word) - 1)
            kind = draw.randrange(3)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words[place] = (swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:])[kind]
    return " ".join(words)
