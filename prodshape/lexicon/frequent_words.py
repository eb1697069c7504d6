"""The frequent English words as text, and an index of their neighbours at one edit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from prodshape.lexicon.names_like_slips import NAMES_LIKE_SLIPS
from prodshape.lexicon.support_words import SUPPORT_ZIPF, WORDS_SUPPORT
from prodshape.vocabulary import vocabulary

ZIPF_FLOOR = 3.0
"""A word must be this frequent (once in a million words) to be what somebody meant."""

_SCOWL_CEILING = 60
_LONGEST = 24


class FrequentWords(NamedTuple):
    """English words that somebody may have meant.

    Attributes:
        zipf: word to English Zipf frequency, no less than `SUPPORT_ZIPF` for the words of support.
        names: those that are only written with a capital.
        shortened: a word with one letter left out, to the words that give it so. The words themselves are not keys.
    """

    zipf: dict[str, float]
    names: frozenset[str]
    shortened: dict[str, tuple[str, ...]]

    def neighbours(self, word: str) -> set[str]:
        """All frequent words at optimal-string-alignment distance one: one letter more, less or other, or two swapped.

        Example:
            >>> sorted(frequent_words().neighbours("refudn"))
            ['refund']
        """
        zipf, shortened, size = self.zipf, self.shortened, len(word)
        cuts = shortenings(word)
        found = {cut for cut in cuts if cut in zipf}
        found.update(shortened.get(word, ()))
        for cut in cuts:
            for candidate in shortened.get(cut, ()):
                if len(candidate) == size and one_change(word, candidate):
                    found.add(candidate)
        found.discard(word)
        return found


def shortenings(word: str) -> set[str]:
    """The word with any one letter left out."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def one_change(word: str, other: str) -> bool:
    """Do two words of the same length differ in one letter, or in two neighbours that are swapped?

    Example:
        >>> one_change("wrod", "word"), one_change("wird", "word"), one_change("drow", "word"), one_change("word", "word")
        (True, True, False, False)
    """
    at = 0
    while at < len(word) and word[at] == other[at]:
        at += 1
    if word[at + 1 :] == other[at + 1 :]:
        return at < len(word)
    swapped = word[at] == other[at + 1] and word[at + 1] == other[at]
    return swapped and word[at + 2 :] == other[at + 2 :]


def table_words(name: str, column: str) -> frozenset[str]:
    """The words of one column of a shipped table."""
    with (files("prodshape") / "tables" / name).open("rb") as file, np.load(file) as table:
        return frozenset(table[column].tobytes().decode().split())


@cache
def rare_words() -> frozenset[str]:
    """Rare names and words that only look like misspellings (`training/build_names.py`)."""
    return NAMES_LIKE_SLIPS | table_words("names_scowl.npz", "rare") | table_words("rare_words.npz", "words")


@cache
def frequent_words() -> FrequentWords:
    """Read the frequent words and index them, once per process (about 0.3 s)."""
    with (files("prodshape") / "tables" / "words_frequency.npz").open("rb") as file, np.load(file) as table:
        centizipf, joined = table["centizipf"], table["words"].tobytes()
    lines = joined.split(b"\n")
    rows = np.flatnonzero(centizipf >= 100 * ZIPF_FLOOR)
    words = [word for row in rows.tolist() if (word := lines[row].decode()).isascii() and len(word) <= _LONGEST]
    known = vocabulary()
    ids = known.ids(words)
    sizes, zipfs = known.scowl[ids].tolist(), known.zipf[ids].tolist()
    zipf = {
        word: value
        for word, size, value in zip(words, sizes, zipfs, strict=True)
        if 0 < size <= _SCOWL_CEILING and (len(word) > 1 or word in {"a", "i"})
    }
    zipf.update({word: max(zipf.get(word, 0.0), SUPPORT_ZIPF) for word in WORDS_SUPPORT})
    names = table_words("names_scowl.npz", "frequent")
    shortened: dict[str, list[str]] = {}
    for word in zipf:
        if len(word) > 2:
            for cut in shortenings(word):
                shortened.setdefault(cut, []).append(word)
    return FrequentWords(zipf, names & zipf.keys(), {cut: tuple(longer) for cut, longer in shortened.items()})
