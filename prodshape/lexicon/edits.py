"""What kind of slip leads from a meant word to a typed one, and how much evidence each kind needs."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("cs", "ck", "sz", "mn", "dt", "vw", "iy", "gj")))


def _adjacent_keys() -> frozenset[frozenset[str]]:
    pairs: set[frozenset[str]] = set()
    for row in _ROWS:
        pairs.update(frozenset(pair) for pair in pairwise(row))
    for above, below in pairwise(_ROWS):  # each row stands half a key to the right
        for i, key in enumerate(below):
            pairs.update(frozenset((key, other)) for other in above[i : i + 2])
    return frozenset(pairs)


ADJACENT_KEYS = _adjacent_keys()
"""Pairs of letters that are neighbours on a QWERTY keyboard."""


class Slip(Enum):
    """Kinds of slips at one edit."""

    SWAPPED = "two neighbouring letters swapped"
    NEAR_KEY = "a neighbouring key"
    OTHER_VOWEL = "another vowel or a letter that sounds alike"
    OTHER_LETTER = "an unrelated letter"
    FIRST_NEAR_KEY = "a neighbouring key instead of the first letter"
    FIRST_LETTER = "another first letter"
    MISSING = "a letter missing"
    MISSING_FIRST = "the first letter missing"
    DOUBLED = "a letter doubled or a neighbouring key hit too"
    ADDED = "an unrelated letter added"
    ADDED_FIRST = "an unrelated letter put in front"


def slip(typed: str, meant: str) -> Slip:
    """Name the one edit between two words at optimal-string-alignment distance one.

    Example:
        >>> slip("refudn", "refund").name, slip("recieve", "receive").name, slip("acount", "account").name
        ('SWAPPED', 'SWAPPED', 'MISSING')
        >>> slip("anount", "amount").name, slip("seperate", "separate").name, slip("buggs", "bugs").name
        ('NEAR_KEY', 'OTHER_VOWEL', 'DOUBLED')
    """
    at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    if len(typed) < len(meant):
        return Slip.MISSING_FIRST if at == 0 else Slip.MISSING
    if len(typed) > len(meant):
        near = {typed[i] for i in (at - 1, at + 1) if 0 <= i < len(typed)}
        extra = typed[at]
        hit_too = extra in near or any(frozenset((extra, other)) in ADJACENT_KEYS for other in near)
        return Slip.DOUBLED if hit_too else Slip.ADDED_FIRST if at == 0 else Slip.ADDED
    if typed[at + 1 :] != meant[at + 1 :]:
        return Slip.SWAPPED
    pair = frozenset((typed[at], meant[at]))
    if at == 0:
        return Slip.FIRST_NEAR_KEY if pair in ADJACENT_KEYS else Slip.FIRST_LETTER
    if pair in ADJACENT_KEYS:
        return Slip.NEAR_KEY
    return Slip.OTHER_VOWEL if pair <= _VOWELS or pair in _SOUND_ALIKE else Slip.OTHER_LETTER


_SHORT = {Slip.SWAPPED, Slip.NEAR_KEY}
_ADDED_OR_LOST = {Slip.MISSING, Slip.DOUBLED, Slip.ADDED}
COMMONEST = frozenset({Slip.SWAPPED, Slip.MISSING, Slip.DOUBLED})
"""Slips that are likelier than a space left out."""
_NEVER = {Slip.FIRST_LETTER, Slip.ADDED_FIRST}
_NEEDED = {
    Slip.MISSING_FIRST: (4.0, 1.7),
    Slip.FIRST_NEAR_KEY: (4.0, 1.7),
    Slip.OTHER_LETTER: (3.5, 1.7),
    Slip.ADDED: (3.5, 1.7),
}
_NEEDED_BY_THREE = {Slip.SWAPPED: 5.0, Slip.NEAR_KEY: 6.0, Slip.MISSING: 6.5}
_NEEDED_BY_VOWEL, _GAP_BY_VOWEL = 5.3, 3.0
"""What another vowel in a word of four letters needs: many names lie there."""
SHORTEST_NAME = 8
"""Names of people and brands lie close together (Kevin, Kavin): only long ones are taken for misspelt."""


def certain(typed: str, meant_zipf: float) -> bool:
    """Is a believable slip a misspelling even beside numbers and names? Short words and slips of rarer words are not."""
    return (len(typed) >= 6 and meant_zipf >= 4.3) or (len(typed) == 5 and meant_zipf >= 5.2)


def believable(typed: str, kind: Slip, meant_zipf: float, gap: float) -> bool:
    """Is this slip more likely than a word that we do not know?

    Args:
        typed: what stands there.
        kind: the slip that would explain it.
        meant_zipf: English Zipf frequency of the word it would be.
        gap: by how much that word is more frequent than the typed form (Zipf, so powers of ten).
    """
    if kind in _NEVER:
        return False
    if len(typed) <= 3:
        return meant_zipf >= _NEEDED_BY_THREE.get(kind, 9.0) and gap >= 2.0
    if len(typed) == 4:
        if kind is Slip.OTHER_VOWEL:
            return meant_zipf >= _NEEDED_BY_VOWEL and gap >= _GAP_BY_VOWEL
        least = 4.5 if kind in _SHORT else 4.8
        return kind in _SHORT | _ADDED_OR_LOST and meant_zipf >= least and gap >= 2.0
    least, least_gap = _NEEDED.get(kind, (3.0, 1.0))
    return meant_zipf >= least and gap >= least_gap
