"""pyspellchecker: words that its English dictionary lacks."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from benchmarks.peers.words import words

PACKAGE = "pyspellchecker"


@cache
def _speller() -> SpellChecker:
    return SpellChecker(language="en")


def answer(texts: list[str]) -> list[list[list[int]]]:
    """The stretches it calls misspelt."""
    speller = _speller()
    return [[[start, end] for start, end, word in words(text) if speller.unknown([word])] for text in texts]
