"""The fitted model that tells full clauses from fragments: a sum of weights per token, odds per sentence.

`training/clauses.md` says from what the weights come and how good they are. Everything is whole numbers, so that one text gives
one answer for ever, on every machine.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.clauses.clause_kinds import KINDS, features
from prodshape.clauses.cues import cues

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

EVEN = 1 << 16
"""Odds of one to one. A sentence is a clause from here on."""
_SCALE = 32
_LEAST, _MOST = -12 * _SCALE, 12 * _SCALE


class _Weights(NamedTuple):
    rules: NDArray[np.int32]
    initial: NDArray[np.int32]
    inner: NDArray[np.int32]


@cache
def _weights() -> _Weights:
    with (files("prodshape") / "tables" / "clause_weights.npz").open("rb") as file, np.load(file) as table:
        parts = {name: table[name].astype(np.int32) for name in table.files}
    width = len(KINDS)
    inner = parts["left"][:, :, None] + parts["right"][None, :, :] + parts["around"][:, None, :]
    return _Weights(parts["rules"], parts["initial"], inner.reshape(width**3))


@cache
def _odds_by_score() -> NDArray[np.int64]:
    """`EVEN` times exp(score), for scores from `_LEAST` on."""
    return np.round(EVEN * np.exp(np.arange(_LEAST, _MOST + 1) / _SCALE)).astype(np.int64)


def clause_odds(batch: Batch) -> NDArray[np.int64]:
    """`int64[t]`: what each token adds to the odds of its sentence being a full clause, `EVEN` being one to one.

    Ask for it as `batch.derived(clause_odds)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> (clause_odds(Batch.of(["my app crashes"])) > EVEN).tolist()
        [False, False, True]
    """
    weights, seen = _weights(), features(batch)
    scores = weights.rules[seen.rules] + weights.initial[seen.initial] + weights.inner[seen.inner]
    odds: NDArray[np.int64] = _odds_by_score().take(scores - _LEAST, mode="clip")
    return odds


def has_clause(batch: Batch) -> NDArray[np.bool_]:
    """`bool[n]`: is at least one sentence of the message likelier a full clause than not?"""
    odds, cue = batch.derived(clause_odds), batch.derived(cues)
    first = cue.places(cue.opens)
    found = np.zeros(len(batch), np.bool_)
    if len(first):
        full = np.add.reduceat(odds, first) >= EVEN
        found[batch.tokens.messages[first[full]]] = True
    return found
