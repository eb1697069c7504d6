"""The closed lists of languages and language pairs: part of the wire format."""

from __future__ import annotations

from itertools import combinations

LATIN_CODES = {
    "en": "en", "es": "es", "fr": "fr", "de": "de", "it": "it", "pt": "pt", "nl": "nl", "tr": "tr", "pl": "pl",
    "sv": "sv", "da": "da", "nb": "no", "fi": "fi", "cs": "cs", "ro": "ro", "hu": "hu", "id": "id", "fil": "tl",
    "vi": "vi", "ca": "ca", "sh": "hr", "hi-Latn": "hi",
}  # fmt: skip
"""Language of a column of the word table to its ISO 639-1 code: Filipino counts as Tagalog, Serbo-Croatian as Croatian."""

LANGUAGES = (
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy",
    "id", "it", "ja", "ka", "km", "kn", "ko", "ml", "my", "nl", "no", "pa", "pl", "pt", "ro", "ru", "si", "sr", "sv",
    "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Every ISO 639-1 code that we tell apart."""

OTHER, UNKNOWN = "other", "unknown"

ENGLISH_PAIRS = tuple("+".join(sorted(("en", code))) for code in LANGUAGES if code != "en")
"""English with each other language, codes in alphabetical order: `de+en`, `en+es`."""

SHARED_SCRIPTS = (frozenset({"bg", "ru", "sr", "uk"}), frozenset({"ar", "fa", "ur"}), frozenset({"ja", "zh"}))
"""Languages that write one script other than Latin: which of them a message is in, its letters tell only as a whole."""


def pairs_of(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The pairs that are looked for if a stream's users mix these languages: `en` alone, English with each other language.

    Example:
        >>> pairs_of(("en", "es", "pt"))
        ('en+es', 'en+pt', 'es+pt')
        >>> pairs_of(("en", "ru", "uk"))
        ('en+ru', 'en+uk')
        >>> pairs_of(("en",)) == ENGLISH_PAIRS
        True
    """
    if languages == ("en",):
        return ENGLISH_PAIRS
    return tuple(
        f"{one}+{other}"
        for one, other in combinations(sorted(languages), 2)
        if not any({one, other} <= together for together in SHARED_SCRIPTS)
    )
