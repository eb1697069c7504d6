"""Which tokens open a greeting: shared by the axes `greeting` and `politeness`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.clauses.token_sets import set_of
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_DEAR = ("dear",)
WORDS_DEAR_WHOM = ("ladies", "gentlemen", "colleagues", "folks", "everyone", "guys")
WORDS_TIME_OF_DAY = ("morning", "mornin", "afternoon", "evening")
"""They greet by themselves if a pause or a mention follows: `morning, any news`, `evening @shop`."""
_REACH = 4
"""A greeting stands among the first words of a message; mentions and hashtags are not counted."""


@cache
def _flags(words: tuple[str, ...]) -> NDArray[np.bool_]:
    return vocabulary().flags(words)


def greetings(batch: Batch) -> NDArray[np.int64]:
    """The first tokens of the greetings of a batch, in order. Ask for them as `batch.derived(greetings)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> greetings(Batch.of(["ok hi again", "Dear @shop, where is it", "say hi", "morning delivery"])).tolist()
        [1, 3]
    """
    tokens, cue = batch.tokens, batch.derived(cues)
    phrase = cue.begin(c.GREETING) | _addressed(batch)
    opening = (phrase | cue.are("GREETING")) & cue.initial & ~cue.begin(c.NO_GREETING)
    candidates = cue.places(opening)
    if not opening:
        return candidates
    solid = cue.flags(~cue.are("TAG"))
    before: NDArray[np.int64] = solid.cumsum() - solid
    place = before[candidates] - before[tokens.offsets[tokens.messages[candidates]]]
    joined = _joined(tokens, candidates) & ~cue.flags(phrase)[candidates]
    return np.asarray(candidates[(place < _REACH) & ~joined])


def _addressed(batch: Batch) -> int:
    """`dear` before a mention or those it is said to, and a time of day before a mention or a pause."""
    cue, ids = batch.derived(cues), batch.tokens.ids
    dear, time_of_day = set_of(_flags(WORDS_DEAR)[ids]), set_of(_flags(WORDS_TIME_OF_DAY)[ids])
    if not dear | time_of_day:
        return 0
    tag_next = cue.precede("TAG")
    pause_next = ((cue.opens | cue.paused) >> 1) & ~cue.last
    whom_next = (set_of(_flags(WORDS_DEAR_WHOM)[ids]) & cue.continues) >> 1
    return (dear & (tag_next | whom_next)) | (time_of_day & (tag_next | pause_next))


def _joined(tokens: t.Tokens, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is the token tied to the next one by a hyphen or the like, without a blank (`hi-fi`)?"""
    following = np.minimum(at + 1, len(tokens) - 1)
    gap = tokens.before[following]
    same = (following > at) & (tokens.messages[following] == tokens.messages[at])
    marks = np.uint32(t.GAP_SENTENCE | t.GAP_COMMA | t.GAP_SPACE)
    tied = (gap != 0) & ((gap & marks) == 0) & (tokens.starts[following] == tokens.ends[at] + 1)
    return np.asarray(same & tied)
