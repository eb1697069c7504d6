"""The closed lists of languages and language pairs: part of the wire format."""

from __future__ import annotations

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
