"""How many things a message asks for.

A *request* is a question or a directive (ISO 24617-2), said or clearly implied by a stated problem. Closed-class words find
where one may begin (`openings`), a small fitted network judges whether one more begins there (`boundaries`), and rules
say whether anything is asked for at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses import cues as c
from prodshape.clauses.boundaries import boundaries
from prodshape.clauses.cues import cues, united
from prodshape.clauses.openings import PROBLEM, QUESTION, openings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

SHORT = 6
"""A message without any opening that is this short names what it wants: `return policy`."""
MOST = 3
"""Counts end here: 3 stands for three or more."""
COUNTED = 0.8
"""A place begins one more request from this probability on."""
_OPENED, _ASKED, _MARKED, _CONTENT, _DENIED = 1, 2, 4, 8, 16


@dataclass(frozen=True)
class Requests:
    """What a batch of `n` messages asks for.

    Attributes:
        counts: `int64[n]`, number of requests, at most `MOST`.
        evidence: `float64[n]`, probability under the training mix that there is more than one, 0 to 1.
        places: `int64[o]`, tokens where one more request may begin.
        weights: `float64[o]`, the probability under the training mix that one does; it counts from `COUNTED`.
    """

    counts: NDArray[np.int64]
    evidence: NDArray[np.float64]
    places: NDArray[np.int64]
    weights: NDArray[np.float64]


def requests(batch: Batch) -> Requests:
    """Count the requests of each message; ask for it as `batch.derived(requests)`."""
    found = batch.derived(openings)
    judged = batch.derived(boundaries)
    weights, messages = judged.weights, batch.tokens.messages[judged.places]
    more = np.bincount(messages[weights >= COUNTED], minlength=len(batch))
    quiet = np.ones(len(batch))
    np.multiply.at(quiet, messages, 1 - weights)
    wanted = _any_request(batch, found.kinds)
    counts = np.where(wanted, np.minimum(1 + more, MOST), 0)
    return Requests(counts.astype(np.int64), np.where(wanted, 1 - quiet, 0.0), judged.places, weights)


def _any_request(batch: Batch, kinds: NDArray[np.int8]) -> NDArray[np.bool_]:
    """`bool[n]`: is there any request at all?"""
    tokens, cue = batch.tokens, batch.derived(cues)
    social = cue.are("GREETING", "THANKS", "FAREWELL", "ACKNOWLEDGE", "FILLER", "OPENER", "PLEASE", "TAG")
    social |= cue.phrases.covered(c.SOCIAL | c.GREETING)
    facts = np.zeros(len(cue.bits), np.uint32)
    facts[(kinds > 0) & (kinds != PROBLEM)] = _OPENED
    facts[kinds == QUESTION] |= _ASKED
    facts[cue.asks & ~social] |= _MARKED
    facts[tokens.words & ~social] |= _CONTENT
    facts[cue.are("BE", "DO", "HAVE", "MODAL") & cue.precede("NEVER")] |= _DENIED
    known = united(tokens, facts)
    opened, asked, marked, content, denied = (
        (known & np.uint32(fact)) != 0 for fact in (_OPENED, _ASKED, _MARKED, _CONTENT, _DENIED)
    )
    trouble = cue.message_has("TROUBLE") | cue.message_says(c.TROUBLE) | denied
    plain = ~cue.message_has("PRAISE", "THANKS")
    slot = cue.message_has("SLOT") & cue.message_has("NUMBER")
    named = cue.message_has("NEED_NOUN") | (content & ~cue.message_has("TAG"))
    brief = (tokens.word_counts <= SHORT) & named & ~slot
    wanted = opened | marked | ((trouble | brief) & plain)
    called = cue.message_says(c.HELP) & ~cue.message_has("THANKS", "NEVER")
    wanted |= called
    chatter = ~content & ~asked & ~marked & ~called
    # A number or a code and nothing else names a thing: an order, a plan, an amount.
    bare = (tokens.word_counts == 0) & cue.message_has("NUMBER")
    return np.asarray((wanted & ~chatter & (tokens.word_counts > 0)) | bare)
