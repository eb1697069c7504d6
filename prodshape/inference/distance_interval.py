"""The intervals of the Jensen-Shannon distance and of the population stability index."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from prodshape.inference.level_interval import LEVEL
from prodshape.inference.tail_probabilities import chi_squared_above, normal_above, student_quantile

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from prodshape.inference.cell_covariance import CellShares

_LN2 = math.log(2)
_MOST_STEPS = 60
_PRECISION = 1e-8
"""Of normal quantiles, and of the interval that is searched."""
_WIDE = 2.5
"""Standard errors of the distance: the upper end of an interval is sought up to there first."""
_LEAST = 1e-15
"""Probabilities are not told from 0 or 1 beyond that."""
_NORMAL = NormalDist()


@dataclass(frozen=True)
class DistanceModel:
    """How an observed divergence that is a squared distance at heart spreads around the true one.

    Near zero it is a sum of squares: always above zero, by about its own noise. For a true value it is taken for a quadratic form of
    normal variables, the true difference along one direction, and its tails are those of the noncentral chi-squared variable
    with the same skewness and kurtosis (Liu, Tang and Zhang, Computational Statistics and Data Analysis, 2009).

    Attributes:
        observed: the divergence: that of Jensen and Shannon, the squared distance, 0 to 1; or the population stability index, 0 and up.
        traces: sums of the powers 1 to 4 of the weights of the quadratic form; the first is the bias at zero.
        slope: how much variance a true divergence adds: four times this for each unit.
        df: degrees of freedom of the variance along the difference.
        bound: the greatest value there is.
        unseen: the divergence up to which nothing need show, where all messages are in one bin on both sides.
        reference_share: how much of the bias comes from the reference, 0 to 1: it stays where only the other side grows.
    """

    observed: float
    traces: tuple[float, float, float, float]
    slope: float
    df: float
    unseen: float = 0.0
    reference_share: float = 0.5
    bound: float = 1.0

    @property
    def unbiased(self) -> float:
        """The divergence less what noise alone adds to it on average, at least 0."""
        return max(0.0, self.observed - self.traces[0])

    @classmethod
    def of(cls, reference: CellShares, other: CellShares) -> DistanceModel:
        """Fit to two distributions over the same bins."""
        there = (reference.shares + other.shares) > 0
        inner = np.ix_(there, there)
        p, q = reference.shares[there], other.shares[there]
        middle = (p + q) / 2
        observed = _divergence(p, q, middle)
        weights = 1 / (8 * _LN2 * middle)
        form = weights[:, None] * (reference.covariance + other.covariance)[inner]
        traces = _traces(form)
        of_reference = float(weights @ np.diag(reference.covariance)[there])
        reference_share = of_reference / traces[0] if traces[0] > 0 else 0.5
        # The slope of the logarithm is endless at an empty bin: shares of few messages are drawn to the middle.
        drawn = 0.5 / (0.5 + min(reference.n, other.n) * middle)
        gradients = [0.5 * np.log2((share + (middle - share) * drawn) / middle) for share in (p, q)]
        variances = [
            float(gradient @ side.covariance[inner] @ gradient)
            for gradient, side in zip(gradients, (reference, other), strict=True)
        ]
        total = sum(variances)
        least = min(reference.df, other.df)
        # Where nothing was found in n messages, shares up to 3 / n may hide (the rule of three), half a bit each.
        unseen = min(1.0, 1.5 / min(reference.n, other.n))
        if observed <= 0 or total <= 0:
            slope = traces[1] / traces[0] if traces[0] > 0 else 0.0
            return cls(observed, traces, slope, least, unseen, reference_share)
        df = total**2 / (variances[0] ** 2 / reference.df + variances[1] ** 2 / other.df)
        return cls(observed, traces, total / (4 * observed), df, unseen, reference_share)

    @classmethod
    def of_index(cls, reference: CellShares, other: CellShares) -> DistanceModel:
        """Fit the population stability index of two distributions over the same bins, half a message added to each bin."""
        bins = len(reference.shares)
        q, p = ((side.shares * side.n + 0.5) / (side.n + bins / 2) for side in (reference, other))
        observed = max(0.0, float((p - q) @ np.log(p / q)))
        form = (2 / (p + q))[:, None] * (reference.covariance + other.covariance)
        traces = _traces(form)
        gradients = 1 - p / q + np.log(q / p), 1 - q / p + np.log(p / q)
        variances = [
            float(gradient @ side.covariance @ gradient)
            for gradient, side in zip(gradients, (reference, other), strict=True)
        ]
        total = sum(variances)
        # As much as three messages that happened not to come would make of it (the rule of three).
        unseen = 3 * math.log(7) / min(reference.n, other.n)
        if observed <= 0 or total <= 0:
            slope = traces[1] / traces[0] if traces[0] > 0 else 0.0
            return cls(observed, traces, slope, min(reference.df, other.df), unseen, bound=math.inf)
        df = total**2 / (variances[0] ** 2 / reference.df + variances[1] ** 2 / other.df)
        return cls(observed, traces, total / (4 * observed), df, unseen, bound=math.inf)

    def above(self, observed: float, true: float) -> float:
        """Probability to observe more than `observed` if the divergence is `true`."""
        one, two, three, four = self.traces
        mean = true + one
        variance = 2 * two + 4 * true * self.slope
        if variance <= 0:
            return float(observed < mean)
        third = 8 * three + 24 * true * self.slope**2
        fourth = 48 * four + 192 * true * self.slope**3
        skew, kurtosis = third / variance**1.5 / math.sqrt(8), fourth / variance**2 / 12
        if skew * skew > kurtosis:
            a = 1 / (skew - math.sqrt(skew * skew - kurtosis))
            shift = max(0.0, skew * a**3 - a * a)
            df = a * a - 2 * shift
        else:
            a, shift, df = 1 / skew, 0.0, 1 / skew**2
        return chi_squared_above((observed - mean) / math.sqrt(variance) * math.sqrt(2) * a + df + shift, df, shift)

    @property
    def hidden_slope(self) -> float:
        """The slope for the upper end: that of the direction in which noise is greatest, as far as the observed one may be noise.

        Users differ in one direction, such as how long they write. There noise hides a true difference most easily, and what is then
        observed points elsewhere. The powers of the weights are corrected for being estimated from so few cells.
        """
        one, two, three, _ = self.traces
        second = two - one**2 / self.df
        if second <= 0 or self.observed <= 0:
            return self.slope
        loudest = min(one, (three - 3 * one * two / self.df + 2 * one**3 / self.df**2) / second)
        return self.slope + min(1.0, one / self.observed) * max(0.0, loudest - self.slope)

    def tail(self, level: float) -> float:
        """The probability left out on either side, smaller where few cells tell the variance."""
        return normal_above(student_quantile((1 + level) / 2, self.df))

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """The true divergences under which the observed one is no surprise, neither as high nor as low."""
        if self.traces[0] <= 0:
            return max(0.0, self.observed - self.unseen), min(self.bound, self.observed + self.unseen)
        tail = self.tail(level)
        above = cache(lambda true: self.above(self.observed, true))
        low = high = 0.0
        if above(0.0) < tail:
            low = _crossing(above, tail, 0.0, self.observed)
        if 1 - above(0.0) > tail:
            hidden = replace(self, slope=self.hidden_slope)
            above = cache(lambda true: hidden.above(self.observed, true))
            root = math.sqrt(max(0.0, self.observed - self.traces[0])) + _WIDE * math.sqrt(hidden.slope)
            end = min(max(root * root, self.traces[0], 1e-12), self.bound)
            while 1 - above(end) > tail and end < self.bound:
                end = min(2 * end, self.bound)
            high = _crossing(above, 1 - tail, 0.0, end)
        return min(low, self.observed), min(self.bound, max(high, low))

    def smallest_visible(self, level: float = LEVEL, power: float = 0.8) -> float:
        """The true divergence that would be told from none with this probability, on so many messages of so many users."""
        if self.traces[0] <= 0:
            return self.unseen
        zero = replace(self, observed=0.0, slope=self.traces[1] / self.traces[0])
        below = cache(lambda observed: 1 - zero.above(observed, 0.0))
        # Places to begin with that are near the end for any number of directions; of one, the bound is 3.84 and the end 7.85 times the bias.
        mean, spread = zero.traces[0], math.sqrt(2 * zero.traces[1])
        bound = min(mean + 2.05 * spread, 1.0)
        while below(bound) < level and bound < 1:
            bound = min(2 * bound, 1.0)
        bound = _crossing(below, level, min(mean, bound), bound)
        above = cache(lambda true: zero.above(bound, true))
        end = min(max(2.1 * bound, 1e-12), 1.0)
        while above(end) < power and end < 1:
            end = min(2 * end, 1.0)
        return _crossing(above, power, 0.0, end)


def _traces(form: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Give the traces of the first four powers."""
    second = form @ form
    return (
        float(np.trace(form)),
        float(np.trace(second)),
        float(np.sum(second * form.T)),
        float(np.sum(second * second.T)),
    )


