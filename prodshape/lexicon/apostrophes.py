"""Contractions that people type without their apostrophe, and what belongs there: a list of our own making.

Forms that are common words of their own are left out, because the word alone does not tell what was meant:
`its`, `ill`, `id`, `well`, `were`, `shell`, `hell`, `wed`, `shed`, `lets` (lets the user), `sos`. `cant` and `wont`
are listed: as words of their own they hardly occur in messages.
"""

from prodshape.clauses.listing import words

_NOT = words(
    """
    ai are ca could did does do had has have is must need sha should was were wo would might dare ought
    """
)
_PRONOUN = {
    "im": "i'm", "ive": "i've", "youre": "you're", "youve": "you've", "youll": "you'll", "youd": "you'd",
    "hes": "he's", "shes": "she's", "weve": "we've", "theyre": "they're", "theyve": "they've", "theyll": "they'll",
    "theyd": "they'd", "itll": "it'll", "itd": "it'd", "thats": "that's", "thatll": "that'll", "thatd": "that'd",
    "whats": "what's", "whatre": "what're", "whatll": "what'll", "whos": "who's", "wholl": "who'll", "whove": "who've",
    "wheres": "where's", "whens": "when's", "whys": "why's", "hows": "how's", "howd": "how'd", "whered": "where'd",
    "heres": "here's", "theres": "there's", "therell": "there'll", "thered": "there'd", "therere": "there're",
    "yall": "y'all", "yalls": "y'all's", "oclock": "o'clock", "maam": "ma'am", "somethings": "something's",
    "everythings": "everything's", "nothings": "nothing's", "someones": "someone's", "everyones": "everyone's",
    "anyones": "anyone's", "nobodys": "nobody's", "somebodys": "somebody's",
    "everybodys": "everybody's", "todays": "today's", "yesterdays": "yesterday's", "tomorrows": "tomorrow's",
    "couldve": "could've", "shouldve": "should've", "wouldve": "would've", "mustve": "must've", "mightve": "might've",
    "cmon": "c'mon", "couldntve": "couldn't've", "wouldntve": "wouldn't've", "shouldntve": "shouldn't've",
    "dyou": "d'you", "thisll": "this'll",
}  # fmt: skip

DROPPED: dict[str, str] = {f"{verb}nt": f"{verb}n't" for verb in _NOT} | _PRONOUN
"""A form without its apostrophe, to the form with it."""

WORDS_DROPPED: tuple[str, ...] = tuple(sorted(DROPPED))
"""The forms without an apostrophe, for the vocabulary."""

WORDS_CONTRACTED: tuple[str, ...] = tuple(sorted(set(DROPPED.values())))
"""The forms with their apostrophe, for the vocabulary."""
