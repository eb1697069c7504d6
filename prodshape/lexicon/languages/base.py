"""What a language brings so that its messages are judged: words, and nothing that runs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lexicon(NamedTuple):
    """The word lists of one language beside English; all words in lower case, accents as people write them or without.

    Attributes:
        code: ISO 639-1, one of `prodshape.language.codes.LANGUAGES`.
        table: file in `prodshape/tables` with the frequencies of its words (`training/build_language.py`).
        abbreviations: textisms and abbreviations.
        misspellings: misspelt form to the meant word, beyond what one slip explains.
        run_ons: words written as one that are several, to the words.
        before_name: words behind which a strange word is a name.
        endings: what may stand behind any frequent word of this language (pronouns, diminutives).
        sound_alike: pairs of letters that people of this language take for one another.
        laughter: a pattern for laughter.
    """

    code: str
    table: str
    abbreviations: tuple[str, ...] = ()
    misspellings: Mapping[str, str] = MappingProxyType({})
    run_ons: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    before_name: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    sound_alike: tuple[str, ...] = ()
    laughter: str = "(?!)"


def pairs(text: str) -> dict[str, list[str]]:
    """Write what was meant and the forms for it as text: `hacer: aser haser|hizo: hiso`, parted by bars or line ends.

    Example:
        >>> pairs("hacer: aser haser|hizo: hiso")
        {'hacer': ['aser', 'haser'], 'hizo': ['hiso']}
    """
    entries = (entry.split(": ") for line in text.strip().splitlines() for entry in line.strip().split("|"))
    return {meant: forms.split() for meant, forms in entries}
