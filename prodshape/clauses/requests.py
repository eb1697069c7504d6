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
from prodshape.clauses.cues import Cues, cues
from prodshape.clauses.openings import ORDER, QUESTION, WANT, Openings, openings
from prodshape.tokens import MENTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

SHORT = 6
"""A message without any opening that is this short names what it wants: `return policy`."""
MOST = 3
"""Counts end here: 3 stands for three or more."""
COUNTED, COUNTED_ADDRESSED = 0.7, 0.9
"""A place begins one more request from this probability on; in a message that mentions an account, of which one in a hundred has several,
from the second."""


@dataclass(frozen=True)
class Requests:
    """What a batch of `n` messages asks for.

    Attributes:
        counts: `int64[n]`, number of requests, at most `MOST`.
        evidence: `float64[n]`, probability under the training mix that there is more than one, 0 to 1.
        places: `int64[o]`, tokens where one more request may begin.
        weights: `float64[o]`, the probability under the training mix that one does.
        more: `bool[o]`, it counts as one more.
    """

    counts: NDArray[np.int64]
    evidence: NDArray[np.float64]
    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    more: NDArray[np.bool_]


def requests(batch: Batch) -> Requests:
    """Count the requests of each message; ask for it as `batch.derived(requests)`."""
    found = batch.derived(openings)
    judged = batch.derived(boundaries)
    wanted = _any_request(batch, found)
    if not len(judged.places):
        none = np.zeros(0, np.bool_)
        return Requests(wanted.astype(np.int64), np.zeros(len(batch)), judged.places, judged.weights, none)
    tokens, weights = batch.tokens, judged.weights
    messages = tokens.messages[judged.places]
    addressed = (tokens.count(tokens.kinds == MENTION) > 0)[messages]
    counted = weights >= np.where(addressed, COUNTED_ADDRESSED, COUNTED)
    more = np.bincount(messages[counted], minlength=len(batch))
    quiet = np.ones(len(batch))
    np.multiply.at(quiet, messages, 1 - weights)
    counts = np.where(wanted, np.minimum(1 + more, MOST), 0)
    return Requests(counts.astype(np.int64), np.where(wanted, 1 - quiet, 0.0), judged.places, weights, counted)


def _any_request(batch: Batch, found: Openings) -> NDArray[np.bool_]:
    """`bool[n]`: is there any request at all?"""
    tokens, cue = batch.tokens, batch.derived(cues)
    social = cue.are("GREETING", "THANKS", "FAREWELL", "ACKNOWLEDGE", "FILLER", "OPENER", "PLEASE", "TAG")
    social |= cue.within(c.SOCIAL, c.GREETING)
    question = found.by_kind[QUESTION]
    asked = cue.somewhere(question)
    opened = cue.somewhere(question | found.by_kind[WANT] | found.by_kind[ORDER])
    marked = cue.somewhere(cue.asks & ~social)
    content = cue.somewhere(cue.are("WORD") & ~social)
    denied = cue.somewhere(cue.are("BE", "DO", "HAVE", "MODAL") & cue.precede("NEVER") & ~cue.within(c.SOCIAL))
    trouble = cue.somewhere((cue.are("TROUBLE") | cue.begin(c.TROUBLE)) & ~cue.within(c.SOCIAL)) | denied
    plain = ~cue.message_has("PRAISE", "THANKS")
    slot = cue.message_has("SLOT") & cue.message_has("NUMBER")
    named = cue.message_has("NEED_NOUN") | (content & ~cue.message_has("TAG"))
    called = cue.message_says(c.HELP) & ~cue.message_has("THANKS", "NEVER")
    chatter = ~(content | asked | marked | called)
    worded = cue.message_has("WORD")
    # A number or a code and nothing else names a thing: an order, a plan, an amount.
    bare = cue.message_has("NUMBER") & ~worded
    clear = bare | ((opened | marked | called | (trouble & plain)) & worded & ~chatter)
    if_brief = named & ~slot & plain & worded & ~chatter & ~_answering(cue)
    wanted, may_be = np.zeros(len(batch), np.bool_), np.zeros(len(batch), np.bool_)
    wanted[cue.rows(clear)] = True
    may_be[cue.rows(if_brief)] = True
    return wanted | (may_be & (tokens.word_counts <= SHORT))


def _answering(cue: Cues) -> int:
    """The messages whose few words answer or tell, and name nothing that is wanted.

    `yes it is fine`, `hi jesse`, `it's 4711`, `he said he sent it`, `my name is ada`; but not `yes 10 gb`: what names an
    amount and has no subject names what is wanted.
    """
    numbered, told = cue.message_has("NUMBER"), cue.message_has("PAST", "PAST_CLEAR")
    replying = (cue.are("ACKNOWLEDGE", "GREETING", "FAREWELL") & cue.first) | (cue.begin(c.SOCIAL) & cue.initial)
    subject = cue.somewhere(cue.are("NOMINATIVE", "SUBJECT", "CONTRACTED") & cue.initial)
    detail = cue.somewhere(cue.are("POSSESSIVE") & cue.initial & cue.precede("SLOT"))
    return (cue.somewhere(replying) & ~numbered) | (subject & (numbered | told)) | detail
