"""Which tokens show that their sentence is a finite clause or an imperative (rules, version 1).

A sentence is a clause if its root is a finite verb or an imperative; `refund status?`, `order late` are not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.carrying import carrying
from prodshape.characters import APOSTROPHE
from prodshape.clauses import cues as c
from prodshape.clauses.cues import Cues, cues
from prodshape.clauses.loose_verbs import loose_verbs
from prodshape.clauses.token_sets import numbers_of, set_at, set_of
from prodshape.tokens import GAP_COMMA
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


WORDS_BEHIND_NUMBER = ("am", "r")
"""Words that are no verbs behind a number."""
AUXILIARY = 1
"""The bit of `evidence` of the rule for auxiliaries and contractions."""
_CLAUSE = 63
"""The bits of `evidence` that speak for a clause; the last one marks the verb of a relative clause."""


def imperatives(batch: Batch) -> int:
    """The set of tokens that open an imperative. Ask for it as `batch.derived(imperatives)`."""
    cue = batch.derived(cues)
    object_next = cue.precede("DETERMINER", "POSSESSIVE", "OBJECT")
    noun_next = cue.precede("WORD", "NUMBER", "TAG") & ~cue.precede(
        "HEAD_NOUN", "PREPOSITION", "CONJUNCTION", "BE", "MODAL", "DO", "HAVE", "CONTRACTED", "NOMINATIVE", "TO"
    )
    asked = cue.follow("PLEASE")
    clear = cue.are("IMPERATIVE") & ~cue.precede("BE", "MODAL")
    clear &= ~(cue.precede("CONJUNCTION", "HEAD_NOUN") & cue.are("VERBAL"))
    verbal = cue.are("VERBAL") & (object_next | asked | (cue.precede("PARTICLE") & ~cue.precede("PREPOSITION")))
    strong = cue.are("STRONG") & (noun_next | (cue.precede("TO") & ~cue.are("TO")))
    fresh = (cue.initial | asked) & ~cue.within(c.GREETING, c.GRATITUDE)
    # `no reply from you` is no order to reply.
    fresh &= ~cue.follow("NEVER") | object_next | cue.paused
    later = object_next & cue.are("IMPERATIVE")
    if later:
        later &= set_of(carrying(batch.tokens.before, GAP_COMMA)) | cue.follow("CONJUNCTION")
    return (fresh & (clear | verbal | strong)) | later


def evidence(batch: Batch) -> NDArray[np.int64]:
    """`int64[t]`: one bit for each rule that sees a clause at a token, below 128. Ask for it as `batch.derived(evidence)`."""
    cue = batch.derived(cues)
    relative = _relative(cue)
    rules = (
        _auxiliary(batch, cue) & ~relative,
        (_verb(cue) | set_of(batch.derived(loose_verbs))) & ~relative,
        _plural(batch, cue) & ~relative,
        _subject(cue),
        _possessive_s(batch, cue),
        batch.derived(imperatives),
        relative,
    )
    return numbers_of(rules, len(batch.tokens))


def finite(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: tokens that make their sentence a clause by the rules alone. Ask for it as `batch.derived(finite)`."""
    return np.asarray((batch.derived(evidence) & _CLAUSE) != 0)


@cache
def _flags(words: tuple[str, ...]) -> NDArray[np.bool_]:
    return vocabulary().flags(words)


def _auxiliary(batch: Batch, cue: Cues) -> int:
    is_open = ~cue.follow("TO")
    found = cue.are("BE", "DO", "HAVE") & is_open
    numbered = found & cue.follow("NUMBER")
    if numbered:  # `order 55 is late`, but `at 9 am` and `row 5 r`
        found &= ~(numbered & set_of(_flags(WORDS_BEHIND_NUMBER)[batch.tokens.ids]))
    found |= (
        cue.are("MODAL") & is_open & ~cue.follow("DETERMINER", "POSSESSIVE", "PREPOSITION") & ~cue.precede("NUMBER")
    )
    # `that would be all` is a clause, `that can of paint` names a can.
    found |= (
        cue.are("MODAL") & cue.follow("ANAPHOR") & ~cue.follow("POSSESSIVE") & cue.precede("BE", "BASE", "HAVE", "DO")
    )
    found |= cue.are("CONTRACTED", "QUESTION_BE")
    found |= cue.are("CLITIC") & cue.follow("SUBJECT", "QUESTION")
    return found


