"""Where a request may begin: found with high recall by closed-class words; the boundary model judges each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses import cues as c
from prodshape.clauses.cues import Cues, cues
from prodshape.clauses.finite import imperatives
from prodshape.clauses.token_sets import flooded, numbers_of
from prodshape.once import once

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
    """Where requests may begin in a batch of `t` tokens; sets are those of `prodshape.clauses.token_sets`.

    Attributes:
        by_kind: the tokens that open a request for certain, by its kind.
        places: `int64[o]`, tokens where one more request may begin, in order: those and looser ones.
        size: `t`.
    """

    by_kind: dict[int, int]
    places: NDArray[np.int64]
    size: int

    @once
    def kinds(self) -> NDArray[np.int64]:
        """`int64[t]`: the kind of request that opens with a token for certain (`KINDS`), 0 for none."""
        return _KIND_OF[numbers_of(self.by_kind.values(), self.size)]

    @once
    def sure(self) -> NDArray[np.int64]:
        """`int64[s]`: the tokens whose kind is not 0."""
        return self.kinds.nonzero()[0]


_KIND_OF = np.zeros(1 << 4, np.int64)
_KIND_OF[[1, 2, 4, 8]] = QUESTION, WANT, ORDER, PROBLEM


def openings(batch: Batch) -> Openings:
    """Find the openings of a batch; ask for them as `batch.derived(openings)`."""
    cue = batch.derived(cues)
    by_kind = _kinds(batch, cue)
    question, want, order, problem = by_kind.values()
    return Openings(by_kind, cue.places(_places(cue, question | want | order | problem)), len(batch.tokens))


def _places(cue: Cues, sure: int) -> int:
    """Every kind of opening, the beginning of every stretch, and subjects and question words wherever they stand."""
    more = cue.within(c.MORE)
    idle = (more | cue.are("OPENER", "TAG", "GREETING", "ADDITION", "PLEASE", "THANKS", "AND")) & ~sure
    announced = (more << 1) & ~more
    fresh = cue.initial | cue.paused | announced | cue.follow("CONJUNCTION", "ADDITION", "OPENER", "PLEASE")
    subject = cue.are("NOMINATIVE", "CONTRACTED") | (cue.are("POSSESSIVE") & ~cue.are("OBJECT"))
    subject &= ~cue.follow("QUESTION", "BE", "DO", "HAVE", "MODAL", "SUBORDINATOR", "PREPOSITION", "BASE", "IMPERATIVE")
    subject |= cue.are("NOMINATIVE") & cue.begin(c.WANT) & cue.follow("PREPOSITION")
    inverted = cue.are("BE", "DO", "HAVE", "MODAL") & cue.precede("SUBJECT", "NOMINATIVE", "POSSESSIVE", "DETERMINER")
    inverted &= ~cue.follow("SUBJECT") | (cue.are("DO", "MODAL") & cue.precede("NOMINATIVE", "OBJECT"))
    inverted &= ~cue.follow("NOMINATIVE", "QUESTION")
    asking = cue.are("QUESTION", "QUESTION_BE") & ~cue.follow("PREPOSITION")
    ordering = cue.are("IMPERATIVE", "VERBAL") & cue.precede("DETERMINER", "POSSESSIVE", "OBJECT", "TAG")
    ordering &= ~cue.follow("TO", "MODAL", "DO", "NOMINATIVE", "QUESTION", "DETERMINER", "POSSESSIVE") | cue.follow(
        "ANAPHOR"
    )
    ordering &= ~cue.follow("SUBJECT") | cue.follow("ANAPHOR")
    marked = sure | subject | inverted | asking | ordering
    # Of neighbours the first counts, but a word that merely begins a stretch gives way to one that opens a clause.
    fresh &= ~(marked >> 1) | marked | cue.last
    open_to = (marked | fresh) & ~idle & ~cue.within(c.GREETING)
    # The first words of a message open its first request: none before it, so none to be one more than.
    hollow = cue.are("OPENER", "TAG", "GREETING", "PLEASE", "THANKS")
    open_to &= cue.every & ~flooded(cue.first, hollow, cue.every)
    return open_to & ~(open_to << 1)


def _kinds(batch: Batch, cue: Cues) -> dict[int, int]:
    """The tokens that open a request for certain, by its kind."""
    order = batch.derived(imperatives) & ~cue.are("HAVE", "THANKS", "PRAISE", "HARSH")
    order &= ~cue.are("ACKNOWLEDGE") | cue.precede("DETERMINER", "POSSESSIVE")
    loose = cue.initial | cue.paused | cue.follow("CONJUNCTION", "ADDITION", "OPENER")
    free = loose | (cue.are("NOMINATIVE", "CONTRACTED") & ~cue.follow("SUBORDINATOR", "RELATIVE", "QUESTION"))
    want = cue.begin(c.WANT) & free & ~cue.precede("NEVER")
    question = _questions(cue, loose)
    social = cue.within(c.SOCIAL, c.GREETING)
    return {
        QUESTION: question & ~social,
        WANT: want & ~order & ~question & ~social,
        ORDER: order & ~question & ~social,
        PROBLEM: _troubled(cue) & ~want & ~order & ~question & ~social,
    }


def _troubled(cue: Cues) -> int:
    """The subjects whose trouble is named soon."""
    trouble = cue.are("TROUBLE")
    if not trouble:
        return 0
    added = cue.follow("ADDITION") & cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "TROUBLE")
    subject = cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "DETERMINER")
    subject &= cue.initial | cue.follow("AND")
    return (added & _soon(cue, trouble, _SOON)) | (subject & _soon(cue, trouble, _REACH))


def _soon(cue: Cues, tokens: int, reach: int) -> int:
    """Where one of some tokens is among the next words of the message, `reach` with the word itself."""
    found = tokens
    for _ in range(reach - 1):
        found |= (found & ~cue.first) >> 1
    return found


def _questions(cue: Cues, loose: int) -> int:
    """Question words and inverted verbs that ask."""
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
    # `is the shop open`, but `@acme is the best`; `in what time`.
    found |= cue.are("BE", "HAVE") & cue.first & cue.precede("DETERMINER")
    found |= cue.are("PREPOSITION") & cue.first & cue.precede("QUESTION") & ~cue.precede("WHEN")
    inverted = cue.are("MODAL", "DO") & cue.precede("SUBJECT") & cue.precede("NOMINATIVE", "OBJECT")
    return found | (inverted & ~cue.follow("QUESTION", "SUBORDINATOR", "NOMINATIVE", "SUBJECT", "TO"))
