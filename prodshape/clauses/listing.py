"""Write word lists as text: words parted by blanks, phrases by bars."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Split at white space, each word once.

    Example:
        >>> words("hi hello hi")
        ('hi', 'hello')
    """
    return tuple(dict.fromkeys(text.split()))


def phrases(text: str) -> tuple[str, ...]:
    """Split at bars, each phrase once, blanks and line ends made one blank.

    Example:
        >>> phrases("good morning | dear sir | good morning")
        ('good morning', 'dear sir')
    """
    parts = (" ".join(part.split()) for part in text.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


def words_of(listed: tuple[str, ...]) -> tuple[str, ...]:
    """The words of phrases, each once.

    Example:
        >>> words_of(("good morning", "good day"))
        ('good', 'morning', 'day')
    """
    return words(" ".join(listed))
