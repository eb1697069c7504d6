"""What is known beforehand of the people who write into a stream."""

from __future__ import annotations

from dataclasses import dataclass

from prodshape.errors import InputError
from prodshape.language.codes import LANGUAGES, SHARED_SCRIPTS

MOST_LANGUAGES = 6
"""Languages of one audience: fifteen pairs, and each one more that is looked for is wrong now and then."""


@dataclass(frozen=True)
class Audience:
    """What an axis may be told of a stream before it measures; equal ones give equal axes.

    Attributes:
        languages: those that its users mix, ISO 639-1 codes, in alphabetical order whatever the order given; `en` alone: English with
            any other.

    Raises:
        InputError: a language is unknown or named twice, there are too many, or no two that can be told apart inside a message.

    Example:
        >>> Audience(("pt", "en", "es")).languages
        ('en', 'es', 'pt')
        >>> Audience() == Audience(("en",))
        True
    """

    languages: tuple[str, ...] = ("en",)

    def __post_init__(self) -> None:
        chosen = self.languages
        unknown = sorted(set(chosen) - set(LANGUAGES))
        if unknown:
            raise InputError(
                f"Languages are named by ISO 639-1 codes that Prodshape knows, got {', '.join(map(repr, unknown))}: "
                f"there are {', '.join(LANGUAGES)}."
            )
        if len(set(chosen)) != len(chosen) or len(chosen) > MOST_LANGUAGES:
            raise InputError(
                f"The languages of a stream are at most {MOST_LANGUAGES}, each named once, got {', '.join(chosen)}: "
                "leave out the rarest."
            )
        if chosen != ("en",) and len(chosen) < 2:
            raise InputError(
                f"The languages of a stream are those that its users mix, two or more, or `en` alone, got {', '.join(chosen) or 'none'}: "
                "add another, or leave the setting out."
            )
        if any(set(chosen) <= together for together in SHARED_SCRIPTS):
            raise InputError(
                f"Languages that share a script other than Latin are not told apart inside a message, got {', '.join(chosen)}: "
                "add one that is written otherwise, such as en."
            )
        object.__setattr__(self, "languages", tuple(sorted(chosen)))

    @classmethod
    def parse(cls, codes: str | None) -> Audience:
        """Read the languages as a command line gives them, with commas between; None: nothing is known.

        Raises:
            InputError: as for the class.

        Example:
            >>> Audience.parse("en, ES").languages
            ('en', 'es')
        """
        if codes is None:
            return cls()
        return cls(tuple(code.strip().lower() for code in codes.split(",") if code.strip()))


ENGLISH = Audience()
"""Who nothing is known of: English, with any other language mixed in."""
