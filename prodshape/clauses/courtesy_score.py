"""The markers of politeness in a message, and their weighted sum."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.clauses.finite import imperatives
from prodshape.clauses.greetings import greetings
from prodshape.clauses.hedges import hedges
from prodshape.clauses.praise import praise
from prodshape.clauses.rudeness import blunt, harsh
from prodshape.clauses.token_sets import set_at, set_of
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WEIGHTS: dict[str, float] = {
    "gratitude": 0.75,
    "apology": 0.4,
    "greeting": 0.4,
    "please inside": 0.4,
    "please first": 0.1,
    "indirect": 0.6,
    "can you": 0.3,
    "hedge": 0.2,
    "praise": 0.6,
    "good wishes": 0.35,
    "first person": 0.1,
    "order": -0.3,
    "blunt": -0.6,
    "harsh": -1.1,
    "direct question": -0.2,
    "second person first": -0.3,
    "shouting": -0.4,
    "doubled marks": -0.3,
    "denial": -0.15,
}
"""Points of a marker, counted once a message."""
_HUNDREDTHS = {name: round(100 * weight) for name, weight in WEIGHTS.items()}
"""Whole numbers, so that a sum does not depend on its order."""
_PLAIN_WORDS = 35
"""SCOWL size up to which words in capitals are words that are shouted; initials and codes (`USPS`, `IMEI`) come later or never."""
WORDS_FIRST_PERSON = ("i", "we", "i'm", "i've", "i'll", "i'd", "we're", "we've", "we'll", "we'd", "im", "ive")
WORDS_THANKS_SHORT = ("tks", "thks", "tnx", "thnks", "thnk", "thanku", "thankss", "tyvm", "tq")
WORDS_OF_MINE = ("need", "want", "love", "hate", "hope", "wish", "appreciate", "wonder", "guess", "believe", "agree")
"""Verbs that, first in a sentence, say what the writer does, not what the reader shall do."""
WORDS_BEFORE_THANKS = ("many", "big", "huge", "special", "sincere", "heartfelt", "warm", "my", "our", "and", "say", "a")
"""Before `thanks to`, where it thanks and names no cause: `a big thanks to your team`."""
_PHRASES = {
    "apology": c.APOLOGY,
    "indirect": c.INDIRECT,
    "praise": c.PRAISE,
    "good wishes": c.WISHES,
}
_LONGER = {
    "gratitude": c.GRATITUDE,
    "greeting": c.GREETING,
    "hedge": c.HEDGE,
    "can you": c.ABLE,
    "blunt": c.BLUNT | c.ABOUT_YOU,
}
"""Markers that are told by their first word, and the labels of the phrases that it may begin."""


@cache
def _flags(words: tuple[str, ...]) -> NDArray[np.bool_]:
    return vocabulary().flags(words)


def sightings(batch: Batch) -> dict[str, list[tuple[int, int]]]:
    """Where each marker is said, as (first token, last token) in order; `doubled marks` are no tokens. For people.

    Example:
        >>> from prodshape.messages import Batch
        >>> found = sightings(Batch.of(["thank you so much, could you please come"]))
        >>> found["gratitude"], found["indirect"], found["please inside"]
        ([(0, 3)], [(4, 5)], [(6, 6)])
    """
    cue = batch.derived(cues)
    found = {name: [(token, token) for token in cue.places(tokens).tolist()] for name, tokens in _words(batch).items()}
    for name, labels in _LONGER.items():
        last = cue.phrases.last(labels)
        found[name] = [(token, int(last[token])) for token, _ in found[name]]
    for name, label in _PHRASES.items():
        last = cue.phrases.last(label)
        starts = cue.places(cue.begin(label))
        ends = last[starts]
        # A phrase inside a longer one is not said twice.
        outer = ends > np.concatenate([[-1], np.maximum.accumulate(ends)[:-1]]) if len(ends) else ends
        spans = [(int(start), int(end)) for start, end, keep in zip(starts, ends, outer, strict=True) if keep]
        found[name] = sorted([*found.get(name, ()), *spans])
    return found


def _words(batch: Batch) -> dict[str, int]:
    """The tokens that show a marker by themselves, as sets."""
    tokens, cue = batch.tokens, batch.derived(cues)
    please = cue.are("PLEASE")
    you = cue.are("OBJECT") & cue.are("SUBJECT") & ~cue.are("DETERMINER", "ANAPHOR")
    return {
        "gratitude": _thanked(batch),
        "greeting": set_at(batch.derived(greetings), len(tokens)),
        "please inside": please & ~cue.opens,
        "please first": please & cue.opens,
        "can you": cue.begin(c.ABLE) & ~cue.follow("QUESTION"),
        "hedge": set_at(batch.derived(hedges), len(tokens)),
        "first person": set_of(_flags(WORDS_FIRST_PERSON)[tokens.ids]),
        "order": batch.derived(imperatives) & ~cue.throughout(please) & ~_no_order(batch),
        "praise": set_at(batch.derived(praise), len(tokens)),
        "blunt": batch.derived(blunt),
        "harsh": set_at(batch.derived(harsh), len(tokens)),
        "direct question": cue.initial & cue.asks & cue.are("QUESTION", "QUESTION_BE"),
        "second person first": you & cue.opens,
        "shouting": _shouted(batch),
        "denial": cue.are("NEVER"),
    }


def _no_order(batch: Batch) -> int:
    """Base forms whose subject is left out (`need a new card`), and the first words of questions (`do u ship`)."""
    cue = batch.derived(cues)
    asking = cue.are("DO") & cue.precede("NOMINATIVE", "SUBJECT") & ~cue.precede("DETERMINER", "ANAPHOR")
    return asking | set_of(_flags(WORDS_OF_MINE)[batch.tokens.ids])


def _thanked(batch: Batch) -> int:
    """Thanks; `thanks for nothing` thanks for nothing, and `late thanks to the strike` names a cause."""
    tokens, cue = batch.tokens, batch.derived(cues)
    thanks = cue.begin(c.GRATITUDE) & ~cue.begin(c.BLUNT)
    cause = thanks & cue.precede("TO") & cue.continues & ~cue.paused & ~cue.initial
    if cause:
        cause &= set_of(_flags(("thanks",))[tokens.ids])
        thanks &= ~cause | (set_of(_flags(WORDS_BEFORE_THANKS)[tokens.ids]) << 1)
    return thanks | set_of(_flags(WORDS_THANKS_SHORT)[tokens.ids])


def _shouted(batch: Batch) -> int:
    """Plain words of four letters or more, all capitals."""
    tokens = batch.tokens
    upper = (tokens.shapes == t.UPPER).nonzero()[0]
    if not len(upper):
        return 0
    sizes = vocabulary().scowl[tokens.ids[upper]]
    plain = (sizes > 0) & (sizes <= _PLAIN_WORDS) & (tokens.ends[upper] - tokens.starts[upper] >= 4)
    return set_at(upper[plain], len(tokens))


def markers(batch: Batch) -> dict[str, NDArray[np.int64]]:
    """Which messages have which markers: name of `WEIGHTS` to `int64[k]`, each message once; those that none has are left out."""
    cue = batch.derived(cues)
    said = {name: cue.message_says(label) for name, label in _PHRASES.items()}
    for name, tokens in _words(batch).items():
        said[name] = said.get(name, 0) | cue.somewhere(tokens)
    # Of two ways to ask the politer one counts.
    said["can you"] &= ~said["indirect"]
    rows = {name: cue.rows(messages) for name, messages in said.items() if messages}
    doubled = _doubled(batch)
    if len(doubled):
        rows["doubled marks"] = doubled
    return {name: rows[name] for name in WEIGHTS if name in rows}


def _doubled(batch: Batch) -> NDArray[np.int64]:
    """The messages with a question or exclamation mark right behind another."""
    marks = batch.places(t.GAP_QUESTION | t.GAP_EXCLAMATION)
    if len(marks) <= 1:
        return marks[:0]
    return np.unique(batch.owners[marks[1:][marks[1:] == marks[:-1] + 1]])


def courtesy_score(batch: Batch) -> NDArray[np.float64]:
    """Sum of the weights of the markers of each message: `float64[n]`, 0 without markers."""
    hundredths = np.zeros(len(batch), np.int64)
    for name, rows in markers(batch).items():
        hundredths[rows] += _HUNDREDTHS[name]
    return hundredths / 100
