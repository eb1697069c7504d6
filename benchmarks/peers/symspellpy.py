"""symspellpy: words that its dictionary lacks and for which it suggests another at an edit distance of at most 2."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from symspellpy import SymSpell, Verbosity

from benchmarks.peers.words import words

PACKAGE = "symspellpy"


@cache
def _speller() -> SymSpell:
    speller = SymSpell(max_dictionary_edit_distance=2)
    with as_file(files("symspellpy") / "frequency_dictionary_en_82_765.txt") as path:
        speller.load_dictionary(str(path), 0, 1)
    return speller


@cache
def _wrong(word: str) -> bool:
    found = _speller().lookup(word, Verbosity.TOP, max_edit_distance=2)
    return bool(found) and found[0].distance > 0


def answer(texts: list[str]) -> list[list[list[int]]]:
    """The stretches it calls misspelt."""
    return [[[start, end] for start, end, word in words(text) if _wrong(word)] for text in texts]
