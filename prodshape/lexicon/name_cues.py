"""Words beside which a strange word is a name or a code rather than a slip: a list of our own making."""

from prodshape.clauses.listing import words
from prodshape.lexicon.languages import lexicons

WORDS_BEFORE_NAME: tuple[str, ...] = words(
    """
    name named called username surname lastname firstname mr mrs ms miss dr madam mister password passwd passcode
    city town street avenue company model brand login nickname
    """
)
"""A name follows these, at once or behind a linking word: `my name is`, `mr`."""

WORDS_BEFORE_NAME_ELSEWHERE: tuple[str, ...] = tuple(
    dict.fromkeys(word for lexicon in lexicons().values() for word in lexicon.before_name)
)
"""The same in the other languages that have a lexicon."""

WORDS_LINKING: tuple[str, ...] = ("is", "as", "was", "and", "are", "s", "name", "number", "no")
"""What may stand between."""

WORDS_AFTER_NAME: tuple[str, ...] = words(
    """
    ltd limited pvt inc llc corp gmbh co infotech solutions technologies street avenue st ave rd lane blvd nagar
    """
)
"""A name stands before these: `ltd`, `street`."""
