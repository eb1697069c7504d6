"""The moment of a change, to five minutes, with the span in which a sudden one lies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.95
_DROP = -math.log(1 - math.sqrt(LEVEL))
"""How far the log-likelihood may fall below its maximum within the span: the maxima of two random walks with drift, one to each
side of the true moment, are exponential (Siegmund, Annals of Statistics 1988)."""

_EDGE = 1e-6


class Moment(NamedTuple):
    """Places in the series: the first one after the change, and the first and last that it may be."""

    place: int
    first: int
    last: int


def date(
    yes: NDArray[np.int64],
    n: NDArray[np.int64],
    before: NDArray[np.float64],
    shift: float,
    inflation: float,
) -> Moment:
    """Find where a share that is known to have changed did so: the maximum of the likelihood.

    Args:
        yes: per pane, in the order of time: messages that answer yes.
        n: messages.
        before: the share that is expected if nothing changed; NaN where that is not known.
        shift: by how much it changed.
        inflation: by how much the variance is larger than if all messages were independent, at least 1.

    Example:
        >>> n = np.full(100, 50)
        >>> date(np.where(np.arange(100) < 60, 10, 20), n, np.full(100, 0.2), 0.2, 1.0)
        Moment(place=60, first=60, last=60)
    """
    known = ~np.isnan(before)
    old = np.clip(np.where(known, before, 0.5), _EDGE, 1 - _EDGE)
    new = np.clip(old + shift, _EDGE, 1 - _EDGE)
    ratio = yes * np.log(new / old) + (n - yes) * np.log((1 - new) / (1 - old))
    gain = np.cumsum((np.where(known, ratio, 0.0) / inflation)[::-1])[::-1]
    place = int(np.argmax(gain))
    inside = np.flatnonzero(gain >= gain[place] - _DROP)
    return Moment(place, int(inside[0]), int(inside[-1]))
