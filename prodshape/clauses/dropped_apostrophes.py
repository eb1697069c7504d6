"""Contractions typed without their apostrophe that are words of their own, told by what stands behind: `ill wait`, `its broken`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses.cues import cues
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_WILL = ("ill", "id")
"""Said before a verb: `ill wait`, `id like`."""
WORDS_LIKE = ("like", "love", "prefer", "rather", "appreciate")
WORDS_ITS = ("its",)
WORDS_BEHIND_IS = ("been", "not", "a", "an", "the", "my", "your", "so", "too", "still", "now", "just", "very", "really")
"""A word of these does not follow a possessive."""


@cache
def _flags(words: tuple[str, ...]) -> NDArray[np.bool_]:
    return vocabulary().flags(words)


def dropped_apostrophes(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: `ill`, `id` and `its` that stand for `i'll`, `i'd` and `it's`.

    Example:
        >>> from prodshape.messages import Batch
        >>> dropped_apostrophes(Batch.of(["ok ill wait", "my ill cat", "its working", "its working parts"])).tolist()
        [False, True, False, False, False, False, True, False, False, False, False]
    """
    tokens, cue = batch.tokens, batch.derived(cues)
    found = np.zeros(len(tokens), np.bool_)
    places = (_flags((*WORDS_WILL, *WORDS_ITS))[tokens.ids]).nonzero()[0]
    places = places[cue.following[places] != 0]
    if not len(places):
        return found
    behind = places + 1
    verb = cue.are("BASE")[behind] & ~cue.are("HEAD_NOUN")[behind] | _flags(WORDS_LIKE)[tokens.ids[behind]]
    alone = ~cue.follow("DETERMINER", "POSSESSIVE", "BE", "PREPOSITION", "NUMBER", "CONTRACTED")[places]
    will = _flags(WORDS_WILL)[tokens.ids[places]] & verb & alone
    # `its working parts` and `its broken screen` are things that it has.
    ends = (
        ~cue.precede("WORD")[behind]
        | cue.precede("ADVERB", "PREPOSITION", "DETERMINER", "OBJECT", "CONJUNCTION")[behind]
    )
    state = cue.are("GERUND", "PARTICIPLE")[behind] & ends
    is_ = _flags(WORDS_ITS)[tokens.ids[places]] & (state | _flags(WORDS_BEHIND_IS)[tokens.ids[behind]])
    found[places] = will | is_
    return found
