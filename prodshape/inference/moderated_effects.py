"""Design effects of several axes, drawn towards one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 3
_LEAST_DF, _MOST_DF = 1.0, 1000.0
_TYPICAL_DF = 62.0
_UNLIKE = 2.0
"""How much axes differ in what authors repeat, at the least, as a share of what the design effects exceed 1 by. Measured: with 1, axes that
are more clustered than others raise false alarms; above 2 nothing is gained."""
_STEPS = 50
_FAR = 6.0


def moderated(effects: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Draw estimated variances towards their common centre, by as much as they differ no more than chance makes them.

    An axis knows its design effect from the spread of 32 cells only, so by chance some are much too small or too large. The estimates
    are taken as draws from a scaled inverse chi-squared distribution that is fitted to all of them; each becomes the mean of itself and
    of the centre, weighed by degrees of freedom (Smyth, Statistical Applications in Genetics and Molecular Biology, 2004). Where the centre
    says that authors do repeat themselves, axes are never taken for alike: some things are more a habit than others. So little is
    learned there, and much where messages are as good as independent.

    Args:
        effects: estimate, above 0, and its degrees of freedom, above 0.

    Returns:
        The same, drawn in, with more degrees of freedom; unchanged if there are fewer than three.

    Example:
        >>> [(round(value, 2), round(df)) for value, df in moderated([(0.9, 31), (1.2, 31), (0.8, 31), (0.9, 31)])]
        [(0.97, 1031), (0.98, 1031), (0.96, 1031), (0.97, 1031)]
        >>> [(round(value, 2), round(df)) for value, df in moderated([(1.5, 31), (2.8, 31), (1.2, 31), (1.4, 31)])]
        [(1.48, 35), (2.63, 35), (1.21, 35), (1.39, 35)]
    """
    if len(effects) < _FEWEST:
        return [*effects]
    logs = [math.log(value) - _digamma(df / 2) + math.log(df / 2) for value, df in effects]
    noise = [_trigamma(df / 2) for _, df in effects]
    # The most certain tell most of the centre, but none of them all.
    weights = [1 / (one + _trigamma(_TYPICAL_DF / 2)) for one in noise]
    centre = sum(weight * log for weight, log in zip(weights, logs, strict=True)) / sum(weights)
    spread = sum((log - centre) ** 2 for log in logs) / (len(logs) - 1) - sum(noise) / len(noise)
    spread = max(spread, (_UNLIKE * (1 - math.exp(-max(0.0, centre)))) ** 2)
    prior = 2 * _trigamma_inverse(spread, _LEAST_DF / 2, _MOST_DF / 2)
    common = math.exp(centre + _digamma(prior / 2) - math.log(prior / 2))
    return [((prior * common + df * value) / (prior + df), prior + df) for value, df in effects]


def _digamma(x: float) -> float:
    """The derivative of the logarithm of the gamma function: a recurrence up to 6, then Stirling's series."""
    found = 0.0
    while x < _FAR:
        found -= 1 / x
        x += 1
    y = 1 / (x * x)
    return found + math.log(x) - 0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y / 240)))


def _trigamma(x: float) -> float:
    """Its derivative."""
    found = 0.0
    while x < _FAR:
        found += 1 / (x * x)
        x += 1
    y = 1 / (x * x)
    return found + 1 / x + y / 2 + y / x * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y / 30)))


def _trigamma_inverse(value: float, low: float, high: float) -> float:
    """Where the falling function has this value, between two ends."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _trigamma(middle) > value else (low, middle)
    return (low + high) / 2
