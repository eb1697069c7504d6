"""pycld2 (Compact Language Detector 2): the main language, and all that it sees, best effort."""

from __future__ import annotations

import pycld2

PACKAGE = "pycld2"


def answer(texts: list[str]) -> list[list[str]]:
    """Codes of languages, the likeliest first; empty where it cannot tell."""
    return [_codes(text) for text in texts]


def _codes(text: str) -> list[str]:
    clean = "".join(sign for sign in text if sign.isprintable())
    try:
        _, _, found = pycld2.detect(clean.encode(), isPlainText=True, bestEffort=True)
    except pycld2.error:
        return []
    return [code.split("-")[0] for _, code, _, _ in found if code != "un"]
