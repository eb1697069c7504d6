"""How many things a message asks for (rules, version 1).

A *request* is a question or a directive (ISO 24617-2), said or clearly implied by a stated problem. Openings of
requests are found by closed-class words; an opening counts as one more request only if something marks it as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses import cues as c
from prodshape.clauses.cues import Cues, cues, mask, united
from prodshape.clauses.finite import imperatives
from prodshape.clauses.listing import words
from prodshape.messages import stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

SHORT = 6
"""A message without any opening that is this short names what it wants: `return policy`."""
_REACH = 10
"""How many words behind a subject its trouble may be named."""
VAGUE_WORDS = 6
"""A second request of a vague verb that is no longer than that only presses the first: `and can you help me`."""
MOST = 3
"""Counts end here: 3 stands for three or more."""
_QUESTION, _WANT, _ORDER, _PROBLEM = 1, 2, 3, 4
_OPENED, _ASKED, _MARKED, _CONTENT, _DENIED = 1, 2, 4, 8, 16
_EMPTY = mask(
    *words(
        """
        QUESTION QUESTION_BE NOMINATIVE SUBJECT OBJECT POSSESSIVE DETERMINER BE DO HAVE MODAL CONTRACTED CLITIC
        PREPOSITION CONJUNCTION SUBORDINATOR ADVERB OPENER PLEASE GREETING THANKS NUMBER TAG UNKNOWN
        """
    )
)
"""Classes of words without content of their own."""


KINDS = {_QUESTION: "question", _WANT: "want", _ORDER: "order", _PROBLEM: "problem"}
"""What opens a request, in words."""


@dataclass(frozen=True)
class Requests:
    """What a batch of `n` messages asks for.

    Attributes:
        counts: `int64[n]`, number of requests, at most `MOST`.
        evidence: `float64[n]`, how much speaks for more than one request, 0 to 1.
        openings: `int64[o]`, tokens where a request may begin.
        kinds: `int8[o]`, what begins there (`KINDS`).
        weights: `float64[o]`, how much speaks for it being one more than those before, 0 to 1; it counts from 0.5.
    """

    counts: NDArray[np.int64]
    evidence: NDArray[np.float64]
    openings: NDArray[np.int64]
    kinds: NDArray[np.int8]
    weights: NDArray[np.float64]


def requests(batch: Batch) -> Requests:
    """Count the requests of each message; ask for it as `batch.derived(requests)`."""
    cue = batch.derived(cues)
    kinds = _openings(batch, cue)
    openings = kinds.nonzero()[0]
    weights = _more(batch, cue, openings, kinds[openings])
    messages = batch.tokens.messages[openings]
    more = np.bincount(messages[weights >= 0.5], minlength=len(batch))
    quiet = np.ones(len(batch))
    np.multiply.at(quiet, messages[weights > 0], 1 - weights[weights > 0])
    wanted = _any_request(batch, cue, kinds)
    counts = np.where(wanted, np.minimum(1 + more, MOST), 0)
    return Requests(counts.astype(np.int64), np.where(wanted, 1 - quiet, 0.0), openings, kinds[openings], weights)


def _openings(batch: Batch, cue: Cues) -> NDArray[np.int8]:
    """`int8[t]`: the kind of request that opens with a token, 0 for none."""
    order = batch.derived(imperatives) & ~cue.are("HAVE", "THANKS", "PRAISE", "HARSH")
    order &= ~cue.are("ACKNOWLEDGE") | cue.precede("DETERMINER", "POSSESSIVE")
    loose = cue.initial | cue.paused | cue.follow("CONJUNCTION", "ADDITION", "OPENER")
    want = (cue.phrases.at_start & np.uint32(c.WANT)) != 0
    kinds = np.zeros(len(cue.bits), np.int8)
    free = loose | (cue.are("NOMINATIVE", "CONTRACTED") & ~cue.follow("SUBORDINATOR", "RELATIVE", "QUESTION"))
    kinds[want & free & ~cue.precede("NEVER")] = _WANT
    kinds[order] = _ORDER
    kinds[_questions(cue, loose)] = _QUESTION
    added = cue.follow("ADDITION") & cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "TROUBLE")
    places = (added & (kinds == 0)).nonzero()[0]
    reach = np.minimum(places + 7, batch.tokens.offsets[batch.tokens.messages[places] + 1])
    kinds[places[_soon(cue.are("TROUBLE"), places, reach)]] = _PROBLEM
    subject = cue.are("NOMINATIVE", "POSSESSIVE", "SUBJECT", "CONTRACTED", "DETERMINER")
    places = (subject & (cue.initial | cue.follow("AND")) & (kinds == 0)).nonzero()[0]
    reach = np.minimum(places + _REACH, batch.tokens.offsets[batch.tokens.messages[places] + 1])
    kinds[places[_soon(cue.are("TROUBLE"), places, reach)]] = _PROBLEM
    kinds[cue.phrases.covered(c.SOCIAL | c.GREETING)] = 0
    return kinds


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


def _more(batch: Batch, cue: Cues, openings: NDArray[np.int64], kinds: NDArray[np.int8]) -> NDArray[np.float64]:
    """`float64[o]`: how much speaks for each opening being one more request than those before it."""
    weights = np.zeros(len(openings))
    tokens = batch.tokens
    messages = tokens.messages[openings]
    several = (messages[1:] == messages[:-1]).nonzero()[0] + 1
    if not len(several):
        return weights
    at, last = openings[several], openings[several - 1]
    ends = np.minimum(np.append(openings[1:], len(tokens)), tokens.offsets[messages + 1])[several]
    kind, kind_before = kinds[several], kinds[several - 1]
    joined, added = _connectors(cue, at)
    vague = _soon(cue.are("VAGUE"), at, np.minimum(at + 6, ends)) & (ends - at <= VAGUE_WORDS)
    short = np.minimum(ends - at, at - last)

    more = np.zeros(len(several))
    fresh = _fresh(batch, cue, last, at, ends)
    parted = fresh & _parted(cue, last, at) & (kind == _QUESTION)
    more[parted] = np.where(kind_before[parted] == _QUESTION, 0.5, 0.3)
    more[joined & (kind == _ORDER) & ~cue.precede("ANAPHOR")[at]] = 0.55
    more[joined & (kind == _WANT)] = 0.6
    more[joined & (kind == _QUESTION) & (kind_before != _PROBLEM)] = 0.8
    more[joined & fresh & (kind == _QUESTION) & (kind_before == _PROBLEM)] = 0.5
    more[joined & fresh & (kind == _PROBLEM) & (kind_before == _QUESTION)] = 0.5
    more[added] = 0.8
    more[added & (kind == _PROBLEM)] = 0.6
    more[vague & ~added] *= 0.4
    more[short < 3] = 0
    weights[several] = more
    return weights


def _parted(cue: Cues, last: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which openings stand in a new sentence or behind a comma."""
    parted = cue.initial[at] & (cue.sentences[at] != cue.sentences[last])
    return np.asarray(parted | cue.paused[at])


