"""Which tokens are abbreviations where they stand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.hashing import hash_stretches
from prodshape.lexicon.abbreviations import (
    ABBREVIATIONS,
    WORDS_BEFORE_CODE,
    WORDS_IN_CAPITALS,
    WORDS_OF_GRAMMAR,
    WORDS_PHONETIC,
    WORDS_PHRASAL,
    WORDS_WITH_DIGITS,
    WORDS_WITH_NUMBER,
)
from prodshape.lexicon.beside import begins_sentence
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.homographs import homographs
from prodshape.lexicon.short_in_context import short_in_context
from prodshape.lexicon.speaking_digits import speaking_digits
from prodshape.lexicon.spelling import WordClass
from prodshape.tokens import CAPITALISED, CODE, LOWER, NUMBER, UPPER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_LETTERS_OF_THEIR_OWN = tuple(map(ord, "aiurn"))
"""Single letters that are words, so that `r u there` is not taken for letters spelled out."""
_LONGEST_CODE = max(map(len, WORDS_WITH_DIGITS))
_SHORT = 3
"""Forms of so many letters are also used as acronyms and in codes."""
_LONG_NUMBER, _VERY_LONG_NUMBER = 3, 6
"""A number of so many digits behind them is part of a code rather than an amount; for first letters of a phrase, of so many."""


class Abbreviated(NamedTuple):
    """The abbreviations of a batch with `t` tokens.

    Attributes:
        flags: `bool[t]`, which tokens are abbreviations; False in messages that are not judged.
        codes: `bool[t]`, those with digits, which are no words to the tokeniser.
        entries: `int32[t]`, index in `ABBREVIATIONS`, -1 where not listed in this form.
    """

    flags: NDArray[np.bool_]
    codes: NDArray[np.bool_]
    entries: NDArray[np.int32]


class _Lists(NamedTuple):
    entries: NDArray[np.int32]
    digits: NDArray[np.bool_]
    before_code: NDArray[np.bool_]
    phrasal: NDArray[np.bool_]
    phonetic: NDArray[np.bool_]
    in_capitals: NDArray[np.bool_]
    with_number: NDArray[np.bool_]
    grammar: NDArray[np.bool_]


@cache
def _lists() -> _Lists:
    words = vocabulary()
    entries = np.full(words.size + 2, -1, np.int32)
    entries[words.ids(ABBREVIATIONS)] = np.arange(len(ABBREVIATIONS))
    phonetic = [word for word in WORDS_PHONETIC if word not in WORDS_IN_CAPITALS and len(word) > 1]
    lists = (
        WORDS_WITH_DIGITS,
        WORDS_BEFORE_CODE,
        WORDS_PHRASAL,
        phonetic,
        WORDS_IN_CAPITALS,
        WORDS_WITH_NUMBER,
        WORDS_OF_GRAMMAR,
    )
    return _Lists(entries, *map(words.flags, lists))


def abbreviated(batch: Batch) -> Abbreviated:
    """Find them; ask for it as `batch.derived(abbreviated)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> abbreviated(Batch.of(["pls be here b4 2, seat 12 r"])).flags.tolist()
        [True, False, False, True, False, False, False, False]
    """
    checked, tokens, lists = batch.derived(checked_words), batch.tokens, _lists()
    found = (checked.classes == WordClass.ABBREVIATION.value).nonzero()[0]
    numbers = batch.derived(speaking_digits)
    digits, ids = _with_digits(batch, lists)
    if len(found):
        found = _abbreviations(batch, found, np.concatenate([digits, numbers]))
    english = checked.judged & checked.english
    entries = np.full(len(tokens), -1, np.int32)
    entries[found], entries[digits] = lists.entries[tokens.ids[found]], lists.entries[ids]
    codes = np.zeros(len(tokens), np.bool_)
    for places in (digits, numbers):
        codes[places] = english[tokens.messages[places]]
    flags = codes.copy()
    flags[found] = checked.judged[tokens.messages[found]]
    for places in (batch.derived(short_in_context), batch.derived(homographs)):
        flags[places] |= english[tokens.messages[places]]
    return Abbreviated(flags, codes, entries)


def _abbreviations(batch: Batch, found: NDArray[np.int64], digits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of the words that may be abbreviations which are, where they stand, beside `digits` that are some, too."""
    tokens, lists = batch.tokens, _lists()
    sizes = (tokens.ends - tokens.starts)[found]
    shouted = _shouted(batch, found)
    letters = sizes == 1
    if letters.any():
        explained = np.zeros(len(tokens), np.bool_)
        for places in (batch.derived(short_in_context), batch.derived(homographs), digits):
            explained[places] = True
        found = found[~letters | _speaks(batch, found, shouted, explained)]
        sizes, shouted = (tokens.ends - tokens.starts)[found], _shouted(batch, found)
    shouted |= _as_neighbours(batch, found)
    listed = lists.entries[tokens.ids[found]] >= 0
    pressed = (tokens.shapes[found] == UPPER) & (sizes > _SHORT)
    listed &= ~lists.phonetic[tokens.ids[found]] | shouted | pressed
    code = (sizes > 1) & (sizes <= _SHORT) & _like_a_code(batch, found, shouted)
    return found[(listed | _common(batch, found)) & ~code]


def _shouted(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Are the messages of these tokens all in capitals?"""
    tokens = batch.tokens
    if not (tokens.shapes[which] != LOWER).any():
        return np.zeros(len(which), np.bool_)
    small, capitals = tokens.count(tokens.words & (tokens.shapes == LOWER)), tokens.count(tokens.shapes == UPPER)
    return np.asarray(((small == 0) & (capitals > 1))[tokens.messages[which]])


def _as_neighbours(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which have capitals because the words beside them have (`WAT IS going on`, `I Luv The Show`): a word of grammar among them tells."""
    tokens, lists = batch.tokens, _lists()
    shapes = tokens.shapes[which]
    found = np.zeros(len(which), np.bool_)
    if not (shapes != LOWER).any():
        return found
    alike = np.ones(len(which), np.bool_)
    for step in (-1, 1):
        other = np.clip(which + step, 0, len(tokens) - 1)
        same = (tokens.messages[other] == tokens.messages[which]) & (other != which) & tokens.words[other]
        begins = begins_sentence(batch, other)
        single = (tokens.ends - tokens.starts)[other] == 1
        like = (tokens.shapes[other] == shapes) & ~(single & (shapes == UPPER))
        tells = same & like & lists.grammar[tokens.ids[other]] & ~(begins & (shapes == CAPITALISED))
        found |= tells & (shapes != LOWER)
        alike &= ~same | like | single | (shapes == UPPER)
    return found & alike


def _like_a_code(batch: Batch, which: NDArray[np.int64], shouted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which short forms are rather letters of a code (`dl 4711`) or an acronym (`HR`)."""
    tokens, lists = batch.tokens, _lists()
    ids, after = tokens.ids[which], np.minimum(which + 1, len(tokens) - 1)
    before = np.maximum(which - 1, 0)
    called = (tokens.messages[before] == tokens.messages[which]) & lists.before_code[tokens.ids[before]]
    least = np.where(lists.phrasal[ids] & ~called, _VERY_LONG_NUMBER, _LONG_NUMBER)
    number = (tokens.ends - tokens.starts)[after] >= least
    number &= (tokens.kinds[after] == NUMBER) | (tokens.kinds[after] == CODE)
    number &= (tokens.messages[after] == tokens.messages[which]) & ~lists.with_number[ids]
    capitals = (tokens.shapes[which] == UPPER) & ~shouted & ~lists.phrasal[ids] & ~lists.in_capitals[ids]
    return np.asarray(number | capitals)


def _common(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is it written as a common word is? A form that we only infer (`nthng`) or that sounds out a word (`yu`) may also be an acronym or a name."""
    tokens = batch.tokens
    begins = begins_sentence(batch, which)
    shapes = tokens.shapes[which]
    common: NDArray[np.bool_] = (shapes == LOWER) | ((shapes == CAPITALISED) & begins)
    return common


def _with_digits(batch: Batch, lists: _Lists) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Tokens that are listed forms with digits, and their ids."""
    tokens = batch.tokens
    codes = (tokens.kinds == CODE).nonzero()[0]
    sizes = (tokens.ends - tokens.starts)[codes]
    codes, sizes = codes[sizes <= _LONGEST_CODE], sizes[sizes <= _LONGEST_CODE]
    if not len(codes):
        return codes, np.zeros(0, np.int32)
    ends = sizes.cumsum()
    alone = batch.lower[np.repeat(tokens.starts[codes] - ends + sizes, sizes) + np.arange(int(sizes.sum()))]
    ids = tokens.vocabulary.look_up(hash_stretches(alone, ends - sizes, ends))
    before = np.maximum(codes - 1, 0)
    after_cue = (tokens.messages[before] == tokens.messages[codes]) & lists.before_code[tokens.ids[before]]
    real = lists.digits[ids] & ~after_cue
    return codes[real], ids[real]


def _speaks(
    batch: Batch, which: NDArray[np.int64], shouted: NDArray[np.bool_], explained: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Is a single letter a word, and not beside a number, a code or a letter that is none?

    A word is in lower case, or `U`, or a capital where all is in capitals, or opens a sentence in front of a lower-case word,
    or is an `N` between two of them, unless the first is one that letters follow (`row N`).
    """
    tokens = batch.tokens
    is_u = batch.lower[tokens.starts[which]] == ord("u")
    after = np.minimum(which + 1, len(tokens) - 1)
    goes_on = (tokens.messages[after] == tokens.messages[which]) & (tokens.shapes[after] == LOWER) & (after != which)
    opens = begins_sentence(batch, which)
    elsewhere = ~batch.derived(checked_words).english[tokens.messages[which]]
    speaks: NDArray[np.bool_] = (
        is_u
        | (tokens.shapes[which] == LOWER)
        | (goes_on & tokens.words[after] & (opens | _amid(batch, which)))
        | shouted
    )
    for step in (-1, 1):
        other = np.clip(which + step, 0, len(tokens) - 1)
        same = (tokens.messages[other] == tokens.messages[which]) & (other != which)
        single = tokens.words[other] & ((tokens.ends - tokens.starts)[other] == 1)
        for letter in _LETTERS_OF_THEIR_OWN:
            single &= batch.lower[tokens.starts[other]] != letter
        same &= ~explained[other]
        single &= ~elsewhere  # words of one letter are common there: `y`, `e`, `o`
        number = (tokens.kinds[other] == NUMBER) | (tokens.kinds[other] == CODE)
        number &= ~(is_u & (_between(batch, which) if step > 0 else goes_on & tokens.words[after]))
        speaks &= ~(same & (single | number))
    return speaks


def _between(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which stand behind a lower-case word that no letter belongs to (`told u 3 times`, not `row u 3`)."""
    tokens, before = batch.tokens, np.maximum(which - 1, 0)
    same = (tokens.messages[before] == tokens.messages[which]) & (before != which)
    plain = tokens.words[before] & (tokens.shapes[before] == LOWER) & ((tokens.ends - tokens.starts)[before] > 1)
    plain &= tokens.before[which] == c.SPACE
    return np.asarray(same & plain & ~_lists().before_code[tokens.ids[before]])


def _amid(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which are an `n` behind a lower-case word that no letter belongs to."""
    tokens, before = batch.tokens, np.maximum(which - 1, 0)
    same = (tokens.messages[before] == tokens.messages[which]) & (before != which)
    plain = tokens.words[before] & (tokens.shapes[before] == LOWER) & (batch.lower[tokens.starts[which]] == ord("n"))
    return np.asarray(same & plain & ~_lists().before_code[tokens.ids[before]])
