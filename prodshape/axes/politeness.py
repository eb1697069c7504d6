"""How polite a message is, in five steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason
from prodshape.clauses.courtesy_score import WEIGHTS, courtesy_score, markers, sightings
from prodshape.lexicon.token_spans import stretch_reason

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Politeness(Axis):
    """A graded score of politeness: the weighted sum of markers that a message has, once each.

    Markers after Danescu-Niculescu-Mizil et al. 2013 (gratitude, apology, greeting, indirect requests, hedges,
    praise, good wishes, please; against them orders, blunt questions, harsh words); the weights are ours and rounded
    (`prodshape.clauses.courtesy_score`). A plain name for what went wrong (`the wrong order`) is not harsh, and
    `need a card` is no order, and praise and rudeness count where they are said of the reader or what he made (`great service`, not `great, another delay`). 0 is a message without markers. English only; a message without words
    is not measured.
    """

    name = "politeness"
    version = 6
    unit = "points"
    grid = Grid(
        ("rude", "curt", "neutral", "polite", "very polite"),
        edges=(-1.0, -0.25, 0.25, 1.0),
        points=(-1.5, -0.6, 0.0, 0.6, 1.5),
        ordered=True,
    )
    examples = (
        ("Could you please help me? Thank you so much!", "very polite"),
        ("thanks, got it", "polite"),
        ("the parcel came on monday", "neutral"),
        ("great, another delay", "neutral"),
        ("send it now", "curt"),
        ("i got the wrong order", "neutral"),
        ("can you tell me when it ships", "polite"),
        ("this is stupid, why are you wasting my time, you idiots", "rude"),
        ("😀", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        scores = courtesy_score(batch)
        codes = self.grid.codes(scores)
        worded = batch.tokens.word_counts > 0
        return Column(np.where(worded, codes, NOT_MEASURED).astype(np.int16), values=np.where(worded, scores, np.nan))

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The markers of the message with their points, each at the first place where it is said."""
        said = sightings(batch)
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        for name, rows in markers(batch).items():
            points = f"{name} {WEIGHTS[name]:+g}"
            firsts: dict[int, Reason] = {}
            for first, last in said.get(name, ()):
                row, reason = stretch_reason(batch, first, last, points)
                firsts.setdefault(row, reason)
            for row in rows.tolist():
                reasons[row].append(firsts.get(row, Reason(points)))
        return reasons