def _fresh(
    batch: Batch, cue: Cues, last: NDArray[np.int64], at: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which openings bring up something not named before: no word that points back, no shared word of content.

    Args:
        batch: the messages.
        cue: their cues.
        last: the opening before each.
        at: the openings.
        ends: where what they open ends.
    """
    long_enough = (ends - at >= 4) & (at - last >= 4)
    fresh = long_enough & ~_soon(cue.are("ANAPHOR"), at, np.minimum(at + 8, ends))
    pairs = fresh.nonzero()[0]
    fresh[pairs] = ~_overlap(batch, cue, last[pairs], at[pairs], ends[pairs])
    return np.asarray(fresh)


def _overlap(
    batch: Batch, cue: Cues, last: NDArray[np.int64], at: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Does the stretch `[at, ends)` share a word of content with the stretch `[last, at)`?"""
    old, new = _content(batch, cue, last, at), _content(batch, cue, at, ends)
    shared = np.zeros(len(at), np.bool_)
    if len(old):
        old.sort()
        both = new[old[np.minimum(old.searchsorted(new), len(old) - 1)] == new]
        shared[both // (batch.tokens.vocabulary.size + 2)] = True
    return shared


def _content(batch: Batch, cue: Cues, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of the stretch times the size of the vocabulary, plus the word, of each word with content."""
    stretch = np.arange(len(starts)).repeat(ends - starts)
    place = stretches(starts, ends)
    content = (cue.bits[place] & _EMPTY) == 0
    keys: NDArray[np.int64] = stretch * (batch.tokens.vocabulary.size + 2) + batch.tokens.ids[place]
    return np.asarray(keys[content])


def _connectors(cue: Cues, openings: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Does `and`, does `also` stand before an opening, with at most two openers or adverbs between?"""
    joined, added = np.zeros(len(openings), np.bool_), np.zeros(len(openings), np.bool_)
    announced = cue.phrases.covered(c.MORE)
    bridge = mask("OPENER", "PLEASE", "ADVERB", "CONJUNCTION", "ADDITION", "NOMINATIVE")
    reachable = np.ones(len(openings), np.bool_)
    for step in range(3):
        at = openings - step
        near = cue.previous[np.maximum(at, 0)]
        near = np.where(reachable & (at >= 0), near, np.uint64(0))
        joined |= (near & mask("AND")) != 0
        added |= (near & mask("ADDITION")) != 0
        added |= reachable & (near != 0) & announced[np.maximum(at - 1, 0)]
        reachable &= (near & bridge) != 0
    return joined, added


def _soon(flags: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is any token of `[start, end)` marked?"""
    marked = flags.nonzero()[0]
    return np.asarray(marked.searchsorted(ends) > marked.searchsorted(starts))


def _any_request(batch: Batch, cue: Cues, kinds: NDArray[np.int8]) -> NDArray[np.bool_]:
    """`bool[n]`: is there any request at all?"""
    tokens = batch.tokens
    social = cue.are("GREETING", "THANKS", "FAREWELL", "ACKNOWLEDGE", "FILLER", "OPENER", "PLEASE", "TAG")
    social |= cue.phrases.covered(c.SOCIAL | c.GREETING)
    facts = np.zeros(len(cue.bits), np.uint32)
    facts[(kinds > 0) & (kinds != _PROBLEM)] = _OPENED
    facts[kinds == _QUESTION] |= _ASKED
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
    return np.asarray(wanted & ~chatter & (tokens.word_counts > 0))
