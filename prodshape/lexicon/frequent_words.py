"""The frequent English words as text, and an index of their neighbours at one edit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from prodshape.lexicon.buckets import buckets_of
from prodshape.lexicon.names_like_slips import NAMES_LIKE_SLIPS
from prodshape.lexicon.support_words import SUPPORT_ZIPF, WORDS_SUPPORT
from prodshape.vocabulary import vocabulary

ZIPF_FLOOR = 3.0
"""A word must be this frequent (once in a million words) to be what somebody meant."""

_SCOWL_CEILING = 60
_SHORTEST, _LONGEST = 3, 24


class FrequentWords:
    """Words of a language that somebody may have meant.

    Args:
        zipf: word to Zipf frequency.
        names: those that are only written with a capital.

    Attributes:
        zipf: English Zipf frequencies are no less than `SUPPORT_ZIPF` for the words of support.
        names: as given.
    """

    def __init__(self, zipf: dict[str, float], names: frozenset[str] = frozenset()) -> None:
        self.zipf = zipf
        self.names = names
        self._words = ["", *(word for word in zipf if len(word) >= _SHORTEST)]
        numbers = np.repeat(np.arange(len(self._words)), [len(shortenings(word)) for word in self._words])
        self._shortened = buckets_of((cut for word in self._words for cut in shortenings(word)), numbers)

    def neighbours(self, word: str) -> set[str]:
        """All frequent words at optimal-string-alignment distance one: one letter more, less or other, or two swapped.

        Example:
            >>> sorted(frequent_words().neighbours("refudn"))
            ['refund']
        """
        zipf, words, size = self.zipf, self._words, len(word)
        mask, first, members = self._shortened  # walked here and not by `candidates`: most of the time goes into this
        cuts = shortenings(word)
        found = {cut for cut in cuts if cut in zipf}
        at = first[hash(word) & mask]
        while number := members[at]:
            candidate = words[number]
            if len(candidate) == size + 1 and one_more(word, candidate):
                found.add(candidate)
            at += 1
        for cut in cuts:
            at = first[hash(cut) & mask]
            while number := members[at]:
                candidate = words[number]
                if len(candidate) == size and one_change(word, candidate):
                    found.add(candidate)
                at += 1
        found.discard(word)
        return found


def shortenings(word: str) -> set[str]:
    """The word with any one letter left out."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def one_more(word: str, longer: str) -> bool:
    """Does a word with one more letter become `word` by leaving one out?

    Example:
        >>> one_more("refnd", "refund"), one_more("efund", "refund"), one_more("refunx", "refunds")
        (True, True, False)
    """
    at = 0
    while at < len(word) and word[at] == longer[at]:
        at += 1
    return word[at:] == longer[at + 1 :]


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
        centizipf, joined = table["centizipf"], table["words"]
    rows = np.flatnonzero(centizipf >= 100 * ZIPF_FLOOR)
    ends = np.flatnonzero(joined == ord("\n"))
    begins = np.concatenate([[0], ends[:-1] + 1])
    text = joined.tobytes()
    found = (text[begin:end].decode() for begin, end in zip(begins[rows].tolist(), ends[rows].tolist(), strict=True))
    words = [word for word in found if word.isascii() and len(word) <= _LONGEST]
    known = vocabulary()
    ids = known.ids(words)
    sizes, zipfs = known.scowl[ids].tolist(), known.zipf[ids].tolist()
    zipf = {
        word: value
        for word, size, value in zip(words, sizes, zipfs, strict=True)
        if 0 < size <= _SCOWL_CEILING and (len(word) > 1 or word in {"a", "i"})
    }
    zipf.update({word: max(zipf.get(word, 0.0), SUPPORT_ZIPF) for word in WORDS_SUPPORT})
    return FrequentWords(zipf, table_words("names_scowl.npz", "frequent") & zipf.keys())
