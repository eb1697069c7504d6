"""Does the message make itself less sure than it could be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.clauses.hedges import hedges
from prodshape.lexicon.token_spans import stretch_reason

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Hedging(Axis):
    """Whether the message holds a hedge: `perhaps`, `might`, `i was wondering if`, `it seems`, `not sure`.

    A hedge weakens a statement or a request (Lakoff 1973). Words with a plain use are counted only in phrases
    (`kind of`, `i think`); `might` and `likely` count by themselves. Not to know (`dunno`) is no hedge. English only.
    """

    name = "hedging"
    version = 4
    unit = "yes or no"
    grid = Grid.categories(("no", "yes"))
    examples = (
        ("i was wondering if you ship to canada", "yes"),
        ("perhaps it got lost", "yes"),
        ("it might be broken", "yes"),
        ("Could you possibly resend it?", "yes"),
        ("i think not", "no"),
        ("where is my refund", "no"),
        ("what kind of card do i get", "no"),
        ("", "no"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        codes = np.zeros(len(batch), np.int16)
        codes[batch.tokens.messages[batch.derived(hedges)]] = 1
        return Column(codes)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The hedges, what begins inside one is not said again."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        last = batch.derived(cues).phrases.last(c.HEDGE)
        end = -1
        for token in batch.derived(hedges).tolist():
            if token > end:
                end = int(last[token])
                row, reason = stretch_reason(batch, token, end, "hedge")
                reasons[row].append(reason)
        return reasons
