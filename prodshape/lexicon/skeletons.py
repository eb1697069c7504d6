"""Words written without their vowels: `nthng`, `thts`, and `talkn` for `talking`."""

from __future__ import annotations

import re
from functools import cache

from prodshape.lexicon.frequent_words import frequent_words

_VOWELS = re.compile(r"[aeiou']")
_VOWELS_AND_Y = re.compile(r"[aeiouy']")
_TWICE = re.compile(r"(.)\1")
_NEEDED = {3: 5.5, 4: 4.9, 5: 4.5}
_NEEDED_BY_LONG = 4.0
"""How frequent (Zipf) the word behind a skeleton of 3, 4, 5 and more letters must be."""
_LONGEST = 10
_NEEDED_BY_ING = 4.3
_SHORTEST_STEM = 3


def spelled_without_vowels(word: str) -> str | None:
    """The frequent word whose consonants these are (behind its first letter), or None.

    Args:
        word: a word of the letters a-z that no dictionary lists.

    Example:
        >>> [spelled_without_vowels(word) for word in ("nthng", "thts", "talkn", "kdvw", "zpl", "kyln")]
        ['nothing', "that's", 'talking', None, None, None]
    """
    size = len(word)
    if not 3 <= size <= _LONGEST or word[0] == word[1]:
        return None
    if _VOWELS.search(word, 1):
        return _without_g(word)
    return _skeletons().get(_TWICE.sub(r"\1", word), {}).get(min(size, 6)) or _without_g(word)


def _without_g(word: str) -> str | None:
    """`talkn`: a consonant and `n` for a frequent word in `-ing`."""
    stem = word[:-1]
    if word[-1] != "n" or len(stem) < _SHORTEST_STEM or stem[-1] in "aeiounrlw":
        return None
    full = stem + "ing"
    return full if frequent_words().zipf.get(full, 0.0) >= _NEEDED_BY_ING else None


@cache
def _skeletons() -> dict[str, dict[int, str]]:
    """Skeleton to the most frequent word that has it, for each size (6 for six and more) at which it is frequent enough."""
    frequent = frequent_words()
    found: dict[str, dict[int, str]] = {}
    for word, zipf in sorted(frequent.zipf.items(), key=lambda item: (-item[1], item[0])):
        if len(word) < 4 or word in frequent.names or zipf < _NEEDED_BY_LONG:
            continue
        for vowels in (_VOWELS, _VOWELS_AND_Y):
            skeleton = _TWICE.sub(r"\1", word[0] + vowels.sub("", word[1:]))
            if skeleton != word:
                sizes = found.setdefault(skeleton, {})
                for size in range(3, 7):
                    if zipf >= _NEEDED.get(size, _NEEDED_BY_LONG):
                        sizes.setdefault(size, word)
    return found
