"""emoji: how many emoji a text has."""

from __future__ import annotations

from emoji import emoji_count

PACKAGE = "emoji"


def answer(texts: list[str]) -> list[int]:
    """Emoji per text."""
    return [emoji_count(text) for text in texts]
