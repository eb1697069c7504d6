"""Does the message open with a greeting?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.lexicon.token_spans import token_reasons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_REACH = 4
"""A greeting stands among the first words of a message; mentions and hashtags are not counted."""


class Greeting(Axis):
    """Whether the message greets somebody: `hi`, `good morning`, `dear team`, also after mentions or `ok`.

    A greeting that is asked about (`how do you say hello in french`) or is part of a name (`hello kitty`) is none.
    The word list is English, with the commonest greetings of a dozen other languages.
    """

    name = "greeting"
    version = 1
    unit = "yes or no"
    grid = Grid.categories(("no", "yes"))
    examples = (
        ("hi i returnd the thing last week but where's my refund also do u ship to canada now", "yes"),
        ("@shop Good morning, my parcel is late", "yes"),
        ("Dear Sir or Madam, please cancel", "yes"),
        ("how do you say hello in french", "no"),
        ("hi-fi speakers broken", "no"),
        ("", "no"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        codes = np.zeros(len(batch), np.int16)
        codes[batch.tokens.messages[self._greetings(batch)]] = 1
        return Column(codes)

    def _greetings(self, batch: Batch) -> NDArray[np.int64]:
        """The first tokens of the greetings."""
        tokens, cue = batch.tokens, batch.derived(cues)
        starts = cue.phrases.at_start
        phrase = (starts & np.uint32(c.GREETING)) != 0
        word = cue.are("GREETING")
        candidates = ((phrase | word) & cue.initial & ((starts & np.uint32(c.NO_GREETING)) == 0)).nonzero()[0]
        solid = ~cue.are("TAG")
        before: NDArray[np.int64] = solid.cumsum() - solid
        place = before[candidates] - before[tokens.offsets[tokens.messages[candidates]]]
        joined = _joined(tokens, candidates) & ~phrase[candidates]
        return np.asarray(candidates[(place < _REACH) & ~joined])

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The greeting."""
        at = self._greetings(batch).tolist()
        return token_reasons(batch, ((token, f"greeting: {batch.tokens.text(token)}") for token in at))


def _joined(tokens: t.Tokens, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is the token tied to the next one by a hyphen or the like, without a blank (`hi-fi`)?"""
    following = np.minimum(at + 1, len(tokens) - 1)
    gap = tokens.before[following]
    same = (following > at) & (tokens.messages[following] == tokens.messages[at])
    marks = np.uint32(t.GAP_SENTENCE | t.GAP_COMMA | t.GAP_SPACE)
    tied = (gap != 0) & ((gap & marks) == 0) & (tokens.starts[following] == tokens.ends[at] + 1)
    return np.asarray(same & tied)
