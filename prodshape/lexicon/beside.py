"""What stands beside a token in its sentence, for the rules of words in context."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.carrying import carrying
from prodshape.tokens import GAP_FIRST, GAP_SENTENCE, MENTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class Beside(NamedTuple):
    """What stands beside `k` tokens; the arrays are `[k]`.

    Attributes:
        which: the tokens.
        after: the tokens behind them, themselves where they are the last.
        follows: does a token of the same sentence stand before it?
        leads: does one stand behind it?
        opens: the contrary of `follows`: it begins a sentence, or stands behind a mention.
        closes: the contrary of `leads`.
        previous: word id of the token before it, of whatever sentence.
        following: word id of `after`.
    """

    which: NDArray[np.int64]
    after: NDArray[np.int64]
    follows: NDArray[np.bool_]
    leads: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    previous: NDArray[np.int64]
    following: NDArray[np.int64]


def begins_sentence(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which tokens begin a message or a sentence, or stand behind a mention, which a message is addressed to.

    Example:
        >>> from prodshape.messages import Batch
        >>> begins_sentence(Batch.of(["@shop wat is. wat"]), np.arange(4)).tolist()
        [True, True, False, True]
    """
    tokens = batch.tokens
    stop = carrying(tokens.before[which], GAP_FIRST | GAP_SENTENCE)
    return np.asarray(stop | (tokens.kinds[np.maximum(which - 1, 0)] == MENTION))


def beside(batch: Batch, which: NDArray[np.int64]) -> Beside:
    """Look at the neighbours of some tokens.

    Example:
        >>> from prodshape.messages import Batch
        >>> found = beside(Batch.of(["will b. b late"]), np.array([1, 2]))
        >>> found.follows.tolist(), found.leads.tolist()
        ([True, False], [False, True])
    """
    tokens, last = batch.tokens, len(batch.tokens) - 1
    before, after = np.maximum(which - 1, 0), np.minimum(which + 1, last)
    opens = begins_sentence(batch, which)
    closes = (after == which) | carrying(tokens.before[after], GAP_FIRST | GAP_SENTENCE)
    return Beside(which, after, ~opens, ~closes, opens, closes, tokens.ids[before], tokens.ids[after])
