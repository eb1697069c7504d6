"""What each token looks like to the clause model: one coarse kind of word, and its neighbours' kinds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses.cues import CUE, GRATITUDE, cues, word_bits
from prodshape.clauses.dropped_apostrophes import dropped_apostrophes
from prodshape.clauses.finite import AUXILIARY, evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_CLASSES = (
    "CONTRACTED", "QUESTION_BE", "QUESTION", "BE", "DO", "HAVE", "MODAL", "TO", "NOMINATIVE", "RELATIVE", "ANAPHOR SUBJECT",
    "DETERMINER", "POSSESSIVE", "OBJECT", "SUBJECT", "PLEASE", "THANKS", "GREETING", "CLITIC", "PREPOSITION", "CONJUNCTION",
    "NEVER", "SUBORDINATOR", "ADVERB", "PAST_CLEAR", "PRESENT_CLEAR", "GERUND", "PAST_INTRANSITIVE", "PAST", "PARTICIPLE",
    "VERBAL", "IMPERATIVE", "BASE", "PRESENT", "HEAD_NOUN", "NUMERAL", "ACKNOWLEDGE",
)  # fmt: skip
"""Classes of cues; the first that fits is the kind. Two names: both must fit."""
_ENDINGS = ("s", "ed", "ing", "ly")
KINDS = (*_CLASSES, "number", "tag", "other", *(f"-{ending}" for ending in _ENDINGS), "edge")
"""Every kind; other words are told by their ending; `edge` stands for the beginning and the end of a sentence."""
_CONTRACTED = KINDS.index("CONTRACTED")
_OTHER = KINDS.index("other")
_STRANGE = np.full(7, KINDS.index("tag"))
_STRANGE[[t.NUMBER, t.CODE]] = KINDS.index("number")
EDGE = len(KINDS) - 1
# What word ends so, by the number of the ending, 0 for no such: its last letter, whether the letter before is the second, how long it is.
_BY_LAST = np.zeros(0x80, np.int64)
_BY_LAST[list(map(ord, "sdgy"))] = range(1, 1 + len(_ENDINGS))
_SECOND, _IS_SECOND = np.array([0, *map(ord, "senl")], np.uint32), np.array([True, False, True, True, True])
_LEAST = np.array([0, 4, 5, 6, 5])
RULES = 128
"""Values of `evidence`."""


@dataclass(frozen=True)
class Features:
    """What the clause model sees of the `t` tokens of a batch; each is an index into a table of weights.

    Attributes:
        rules: `int64[t]`, which rules of `prodshape.clauses.finite` found a clause there, below `RULES`.
        initial: `int64[t]`, `KINDS` times "only openers stand before it in its sentence", plus the kind.
        inner: `int64[t]`, the kinds of the word before, of the word and of the word behind.
    """

    rules: NDArray[np.int64]
    initial: NDArray[np.int64]
    inner: NDArray[np.int64]


@cache
def _table() -> NDArray[np.int8]:
    """`int8[size+2]`, kind by word id; what is no word counts as `other`."""
    bits = word_bits()
    kinds = np.full(len(bits), _OTHER, np.int8)
    for kind in range(len(_CLASSES) - 1, -1, -1):
        fits = np.ones(len(bits), np.bool_)
        for name in _CLASSES[kind].split():
            fits &= (bits & np.uint64(CUE[name])) != 0
        kinds[fits] = kind
    return kinds


def _kinds(batch: Batch) -> NDArray[np.int64]:
    """`int64[t]`: the kind of each token."""
    tokens = batch.tokens
    kinds = _table()[tokens.ids].astype(np.int64)
    strange = (tokens.kinds != t.WORD).nonzero()[0]
    if len(strange):
        kinds[strange] = _STRANGE[tokens.kinds[strange]]
    plain = (kinds == _OTHER).nonzero()[0]
    ends = tokens.ends[plain]
    ending = _BY_LAST.take(tokens.lower[ends - 1], mode="clip")
    second = tokens.lower[np.maximum(ends - 2, 0)]
    fits = (second == _SECOND[ending]) == _IS_SECOND[ending]
    fits &= ends - tokens.starts[plain] >= _LEAST[ending]
    kinds[plain[fits]] += ending[fits]
    return kinds


def features(batch: Batch) -> Features:
    """Describe every token of a batch.

    Example:
        >>> from prodshape.messages import Batch
        >>> [KINDS[kind % len(KINDS)] for kind in features(Batch.of(["where is my parcel"])).initial]
        ['QUESTION', 'BE', 'POSSESSIVE', 'other']
    """
    cue = batch.derived(cues)
    kinds, rules = _kinds(batch), batch.derived(evidence).copy()
    contracted = dropped_apostrophes(batch)
    if contracted:
        places = cue.places(contracted)
        kinds[places] = _CONTRACTED
        rules[places] |= AUXILIARY
    thanks = cue.within(GRATITUDE) & cue.are("THANKS") & cue.are("IMPERATIVE") & ~cue.follow("NOMINATIVE")
    thanks |= cue.are("ACKNOWLEDGE") & cue.opens & cue.precede("THANKS")
    if thanks:
        rules[cue.places(thanks)] = 0
    before, behind = np.empty_like(kinds), np.empty_like(kinds)
    before[1:], behind[:-1] = kinds[:-1], kinds[1:]
    first = cue.places(cue.opens)
    before[first], behind[first - 1] = EDGE, EDGE  # the one before the first is the last
    width = len(KINDS)
    return Features(
        rules=rules,
        initial=cue.flags(cue.initial) * width + kinds,
        inner=(before * width + kinds) * width + behind,
    )
