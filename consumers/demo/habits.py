"""Ways of typing: each takes a tidy message and gives it back as somebody with that habit would type it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_SHORT = {
    "you": "u", "are": "r", "please": "pls", "thanks": "thx", "because": "cuz", "tomorrow": "tmrw", "right now": "rn",
    "to be honest": "tbh", "for": "4", "people": "ppl", "message": "msg", "about": "abt", "before": "b4", "with": "w",
    "i don't know": "idk", "by the way": "btw", "as soon as possible": "asap", "your": "ur", "something": "smth",
    "minutes": "mins", "number": "no.", "address": "addr", "though": "tho", "okay": "ok", "probably": "prob",
    "and": "n", "have": "hv", "package": "pkg", "weekend": "wknd", "want": "wnt", "what": "wat", "be": "b", "why": "y",
}  # fmt: skip
_MISSPELT = {
    "received": "recieved", "returned": "returnd", "definitely": "definately", "address": "adress", "which": "wich",
    "delivery": "delivary", "delivered": "deliverd", "separate": "seperate", "until": "untill", "tomorrow": "tommorow",
    "receipt": "reciept", "believe": "beleive", "address?": "adress?", "really": "realy", "package": "pakage",
    "ordered": "orderd", "beginning": "begining", "account": "acount", "wrong": "worng", "because": "becuase",
    "another": "anohter", "there": "ther", "exchange": "exhange", "already": "allready", "tracking": "traking",
}  # fmt: skip
_NEIGHBOURS = {
    "a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o", "k": "l", "l": "k",
    "m": "n", "n": "m", "o": "p", "p": "o", "r": "t", "s": "d", "t": "y", "u": "i", "v": "b", "w": "e", "y": "u",
}  # fmt: skip
_UPSET = ("😡", "😤", "🙄", "😭", "😩", "💀")
_FRIENDLY = ("🙏", "😊", "👍", "🥺", "😅", "❤️", "🤔", "👀")
_FACES = (":(", ":)", ":/", ";)", "xD", "<3")
_WORD = re.compile(r"[A-Za-z']+")
_END = re.compile(r"[.?!]+$")


def lower_case(text: str) -> str:
    """Never press shift.

    Example:
        >>> lower_case("Where is it?")
        'where is it?'
    """
    return text.lower()


def shouting(text: str) -> str:
    """Hold shift down."""
    return text.upper()


def without_end_mark(text: str) -> str:
    """Send without the last mark.

    Example:
        >>> without_end_mark("Where is it?")
        'Where is it'
    """
    return _END.sub("", text)


def without_marks(text: str) -> str:
    """Type no commas, stops or question marks at all."""
    return re.sub(r"(?<!\d)[.,?!](?!\d)", "", text)


def repeated_marks(text: str, random: Random) -> str:
    """Press the last mark several times."""
    mark = random.choice("?!")
    return _END.sub("", text) + mark * random.randrange(2, 6)


def without_apostrophes(text: str) -> str:
    """Leave apostrophes out.

    Example:
        >>> without_apostrophes("It's late and I don't care")
        'Its late and I dont care'
    """
    return text.replace("'", "")


def abbreviated(text: str, random: Random, share: float) -> str:
    """Shorten a share of the words that have a usual short form."""

    def shorten(match: re.Match[str]) -> str:
        return _SHORT[match.group().lower()] if random.random() < share else match.group()

    pattern = "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", shorten, text, flags=re.IGNORECASE)


def misspelt(text: str, random: Random, share: float) -> str:
    """Mistype a share of the longer words: a known misspelling, else one slip of a finger."""

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 4 or random.random() >= share:
            return word
        known = _MISSPELT.get(word.lower())
        return known if known is not None and random.random() < 0.7 else _slip(word, random)

    return _WORD.sub(slip, text)


def _slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    match random.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + _NEIGHBOURS.get(word[at].lower(), word[at]) + word[at + 1 :]


def run_together(text: str, random: Random) -> str:
    """Miss the space bar once.

    Example:
        >>> import random
        >>> len(run_together("where is it", random.Random(1)))
        10
    """
    spaces = [index for index, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    at = random.choice(spaces)
    return text[:at] + text[at + 1 :]


def lengthened(text: str, random: Random) -> str:
    """Hold the last letter of a word down: `pleaseee`."""
    words = [match for match in _WORD.finditer(text) if match.group().lower() in _STRETCHED]
    if not words:
        return text
    at = random.choice(words).end()
    return text[:at] + text[at - 1] * random.randrange(2, 5) + text[at:]


_STRETCHED = {"please", "pls", "so", "hi", "hey", "hello", "no", "why", "really", "ok", "yes", "still", "omg"}


def with_emoji(text: str, random: Random, *, upset: bool) -> str:
    """End with one to three emoji."""
    chosen = random.choice(_UPSET if upset else _FRIENDLY)
    return f"{text} {chosen * random.choice((1, 1, 1, 2, 3))}"


def with_face(text: str, random: Random) -> str:
    """End with an emoticon."""
    return f"{text} {random.choice(_FACES)}"