def _relative(cue: Cues) -> int:
    """The verb of a relative clause: `flights that leave`, `the one which is broken`."""
    relative = cue.are("RELATIVE") & cue.continues
    relative &= ~cue.follow("CONJUNCTION", "BASE", "PRESENT", "PAST", "BE", "OPENER")
    return (relative << 1) & cue.continues


def _subject(cue: Cues) -> int:
    verb_next = cue.precede("BASE", "PAST", "PARTICIPLE", "PRESENT", "PRESENT_CLEAR", "PAST_CLEAR", "CLITIC")
    verb_after_adverb = (verb_next >> 1) & cue.precede("ADVERB")
    worded = cue.precede("WORD") & ~cue.precede(
        "CONJUNCTION", "PREPOSITION", "DETERMINER", "POSSESSIVE", "ADVERB", "THANKS", "PLEASE", "OPENER"
    )
    nominative = cue.are("NOMINATIVE") & (verb_next | verb_after_adverb | worded)
    loose = (
        cue.are("SUBJECT")
        & ~cue.are("DETERMINER")
        & ~cue.follow("PREPOSITION", "BASE", "TO", "THANKS")
        & (verb_next | verb_after_adverb)
    )
    demonstrative = cue.are("SUBJECT", "NOMINATIVE") & cue.precede("PRESENT_CLEAR")
    return nominative | loose | demonstrative


def _verb(cue: Cues) -> int:
    free = ~cue.follow("TO", "DETERMINER", "POSSESSIVE", "PREPOSITION", "MODAL")
    has_subject = cue.continues & free & ~cue.follow("CONJUNCTION", "GERUND", "NUMERAL")
    object_next = cue.precede("DETERMINER", "POSSESSIVE", "OBJECT", "NOMINATIVE")
    found = cue.are("PAST_CLEAR") & ~cue.follow("TO")
    found |= cue.are("PRESENT_CLEAR") & has_subject & ~cue.are("GERUND")
    found |= cue.are("PRESENT") & has_subject & object_next
    found |= cue.are("PAST") & free & object_next
    found |= cue.are("PAST_INTRANSITIVE") & has_subject
    found |= cue.are("PAST") & cue.initial & cue.precede("NUMBER", "NUMERAL")
    active = cue.are("PAST_ACTIVE") & cue.initial & (cue.continues >> 1)
    found |= active & ~cue.precede("HEAD_NOUN", "GOODS", "CONJUNCTION")
    return found


def _plural(batch: Batch, cue: Cues) -> int:
    """`what flights leave in the morning`: a clear verb after a noun in -s and before what completes it."""
    tokens = batch.tokens
    verb = cue.are("BASE") & ~cue.are("VERBAL", "PREPOSITION") & cue.continues
    verb &= cue.precede("PREPOSITION", "DETERMINER", "POSSESSIVE", "OBJECT", "NUMBER", "ADVERB")
    verb &= ~cue.follow(
        "TO", "BE", "CONTRACTED", "PRESENT_CLEAR", "ADVERB", "POSSESSIVE", "DETERMINER", "PREPOSITION", "GREETING"
    )
    verb &= ~cue.follow("THANKS", "PLEASE", "ACKNOWLEDGE")
    if not verb:
        return 0
    candidates = cue.places(verb)
    last = tokens.ends[candidates - 1]
    plural = (tokens.lower[last - 1] == ord("s")) & (last - tokens.starts[candidates - 1] > 3)
    return set_at(candidates[plural], len(tokens))


def _possessive_s(batch: Batch, cue: Cues) -> int:
    """`app's not working`: 's after a noun is a verb before `not`, an -ing form and the like."""
    tokens = batch.tokens
    before = cue.precede("ADVERB", "GERUND", "DETERMINER", "NEVER")
    if not before or not len(batch.places(APOSTROPHE)):
        return 0
    candidates = cue.places(before)
    last = tokens.ends[candidates]
    ends_so = (tokens.lower[last - 1] == ord("s")) & (tokens.lower[last - 2] == ord("'"))
    return set_at(candidates[ends_so & (last - tokens.starts[candidates] > 2)], len(tokens))
