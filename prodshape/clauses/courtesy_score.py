"""The markers of politeness in a message, and their weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.clauses.finite import imperatives

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
    "hedge": 0.2,
    "praise": 0.35,
    "first person": 0.1,
    "order": -0.3,
    "blunt": -0.6,
    "harsh": -0.8,
    "direct question": -0.3,
    "second person first": -0.3,
    "shouting": -0.4,
    "doubled marks": -0.3,
    "denial": -0.15,
}
"""Points of a marker, counted once a message."""


def markers(batch: Batch) -> dict[str, NDArray[np.bool_]]:
    """Which messages have which markers: name to `bool[n]`, the names of `WEIGHTS`."""
    tokens, cue = batch.tokens, batch.derived(cues)

    def any_token(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found = np.zeros(len(batch), np.bool_)
        found[tokens.messages[flags.nonzero()[0]]] = True
        return found

    please = cue.are("PLEASE")
    greeting = cue.are("GREETING") | ((cue.phrases.at_start & np.uint32(c.GREETING)) != 0)
    you = cue.are("OBJECT") & cue.are("SUBJECT") & ~cue.are("DETERMINER", "ANAPHOR")
    return {
        "gratitude": cue.message_says(c.GRATITUDE),
        "apology": cue.message_says(c.APOLOGY),
        "greeting": any_token(greeting & cue.initial),
        "please inside": any_token(please & ~cue.opens),
        "please first": any_token(please & cue.opens),
        "indirect": cue.message_says(c.INDIRECT),
        "hedge": cue.message_says(c.HEDGE) | cue.message_has("HEDGE"),
        "praise": cue.message_says(c.PRAISE),
        "first person": cue.message_has("NOMINATIVE"),
        "order": any_token(batch.derived(imperatives)) & ~cue.message_has("PLEASE"),
        "blunt": cue.message_says(c.BLUNT),
        "harsh": cue.message_has("HARSH"),
        "direct question": any_token(cue.initial & cue.asks & cue.are("QUESTION", "QUESTION_BE")),
        "second person first": any_token(you & cue.opens),
        "shouting": any_token((tokens.shapes == t.UPPER) & (tokens.ends - tokens.starts >= 4)),
        "doubled marks": _doubled(batch),
        "denial": cue.message_has("NEVER"),
    }


def _doubled(batch: Batch) -> NDArray[np.bool_]:
    """`bool[n]`: is there a question or exclamation mark right behind another?"""
    marks = batch.places(t.GAP_QUESTION | t.GAP_EXCLAMATION)
    found = np.zeros(len(batch), np.bool_)
    found[batch.owners[marks[1:][marks[1:] == marks[:-1] + 1]]] = True
    return found


def courtesy_score(batch: Batch) -> NDArray[np.float64]:
    """Sum of the weights of the markers of each message: `float64[n]`, 0 without markers."""
    score = np.zeros(len(batch), np.float64)
    for name, present in markers(batch).items():
        score += WEIGHTS[name] * present
    return np.round(score, 6)
