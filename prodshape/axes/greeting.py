"""Does the message open with a greeting?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses.cues import GREETING, cues
from prodshape.clauses.greetings import greetings
from prodshape.lexicon.token_spans import stretch_reason

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Greeting(Axis):
    """Whether the message greets somebody: `hi`, `good morning`, `dear team`, `dear @shop`, also after mentions or `ok`.

    `morning` and the like greet by themselves before a pause or a mention. A greeting that is asked about (`how do you say hello in french`) or is part of a name (`hello kitty`) is none.
    The word list is English, with the commonest greetings of a dozen other languages.
    """

    name = "greeting"
    version = 4
    unit = "yes or no"
    grid = Grid.categories(("no", "yes"))
    examples = (
        ("hi i returnd the thing last week but where's my refund also do u ship to canada now", "yes"),
        ("@shop Good morning, my parcel is late", "yes"),
        ("Dear Sir or Madam, please cancel", "yes"),
        ("Dear @shop my parcel is late", "yes"),
        ("morning, any news on my claim?", "yes"),
        ("how do you say hello in french", "no"),
        ("hi-fi speakers broken", "no"),
        ("morning delivery is late", "no"),
        ("", "no"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        codes = np.zeros(len(batch), np.int16)
        codes[batch.tokens.messages[batch.derived(greetings)]] = 1
        return Column(codes)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The greetings, what begins inside one not again."""
        reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
        last = batch.derived(cues).phrases.last(GREETING)
        end = -1
        for token in batch.derived(greetings).tolist():
            if token > end:
                end = int(last[token])
                row, reason = stretch_reason(batch, token, end, "greeting")
                reasons[row].append(reason)
        return reasons
