"""Contractions typed without their apostrophe that are words of their own, told by what stands behind: `ill wait`, `its broken`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prodshape.clauses.cues import cues
from prodshape.clauses.token_sets import set_of
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    import numpy as np
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


def dropped_apostrophes(batch: Batch) -> int:
    """The set of `ill`, `id` and `its` that stand for `i'll`, `i'd` and `it's`.

    Example:
        >>> from prodshape.messages import Batch
        >>> bin(dropped_apostrophes(Batch.of(["ok ill wait", "my ill cat", "its working", "its working parts"])))
        '0b1000010'
    """
    cue, ids = batch.derived(cues), batch.tokens.ids
    will, its = set_of(_flags(WORDS_WILL)[ids]), set_of(_flags(WORDS_ITS)[ids])
    if not will | its:
        return 0
    verb = (cue.are("BASE") & ~cue.are("HEAD_NOUN")) | set_of(_flags(WORDS_LIKE)[ids])
    alone = ~cue.follow("DETERMINER", "POSSESSIVE", "BE", "PREPOSITION", "NUMBER", "CONTRACTED")
    # `its working parts` and `its broken screen` are things that it has.
    ends = ~cue.precede("WORD") | cue.precede("ADVERB", "PREPOSITION", "DETERMINER", "OBJECT", "CONJUNCTION")
    state = (cue.are("GERUND", "PARTICIPLE") & ends) | set_of(_flags(WORDS_BEHIND_IS)[ids])
    return (will & alone & ((verb & cue.continues) >> 1)) | (its & ((state & cue.continues) >> 1))
