"""Does the message make itself less sure than it could be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.lexicon.token_spans import stretch_reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class Hedging(Axis):
    """Whether the message holds a hedge: `perhaps`, `might`, `i was wondering if`, `it seems`, `not sure`.

    A hedge weakens a statement or a request (Lakoff 1973). Words with a plain use are counted only in phrases
    (`kind of`, `i think`); `might` and `likely` count by themselves. English only.
    """

    name = "hedging"
    version = 2
    unit = "yes or no"
    grid = Grid.categories(("no", "yes"))
    examples = (
        ("i was wondering if you ship to canada", "yes"),
        ("perhaps it got lost", "yes"),
        ("it might be broken", "yes"),
        ("Could you possibly resend it?", "yes"),
        ("where is my refund", "no"),
        ("what kind of card do i get", "no"),
        ("", "no"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        codes = np.zeros(len(batch), np.int16)
        codes[batch.tokens.messages[self._hedges(batch)]] = 1
        return Column(codes)

    def _hedges(self, batch: Batch) -> NDArray[np.int64]:
        """The first tokens of the hedges, each once, in order."""
        cue = batch.derived(cues)
        plain = cue.follow("DETERMINER", "QUESTION", "POSSESSIVE", "NUMERAL")
        return cue.places((cue.begin(c.HEDGE) & ~plain) | cue.are("HEDGE"))

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The hedges, what begins inside one is not said again."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        last = batch.derived(cues).phrases.last(c.HEDGE)
        end = -1
        for token in self._hedges(batch).tolist():
            if token > end:
                end = int(last[token])
                row, reason = stretch_reason(batch, token, end, "hedge")
                reasons[row].append(reason)
        return reasons