def _divergence(p: NDArray[np.float64], q: NDArray[np.float64], middle: NDArray[np.float64]) -> float:
    total = 0.0
    for side in (p, q):
        some = side > 0
        total += float(side[some] @ np.log2(side[some] / middle[some]))
    return min(1.0, max(0.0, total / 2))


def _crossing(rising: Callable[[float], float], level: float, low: float, high: float) -> float:
    """Where a rising probability reaches a level, or the end that is nearest to it.

    On the normal quantile of the probability over the square root, which is nearly a straight line: inverse quadratic interpolation, or
    halving where that is not safe, as where probabilities are cut off (Chandrupatla, Advances in Engineering Software, 1997).
    """

    def quantile(probability: float) -> float:
        return _NORMAL.inv_cdf(min(max(probability, _LEAST), 1 - _LEAST))

    def off(place: float) -> float:
        return quantile(rising(place)) - wanted

    wanted = quantile(level)
    below, above = off(low), off(high)
    if below >= 0 or above <= 0:
        return low if below >= 0 else high
    low, high = math.sqrt(low), math.sqrt(high)
    width = high - low
    # The newest point, the one on the other side of the crossing, and the one before.
    new, other, old = high, low, low
    at_new, at_other, at_old = above, below, below
    share = at_new / (at_new - at_other)
    for _ in range(_MOST_STEPS):
        step = new + share * (other - new)
        found = off(step * step)
        if (found > 0) == (at_new > 0):
            old, at_old = new, at_new
        else:
            old, other, at_old, at_other = other, new, at_other, at_new
        new, at_new = step, found
        if abs(found) < _PRECISION or abs(other - new) < _PRECISION * width:
            break
        share = _share((new, other, old), (at_new, at_other, at_old))
    return new * new


def _share(places: tuple[float, float, float], values: tuple[float, float, float]) -> float:
    """How far from the newest place to the other one the crossing is looked for next, 0 to 1."""
    (new, other, old), (at_new, at_other, at_old) = places, values
    along = (new - other) / (old - other)
    rise = (at_new - at_other) / (at_old - at_other)
    if not 1 - math.sqrt(1 - along) < rise < math.sqrt(along):
        return 0.5
    return at_new / (at_other - at_new) * at_old / (at_other - at_old) + (old - new) / (other - new) * at_new / (
        at_old - at_new
    ) * at_other / (at_old - at_other)
