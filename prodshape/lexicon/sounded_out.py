"""Words written as they are said: `togetha`, `friendz`, `xpect`, `workin`; and `tryna`, which is spoken so."""

from __future__ import annotations

from functools import cache

from prodshape.clauses.listing import words
from prodshape.lexicon.frequent_words import frequent_words

_NEEDED_BY_ING, _NEEDED_BY_VERB = 3.3, 3.5
_NEEDED_BY_A = 4.3
_NEEDED_BY_Z = 4.0
_NEEDED_BY_X = 3.3
_SHORTEST_IN, _SHORTEST_A, _SHORTEST_Z, _SHORTEST_X = 4, 7, 5, 4

_NOUNS = frozenset(
    words("login plugin checkin optin addin walkin buyin signin dropin opin standin cutin brin statin linkin")
)
"""Names, and verbs written together with `in`."""
_LIKE_VERBS = frozenset(
    words("nothing something anything everything morning evening darling ceiling during clothing wedding")
)

SPOKEN_FORMS: frozenset[str] = frozenset(
    words(
        """
    aintcha betcha bouda bouta boutta cantcha canya couldja couldya coupla cupla didja didjya didya doncha dontcha finna
    finnah fixina gimmi gne gon gonn gotchya gunna hafta hunna idunno ima imaa imma immah ionno iont izzit lemmi lemmie
    letcha mighta musta needa tryinna tryna trynna wachu wannit wassat watcha watchu whatcha wontcha wouldja wouldya
    wunna
    """
    )
)
"""Informal contractions as `gonna` and `wanna` are, which no dictionary lists: neither misspelt nor abbreviated."""


def sounded_out(word: str) -> str | None:
    """The frequent word that is written as it sounds, or None.

    `-a` or `-ah` for `-er`; `z` for a final `s`; `x` for `ex`.

    Args:
        word: a word of the letters a-z that no dictionary lists.

    Example:
        >>> [sounded_out(word) for word in ("togetha", "friendz", "xpect", "deepa", "xerox")]
        ['together', 'friends', 'expect', None, None]
    """
    frequent = frequent_words()
    base = word.removesuffix("h") if word.endswith("ah") else word
    if base.endswith("a") and len(base) >= _SHORTEST_A and base[-2] not in "aeiou":
        full = base[:-1] + "er"
        if frequent.zipf.get(full, 0.0) >= _NEEDED_BY_A and full not in frequent.names:
            return full
    if word.endswith("z") and len(word) >= _SHORTEST_Z and word[:-1] not in frequent.names:
        full = word[:-1] + "s"
        if max(frequent.zipf.get(full, 0.0), frequent.zipf.get(word[:-1], 0.0)) >= _NEEDED_BY_Z:
            return full
    if word.startswith("x") and len(word) >= _SHORTEST_X and frequent.zipf.get("e" + word, 0.0) >= _NEEDED_BY_X:
        return "e" + word
    return None


@cache
def without_g() -> frozenset[str]:
    """Every frequent verb in `-ing` without its `g`; some are common enough to look like words.

    Example:
        >>> [word in without_g() for word in ("workin", "nothin", "raisin", "checkin")]
        [True, True, False, False]
    """
    frequent = frequent_words()
    return frozenset(
        word[:-1]
        for word, zipf in frequent.zipf.items()
        if word.endswith("ing")
        and len(word) > _SHORTEST_IN
        and zipf >= _NEEDED_BY_ING
        and word not in frequent.names
        and word[:-1] not in frequent.zipf
        and word[:-1] not in frequent.names
        and word[:-1] not in _NOUNS
        and (word in _LIKE_VERBS or _is_verb(word[:-3], frequent.zipf))
    )


def _is_verb(stem: str, zipf: dict[str, float]) -> bool:
    """Is it a frequent word, with the `e` or without the second of two letters that `-ing` takes?"""
    single = stem[:-1] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else stem
    return max(zipf.get(form, 0.0) for form in (stem, stem + "e", single)) >= _NEEDED_BY_VERB
