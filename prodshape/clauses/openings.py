"""Where a request may begin: found with high recall by closed-class words; the boundary model judges each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses import cues as c
from prodshape.clauses.cues import Cues, cues
from prodshape.clauses.finite import imperatives

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

QUESTION, WANT, ORDER, PROBLEM, START = 1, 2, 3, 4, 5
KINDS = {QUESTION: "question", WANT: "want", ORDER: "order", PROBLEM: "problem", START: "new stretch"}
"""What opens with a token, in words."""
_REACH = 10
"""How many words behind a subject its trouble may be named."""
_SOON = 7
"""The same behind a word that announces one more thing."""


@dataclass(frozen=True)
class Openings:
    """Where requests may begin in a batch of `t` tokens.

    Attributes:
        kinds: `int8[t]`, the kind of request that opens with a token for certain (`KINDS`), 0 for none.
        places: `int64[o]`, tokens where one more request may begin, in order: those and looser ones.
        sure: `int64[s]`, the tokens whose kind is not 0.
    """

    kinds: NDArray[np.int8]
    places: NDArray[np.int64]
    sure: NDArray[np.int64]


def openings(batch: Batch) -> Openings:
    """Find the openings of a batch; ask for them as `batch.derived(openings)`."""
    cue = batch.derived(cues)
    kinds = _kinds(batch, cue)
    return Openings(kinds, _places(batch, cue, kinds), kinds.nonzero()[0])


def _places(batch: Batch, cue: Cues, kinds: NDArray[np.int8]) -> NDArray[np.int64]:
    """Every kind of opening, the beginning of every stretch, and subjects and question words wherever they stand."""
    tokens = batch.tokens
    more = cue.phrases.covered(c.MORE)
    idle = (more | cue.are("OPENER", "TAG", "GREETING", "ADDITION", "PLEASE", "THANKS", "AND")) & (kinds == 0)
    announced = np.zeros(len(tokens), np.bool_)
    announced[1:] = more[:-1] & ~more[1:]
    fresh = cue.initial | cue.paused | announced | cue.follow("CONJUNCTION", "ADDITION", "OPENER", "PLEASE")
    subject = cue.are("NOMINATIVE", "CONTRACTED") | (cue.are("POSSESSIVE") & ~cue.are("OBJECT"))
    subject &= ~cue.follow("QUESTION", "BE", "DO", "HAVE", "MODAL", "SUBORDINATOR", "PREPOSITION", "BASE", "IMPERATIVE")
    subject |= cue.are("NOMINATIVE") & ((cue.phrases.at_start & np.uint32(c.WANT)) != 0) & cue.follow("PREPOSITION")
    inverted = cue.are("BE", "DO", "HAVE", "MODAL") & cue.precede("SUBJECT", "NOMINATIVE", "POSSESSIVE", "DETERMINER")
    inverted &= ~cue.follow("SUBJECT") | (cue.are("DO", "MODAL") & cue.precede("NOMINATIVE", "OBJECT"))
    inverted &= ~cue.follow("NOMINATIVE", "QUESTION")
    asking = cue.are("QUESTION", "QUESTION_BE") & ~cue.follow("PREPOSITION")
    ordering = cue.are("IMPERATIVE", "VERBAL") & cue.precede("DETERMINER", "POSSESSIVE", "OBJECT", "TAG")
    ordering &= ~cue.follow("TO", "MODAL", "DO", "NOMINATIVE", "QUESTION", "DETERMINER", "POSSESSIVE") | cue.follow(
        "ANAPHOR"
    )
    ordering &= ~cue.follow("SUBJECT") | cue.follow("ANAPHOR")
    marked = (kinds > 0) | subject | inverted | asking | ordering
    # Of neighbours the first counts, but a word that merely begins a stretch gives way to one that opens a clause.
    fresh[:-1] &= ~marked[1:] | marked[:-1] | (tokens.messages[1:] != tokens.messages[:-1])
    open_to = (marked | fresh) & ~idle
    open_to &= ~cue.phrases.covered(c.GREETING)
    # The first words of a message open its first request: none before it, so none to be one more than.
    solid = (cue.bits & c.mask("OPENER", "TAG", "GREETING", "PLEASE", "THANKS")) == 0
    before = solid.cumsum() - solid
    places: NDArray[np.int64] = open_to.nonzero()[0]
    if not len(places):
        return places
    first = tokens.offsets[tokens.messages[places]]
    places = places[before[places] > before[first]]
    return np.asarray(places[np.diff(places, prepend=-2) > 1])


def _kinds(batch: Batch, cue: Cues) -> NDArray[np.int8]:
    """`int8[t]`: the kind of request that opens with a token, 0 for none."""
    order = batch.derived(imperatives) & ~cue.are("HAVE", "THANKS", "PRAISE", "HARSH")
    order &= ~cue.are("ACKNOWLEDGE") | cue.precede("DETERMINER", "POSSESSIVE")
    loose = cue.initial | cue.paused | cue.follow("CONJUNCTION", "ADDITION", "OPENER")
    want = (cue.phrases.at_start & np.uint32(c.WANT)) != 0
    kinds = np.zeros(len(cue.bits), np.int8)
    free = loose | (cue.are("NOMINATIVE", "CONTRACTED") & ~cue.follow("SUBORDINATOR", "RELATIVE", "QUESTION"))
    kinds[want & free & ~cue.precede("NEVER")] = WANT
    kinds[order] = ORDER
    kinds[_questions(cue, loose)] = QUESTION
    added = cue.follow("ADDITION") & cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "TROUBLE")
    _troubled(batch, cue, kinds, added, _SOON)
    subject = cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "DETERMINER")
    _troubled(batch, cue, kinds, subject & (cue.initial | cue.follow("AND")), _REACH)
    kinds[cue.phrases.covered(c.SOCIAL | c.GREETING)] = 0
    return kinds


def _troubled(batch: Batch, cue: Cues, kinds: NDArray[np.int8], subjects: NDArray[np.bool_], reach: int) -> None:
    """Mark the subjects whose trouble is named soon."""
    places = (subjects & (kinds == 0)).nonzero()[0]
    ends = np.minimum(places + reach, batch.tokens.offsets[batch.tokens.messages[places] + 1])
    kinds[places[soon(cue.are("TROUBLE"), places, ends)]] = PROBLEM


def _questions(cue: Cues, loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`bool[t]`: a question word or an inverted verb that asks."""
    auxiliary = cue.are("BE", "DO", "HAVE", "MODAL")
    subject_next = cue.precede("NOMINATIVE", "SUBJECT", "POSSESSIVE")
    subject_next |= cue.precede("DETERMINER") & (cue.asks | cue.are("MODAL", "DO"))
    bare = cue.precede("WORD") & ~cue.precede("DETERMINER", "ADVERB", "NEVER", "PREPOSITION", "BE", "PARTICIPLE", "TO")
    dependent = (
        cue.are("WHEN") & cue.precede("NOMINATIVE", "SUBJECT", "POSSESSIVE", "DETERMINER", "CONTRACTED") & ~cue.asks
    )
    asking_next = cue.precede("BE", "DO", "HAVE", "MODAL", "DEGREE")
    question = cue.are("QUESTION", "QUESTION_BE") & ~dependent
    found = question & (cue.initial | (loose & asking_next) | cue.follow("AND"))
    found |= cue.are("QUESTION_BE") & loose & ~cue.are("WHEN")
    found |= auxiliary & loose & subject_next & ~cue.follow("NOMINATIVE")
    found |= auxiliary & cue.initial & bare & ~cue.are("HAVE")
    inverted = cue.are("MODAL", "DO") & cue.precede("SUBJECT") & cue.precede("NOMINATIVE", "OBJECT")
    return found | (inverted & ~cue.follow("QUESTION", "SUBORDINATOR", "NOMINATIVE", "SUBJECT", "TO"))


def soon(flags: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is any token of `[start, end)` marked?

    Example:
        >>> soon(np.array([False, False, True]), np.array([0, 0]), np.array([2, 3])).tolist()
        [False, True]
    """
    marked = flags.nonzero()[0]
    return np.asarray(marked.searchsorted(ends) > marked.searchsorted(starts))
