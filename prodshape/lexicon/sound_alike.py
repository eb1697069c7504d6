"""Words that sound like a frequent one and are spelled otherwise: `bisness`, `phisicaly`, `rediculus`."""

from __future__ import annotations

import re
from functools import cache

from prodshape.lexicon.frequent_words import frequent_words
from prodshape.lexicon.two_slips import within_two

SHORTEST, _FEWEST_SOUNDS = 6, 4
"""In shorter words, or with fewer consonants, two letters wrong leave too little of the word: names lie there."""
_LONG = 8
_ZIPF_NEEDED, _ZIPF_NEEDED_BY_LONG = 4.3, 3.5
_LEAD = 0.7
"""Zipf: a second word that sounds the same must be that much rarer."""
_TOGETHER = re.compile("ph|[tsc]ion|ssion|[tc]ian|sch|sh|tch|ch|ck|c(?=[eiy])|dg|g(?=[eiy])")
_SOUND = {"ph": "f", "sch": "S", "sh": "S", "tch": "C", "ch": "C", "ck": "k", "c": "s", "dg": "j", "g": "j"}
_ALONE = str.maketrans("cqz", "kks")
_SILENT = str.maketrans("", "", "aeiouyhw'")
_TWICE = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """The consonants of a word as they sound, doubled ones once, and its first letter.

    Example:
        >>> sound_of("physically"), sound_of("phisicaly"), sound_of("business"), sound_of("bisness")
        ('fskl', 'fskl', 'bsns', 'bsns')
    """
    said = _TOGETHER.sub(lambda found: _SOUND.get(found[0], "Sn"), word).translate(_ALONE)
    return _TWICE.sub(r"\1", said[0] + said[1:].translate(_SILENT))


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """The frequent words of each sound, the most frequent first."""
    frequent = frequent_words()
    found: dict[str, list[str]] = {}
    for word, zipf in sorted(frequent.zipf.items(), key=lambda item: (-item[1], item[0])):
        if zipf >= _ZIPF_NEEDED_BY_LONG and len(word) >= SHORTEST - 1 and word.isalpha() and word not in frequent.names:
            found.setdefault(sound_of(word), []).append(word)
    return {sound: tuple(words) for sound, words in found.items()}


def sounds_like(word: str) -> str | None:
    """The one frequent word that sounds like `word` and is two slips away from it.

    Args:
        word: letters a-z.

    Example:
        >>> sounds_like("bisness"), sounds_like("phisicaly"), sounds_like("sunita"), sounds_like("xyzzyq")
        ('business', 'physically', None, None)
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    needed = _ZIPF_NEEDED_BY_LONG if len(word) >= _LONG else _ZIPF_NEEDED
    zipf = frequent_words().zipf
    sound = sound_of(word)
    if len(sound) < _FEWEST_SOUNDS:
        return None
    alike = [
        other
        for other in _by_sound().get(sound, ())
        if zipf[other] >= needed and (word[-1] == other[-1] or word[-1] == "e") and within_two(word, other)
    ]
    if not alike or (len(alike) > 1 and zipf[alike[0]] - zipf[alike[1]] < _LEAD):
        return None
    return alike[0]
