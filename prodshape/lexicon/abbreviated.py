"""Which tokens are abbreviations where they stand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.hashing import hash_stretches
from prodshape.lexicon.abbreviations import ABBREVIATIONS, WORDS_BEFORE_CODE, WORDS_WITH_DIGITS
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.short_in_context import short_in_context
from prodshape.lexicon.spelling import WordClass
from prodshape.tokens import CAPITALISED, CODE, GAP_FIRST, GAP_SENTENCE, LOWER, NUMBER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_LETTERS_OF_THEIR_OWN = tuple(map(ord, "aiurn"))
"""Single letters that are words, so that `r u there` is not taken for letters spelled out."""
_LONGEST_CODE = max(map(len, WORDS_WITH_DIGITS))


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


@cache
def _lists() -> _Lists:
    words = vocabulary()
    entries = np.full(words.size + 2, -1, np.int32)
    entries[words.ids(ABBREVIATIONS)] = np.arange(len(ABBREVIATIONS))
    return _Lists(entries, words.flags(WORDS_WITH_DIGITS), words.flags(WORDS_BEFORE_CODE))


def abbreviated(batch: Batch) -> Abbreviated:
    """Find them; ask for it as `batch.derived(abbreviated)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> abbreviated(Batch.of(["pls be here b4 2, seat 12 r"])).flags.tolist()
        [True, False, False, True, False, False, False, False]
    """
    checked, tokens, lists = batch.derived(checked_words), batch.tokens, _lists()
    found = (checked.classes == WordClass.ABBREVIATION).nonzero()[0]
    letters = (tokens.ends - tokens.starts)[found] == 1
    if letters.any():
        found = found[~letters | _speaks(batch, found)]
    found = found[(lists.entries[tokens.ids[found]] >= 0) | _common(batch, found)]
    digits, ids = _with_digits(batch, lists)
    context = batch.derived(short_in_context)
    entries = np.full(len(tokens), -1, np.int32)
    entries[found], entries[digits] = lists.entries[tokens.ids[found]], lists.entries[ids]
    codes = np.zeros(len(tokens), np.bool_)
    for numbers in (digits, context.numbers):
        codes[numbers] = checked.judged[tokens.messages[numbers]]
    flags = codes.copy()
    for places in (found, context.words):
        flags[places] = checked.judged[tokens.messages[places]]
    return Abbreviated(flags, codes, entries)


def _common(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is it written as a common word is? A form that we only infer (`nthng`) may also be an acronym or a name."""
    tokens = batch.tokens
    begins = (tokens.before[which] & np.uint32(GAP_FIRST | GAP_SENTENCE)) != 0
    shapes = tokens.shapes[which]
    common: NDArray[np.bool_] = (shapes == LOWER) | ((shapes == CAPITALISED) & begins)
    return common


def _with_digits(batch: Batch, lists: _Lists) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Tokens that are listed forms with digits, and their ids."""
    tokens = batch.tokens
    codes = ((tokens.kinds == CODE) & (tokens.ends - tokens.starts <= _LONGEST_CODE)).nonzero()[0]
    sizes = (tokens.ends - tokens.starts)[codes]
    ends = sizes.cumsum()
    alone = batch.lower[np.repeat(tokens.starts[codes] - ends + sizes, sizes) + np.arange(int(sizes.sum()))]
    ids = tokens.vocabulary.look_up(hash_stretches(alone, ends - sizes, ends))
    before = np.maximum(codes - 1, 0)
    after_cue = (tokens.messages[before] == tokens.messages[codes]) & lists.before_code[tokens.ids[before]]
    real = lists.digits[ids] & ~after_cue
    return codes[real], ids[real]


def _speaks(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is a single letter a word: lower case (or `U`), and not beside a number, a code or a letter that is none?"""
    tokens = batch.tokens
    is_u = batch.lower[tokens.starts[which]] == ord("u")
    speaks: NDArray[np.bool_] = is_u | (tokens.shapes[which] == LOWER)
    for step in (-1, 1):
        other = np.clip(which + step, 0, len(tokens) - 1)
        same = (tokens.messages[other] == tokens.messages[which]) & (other != which)
        single = tokens.words[other] & ((tokens.ends - tokens.starts)[other] == 1)
        for letter in _LETTERS_OF_THEIR_OWN:
            single &= batch.lower[tokens.starts[other]] != letter
        speaks &= ~(same & (single | (tokens.kinds[other] == NUMBER) | (tokens.kinds[other] == CODE)))
    return speaks
