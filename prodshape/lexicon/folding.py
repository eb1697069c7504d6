"""Words as lexicons of languages with accents compare them: people leave accents out, which is no misspelling here."""

from __future__ import annotations

import unicodedata


def folded(word: str) -> str:
    """The word in lower case without the marks of its letters.

    Example:
        >>> folded("envío"), folded("mañana"), folded("straße")
        ('envio', 'manana', 'strasse')
    """
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
