"""What one word is: a word, a misspelling, words run together, another language, or just unknown."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from prodshape.clauses.listing import words
from prodshape.clauses.verbs import WORDS_VERB_PAST
from prodshape.lexicon.abbreviations import ENGLISH_ABBREVIATIONS
from prodshape.lexicon.apostrophes import DROPPED
from prodshape.lexicon.edits import COMMONEST, SHORTEST_NAME, believable, certain, slip
from prodshape.lexicon.frequent_words import FrequentWords, frequent_words, rare_words
from prodshape.lexicon.glued_words import WORDS_AFTER_I, WORDS_AFTER_I_WILL
from prodshape.lexicon.misspellings import MISSPELLINGS
from prodshape.lexicon.run_ons import RUN_ONS
from prodshape.lexicon.skeletons import spelled_without_vowels
from prodshape.lexicon.sound_alike import sounds_like
from prodshape.lexicon.sounded_out import SPOKEN_FORMS, sounded_out, without_g
from prodshape.lexicon.support_words import WORDS_NEW
from prodshape.lexicon.two_slips import two_slips


class WordClass(IntEnum):
    """What a token is to the axes of spelling. Every token has exactly one."""

    UNSEEN = 0
    """Not yet looked at; never handed out."""
    NO_WORD = 1
    """A number, a code, an address, a mention, a hashtag."""
    NOT_CHECKABLE = 2
    """A word that is not of the letters a-z: no lexicon of ours judges it."""
    KNOWN = 3
    """An English word, a frequent name."""
    MISSPELT = 4
    ABBREVIATION = 5
    APOSTROPHE_DROPPED = 6
    RUN_ON = 7
    LENGTHENED = 8
    FOREIGN = 9
    """More frequent in another language than in English."""
    DOUBTFUL = 10
    """A believable slip, but short or of a rarer word: a misspelling only among known words."""
    UNKNOWN = 11
    """A name, a product, a code in letters, or a misspelling beyond our reach."""


class Judgement(NamedTuple):
    """The class of a word, and what was meant where that is known (words with spaces for a run-on)."""

    word_class: WordClass
    meant: str | None = None


LONGEST = 30
"""Longer words are not judged: UNKNOWN."""

_ABBREVIATIONS = frozenset(ENGLISH_ABBREVIATIONS)
_NEW = frozenset(WORDS_NEW)
_KNOWN, _UNKNOWN = Judgement(WordClass.KNOWN), Judgement(WordClass.UNKNOWN)
_SHORTEST = 3
_FREQUENT_BASE = 3.5
_FREQUENT_PART = 4.0
_SURE_SIZE, _SURE_ZIPF = 10, 4.0
"""Two slips in so long and frequent a word are no name, whatever stands beside it."""

_THREE_ALIKE = re.compile(r"(.)\1\1")
_HELD_DOWN = re.compile(r"(.)\1\1|(.)\2$")
_RUNS = re.compile(r"(.)\1+")
_LAUGHTER = re.compile(r"[bmw]*(?:a*(?:ha)+h*|(?:he)+h*|(?:hi)+h*|(?:ja)+j*|(?:xa)+|a*h+)")
_LOL = re.compile(r"(?:lo+){2,}l+")
"""`lol` said again and again; with letters held down it is found as any other short form is."""
_FINAL_Y = re.compile(r"([^aeiou])ye?([sd])$")
_ADDRESS = re.compile(r".*(?:gmail|yahoo|hotmail|outlook|com|www|http|https)")
_SUFFIX = re.compile(r"'(?:s|ll|ve|d|re|m)$")
"""What may stand behind any word."""
_PREFIX = re.compile(r"(?:re|un|pre|non|over|mis|anti|auto|inter|micro|mini|multi|super|under|cyber)(?=.{4})")

_OPENERS = frozenset(
    words(
        """
        hello thanks thank please kindly yes nothing okay sure sorry my your the what where when how
        need want try with from for another can could would does should our this that not
        """
    )
)
"""Words that are written together with the word that follows them."""
_CLOSERS = frozenset(
    words(
        """
        please thank thanks kindly have can could would will i you is and what my sir madam but for from with the
        """
    )
)
"""Words that are written together with the word before them."""
_TAILS = frozenset(words("it no ok so is in to on me my at if we he as of and but for the not yes now you can was are"))
"""Little words that are written together with a long one before them."""
_LITTLE = frozenset(
    words(
        """
        the of to in on for with at from by my your his her our their this that it is was are be have has had do does did not
        no and or but if so as we you he she they me us them what when where who how why can could will would should just get
        got all any some ok okay yes hi hello hey good bye sir please now there here day sure thanks thank
        """
    )
)
"""Little words and greetings: two of them are written together (`formy`, `okthank`, `daygood`)."""
_SHORTEST_LITTLE = 5
_GRAMMAR = frozenset(
    words(
        """
        have has had your who whom to not but and with for will can was were this that these those when what our their his
        about because if so do does did going want need just also very much still now here some any no my me you we he she
        they it there then than from into please is are of am were before about while only
        """
    )
)
"""Words of grammar that compounds and names seldom hold: written together with a frequent word of `_LONG_PART` letters (`yourparcel`)."""
_LONG_PART, _SHORTEST_GLUED = 4, 7
_COMMON_PART = {2: 4.5, 3: 4.0}
"""How frequent the other word must be, by the letters of the word of grammar: the shorter that is, the likelier it is a part of a name."""
_LEAST_COMMON_PART = 3.5
_SUBJECTS = frozenset("iu")
_VERBS = frozenset(
    (
        *WORDS_AFTER_I,
        *WORDS_AFTER_I_WILL,
        *WORDS_VERB_PAST,
        "deliver",
        "accept",
        "help",
        "offer",
        "ship",
        "swap",
        "refund",
    )
)
"""What follows a pronoun of one letter that is written together with it."""


def is_lengthened(word: str) -> bool:
    """Does a letter stand three times or more in a row, other than in `www`, `xxx` or a Roman numeral?

    Example:
        >>> [is_lengthened(word) for word in ("sooo", "soo", "www", "xviii", "yesss")]
        [True, False, False, False, True]
    """
    if not _THREE_ALIKE.search(word) or (len(word) == 3 and word[0] not in "hm"):
        return False
    return not set(word) <= set("ivxlcdm")


def without_suffix(word: str) -> str:
    """The word without its `'s`, `'ll`, `'ve`, `'d`, `'re` or `'m`."""
    return _SUFFIX.sub("", word) if "'" in word else word


def judge(word: str, zipf: float, *, known: bool) -> Judgement:
    """Judge a word (lower case, plain apostrophes) that is neither listed nor accepted as English.

    The first rule that says something decides: by its form, by its base, by its neighbours; else it is unknown.

    Args:
        word: the word.
        zipf: its English Zipf frequency, 0 if it has none.
        known: is the word without its `'s`, `'ll`, `'ve`, `'d`, `'re`, `'m` an accepted one?
    """
    if len(word) > LONGEST:
        return _UNKNOWN
    if not word.isascii():
        return Judgement(WordClass.NOT_CHECKABLE)
    found = _by_form(word)
    if found is None and (known or len(word) < _SHORTEST or word in _NEW or word.removesuffix("s") in _NEW):
        found = _KNOWN
    return found or _by_base(word) or _by_neighbours(word, zipf) or _UNKNOWN


def _by_form(word: str) -> Judgement | None:
    """Letters held down, laughter, what is left of an address."""
    if _HELD_DOWN.search(word):
        usual = {_RUNS.sub(r"\1", word), _RUNS.sub(r"\1\1", word)}
        if any(len(form) > 1 and form in _ABBREVIATIONS for form in usual):
            return Judgement(WordClass.ABBREVIATION)
        if is_lengthened(word):
            zipf = frequent_words().zipf
            usual &= zipf.keys()
            return Judgement(WordClass.LENGTHENED, max(usual, key=zipf.__getitem__, default=None))
    if _LOL.fullmatch(word):
        return Judgement(WordClass.ABBREVIATION)
    if _LAUGHTER.fullmatch(word):
        return _KNOWN
    return _UNKNOWN if _ADDRESS.fullmatch(word) else None


def _by_base(word: str) -> Judgement | None:
    """A listed word with a suffix, a frequent word with a regular ending or a prefix."""
    base = without_suffix(word)
    if base != word and base in MISSPELLINGS:
        return Judgement(WordClass.MISSPELT, MISSPELLINGS[base] + word[len(base) :])
    if base != word and base in _ABBREVIATIONS:
        return Judgement(WordClass.ABBREVIATION)
    frequent = frequent_words()
    right = with_i(word)
    if right != word and frequent.zipf.get(right, 0.0) >= _FREQUENT_BASE:
        return Judgement(WordClass.MISSPELT, right)
    prefix = _PREFIX.match(word)
    if prefix and frequent.zipf.get(word[prefix.end() :], 0.0) >= _FREQUENT_BASE:
        return _KNOWN
    return _KNOWN if word in SPOKEN_FORMS or _is_inflected(word, frequent) else None


def _by_neighbours(word: str, zipf: float) -> Judgement | None:
    """Shortened or written as it sounds, two frequent words run together, or one slip away from one (a long word: two)."""
    without = word in without_g()
    if not rare_words().isdisjoint((word, without_suffix(word))) and not without:
        return _UNKNOWN
    written_out = word + "g" if without else spelled_without_vowels(word) or sounded_out(word)
    if written_out is not None:
        return Judgement(WordClass.ABBREVIATION, written_out)
    frequent = frequent_words()
    meant, meant_zipf = _best_neighbour(word, zipf, frequent)
    apart = _apart(word, frequent)
    if apart is not None and (meant is None or slip(word, meant) not in COMMONEST):
        return Judgement(WordClass.RUN_ON, apart)
    if meant is None:
        return _by_tail(word, frequent) or _by_grammar(word, frequent) or _by_two_slips(word)
    if meant.replace("'", "") == word:
        return Judgement(WordClass.APOSTROPHE_DROPPED, meant)
    return Judgement(WordClass.MISSPELT if certain(word, meant_zipf) else WordClass.DOUBTFUL, meant)


def _by_tail(word: str, frequent: FrequentWords) -> Judgement | None:
    """A frequent word with a little one behind it: `problemit`, `nothingok`."""
    for size in (2, 3):
        left, right = word[:-size], word[-size:]
        if right in _TAILS and len(left) > size + 1 and frequent.zipf.get(left, 0.0) >= _FREQUENT_PART:
            return Judgement(WordClass.RUN_ON, f"{left} {right}")
    return None


def _by_grammar(word: str, frequent: FrequentWords) -> Judgement | None:
    """A common word and one of grammar: `yourparcel`, `peoplewho`."""
    if len(word) < _SHORTEST_GLUED:
        return None
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        for part, other in ((left, right), (right, left)):
            least = _COMMON_PART.get(len(part), _LEAST_COMMON_PART)
            if part in _GRAMMAR and len(other) >= _LONG_PART and frequent.zipf.get(other, 0.0) >= least:
                return Judgement(WordClass.RUN_ON, f"{left} {right}")
    return None


def _by_two_slips(word: str) -> Judgement | None:
    meant = sounds_like(word) or two_slips(word)
    if meant is None:
        return None
    sure = len(word) >= _SURE_SIZE and frequent_words().zipf[meant] >= _SURE_ZIPF
    return Judgement(WordClass.MISSPELT if sure else WordClass.DOUBTFUL, meant)


def listed(word: str) -> Judgement | None:
    """The class of a word that stands on one of our lists."""
    if word in DROPPED:
        return Judgement(WordClass.APOSTROPHE_DROPPED, DROPPED[word])
    if word in _ABBREVIATIONS:
        return Judgement(WordClass.ABBREVIATION)
    if word in RUN_ONS:
        return Judgement(WordClass.RUN_ON, " ".join(RUN_ONS[word]))
    if word in MISSPELLINGS:
        return Judgement(WordClass.MISSPELT, MISSPELLINGS[word])
    return None


def _best_neighbour(word: str, zipf: float, frequent: FrequentWords) -> tuple[str | None, float]:
    """The most frequent word that a believable slip turns into `word`, unless a more frequent name is as near."""
    best, best_zipf = None, 0.0
    name_zipf = 0.0
    for candidate in sorted(frequent.neighbours(word)):
        meant_zipf = frequent.zipf[candidate]
        if candidate in frequent.names and len(word) < SHORTEST_NAME:
            name_zipf = max(name_zipf, meant_zipf)
        elif meant_zipf > best_zipf and believable(word, slip(word, candidate), meant_zipf, meant_zipf - zipf):
            best, best_zipf = candidate, meant_zipf
    return (best, best_zipf) if best_zipf > name_zipf else (None, 0.0)


def with_i(word: str) -> str:
    """What `citys` and `studyed` should be; another word as it is."""
    return _FINAL_Y.sub(r"\1ie\2", word)


def _is_inflected(word: str, frequent: FrequentWords) -> bool:
    """Is it a frequent word with a regular ending that the dictionaries lack (`glitched`, `unsubbing`)?"""
    for ending in ("ed", "ing", "er", "ers"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 4 and base in frequent.zipf and base not in frequent.names:
            return base[-1] not in "aeiou" and base[-2] not in "aeiou"
    return False


def _apart(word: str, frequent: FrequentWords) -> str | None:
    """The word as two frequent words, one of which is often written together with its neighbour."""
    best, best_zipf = None, 0.0
    for at in range(1, len(word)):
        left, right = word[:at], word[at:]
        opens = left in _OPENERS and len(right) >= max(3, 6 - len(left))
        closes = right in _CLOSERS and len(left) >= max(3, 6 - len(right))
        spoken = left in _SUBJECTS and len(right) > _SHORTEST and right in _VERBS
        little = left in _LITTLE and right in _LITTLE and len(word) >= _SHORTEST_LITTLE
        if not (opens or closes or spoken or little):
            continue
        left_zipf, right_zipf = frequent.zipf.get(left, 0.0), frequent.zipf.get(right, 0.0)
        likely = (
            spoken or little or (opens and right_zipf >= _FREQUENT_PART) or (closes and left_zipf >= _FREQUENT_PART)
        )
        if likely and min(left_zipf or 9.0, right_zipf) > best_zipf:
            best, best_zipf = f"{left} {right}", min(left_zipf or 9.0, right_zipf)
    return best
