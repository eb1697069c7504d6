"""The evidence against "both are the same distribution"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.inference.moderated_effects import moderated
from prodshape.inference.tail_probabilities import f_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from prodshape.inference.cell_covariance import CellShares

_FEW = 5.0
"""Messages: bins in which fewer are expected weigh less (Cochran's rule)."""

_LEAST_EFFECT = 0.93
"""By chance the common centre of eight axes lies this far below 1; cutting it off at 1 costs power, not at all adds false alarms."""

_CERTAIN = 1e6
"""Degrees of freedom of what needs no estimate."""


@dataclass(frozen=True)
class Evidence:
    """One test.

    Attributes:
        p: probability of at least this difference if both were the same distribution, 0 to 1.
        design_effect: by how much the variance of the shares of `other` is larger than if its messages were independent.
    """

    p: float
    design_effect: float


@dataclass(frozen=True)
class Contrast:
    """What one axis brings to the test: a weighted sum of squared differences, and its moments if messages were independent.

    Attributes:
        difference: the sum of squares.
        trace: its mean for one message on each side.
        squared: the trace of the square of the weighted covariance, for one message: the variance is twice this.
        fourth: what the fourth cumulants of single messages add to the variance, for one message: large where bins are rare.
        n: messages of the reference and of the other.
        effects: their design effects; None where all messages are in one bin.
        df: degrees of freedom of both: fewer than the cells tell where things are rare, as their spread is skewed, too.
    """

    difference: float
    trace: float
    squared: float
    fourth: float
    n: tuple[int, int]
    effects: tuple[float | None, float | None]
    df: tuple[float, float]

    @classmethod
    def of(cls, reference: CellShares, other: CellShares) -> Contrast | None:
        """Compare two distributions over the same bins; None if all messages are in one and the same."""
        there = (reference.shares + other.shares) > 0
        if int(there.sum()) < 2:
            return None
        inner = np.ix_(there, there)
        q, p = reference.shares[there], other.shares[there]
        n = reference.n + other.n
        pooled = (reference.n * q + other.n * p) / n
        weights = 1 / (pooled + _FEW * n / (reference.n * other.n))
        independent = np.diag(pooled) - np.outer(pooled, pooled)
        roots = np.sqrt(weights)
        seen = [np.outer(roots, roots) * side.covariance[inner] for side in (reference, other)]
        trace = float(weights @ np.diag(independent))
        even = float(np.sum(np.outer(weights, weights) * independent**2)) / trace**2
        effects = [
            float(np.trace(one)) / alone if alone > 0 else None
            for one, side in zip(seen, (reference, other), strict=True)
            for alone in [float(weights @ np.diag(side.independent)[there])]
        ]
        repeated = max(1.0, effects[0] or 1.0), max(1.0, effects[1] or 1.0)
        evenness = max(even, _concentration(seen, (reference.df, other.df), repeated))
        fourth = _fourth(pooled, weights)
        df = [
            2 / (2 * evenness / side.df + max(0.0, fourth) * effect**2 / side.n / trace**2)
            for side, effect in zip((reference, other), repeated, strict=True)
        ]
        return cls(
            float(weights @ (p - q) ** 2),
            trace,
            evenness * trace**2,
            fourth,
            (reference.n, other.n),
            (effects[0] or None, effects[1] or None),
            (df[0], df[1]),
        )

    def p(self, effects: tuple[float, float], df: tuple[float, float]) -> float:
        """Refer the sum of squares to F, with these design effects and their degrees of freedom."""
        one, two = (effect / n for effect, n in zip(effects, self.n, strict=True))
        mean = self.trace * (one + two)
        variance = 2 * self.squared * (one + two) ** 2 + self.fourth * (one**3 + two**3)
        if variance <= 0:
            return 1.0 if self.difference == 0 else 0.0
        known = (one + two) ** 2 / (one**2 / df[0] + two**2 / df[1])
        return f_above(self.difference / mean, 2 * mean**2 / variance, known)


def same_distribution(pairs: Mapping[str, tuple[CellShares, CellShares]]) -> dict[str, Evidence]:
    """Test for each axis that both sides came from the same distribution, with what users repeat allowed for.

    A score-type Rao-Scott test (JASA 1981; Annals of Statistics 1984): squared differences of the shares are weighed with, and
    measured by, the shares of both sides together, since each side alone misjudges what is rare; the variance is that of independent messages
    times the design effect, which axes learn from each other (`moderated`). The sum is referred to F by Satterthwaite with
    two things taken from the data: how unevenly the variance lies over the directions (an unbiased estimate from the
    Wishart distribution: Srivastava, Journal of the Japan Statistical Society, 2005), and the fourth cumulants of the multinomial
    distribution (Haldane, Biometrika, 1937), without which rare bins raise false alarms. See `docs/decisions/evidence.md`.

    Args:
        pairs: by axis the reference and what is compared with it, over the same bins.

    Example:
        >>> from prodshape.inference.cell_covariance import CellShares
        >>> before = CellShares.of(np.array([[80, 20], [75, 25], [85, 15], [80, 20]] * 8))
        >>> after = CellShares.of(np.array([[70, 30], [65, 35], [75, 25], [70, 30]] * 8))
        >>> found = same_distribution({"same": (before, before), "moved": (before, after)})
        >>> found["same"].p, found["moved"].p < 1e-9
        (1.0, True)
    """
    contrasts = {name: Contrast.of(*pair) for name, pair in pairs.items()}
    told = [name for name, one in contrasts.items() if one is not None]
    sides = [_moderated((name, contrasts[name], side) for name in told) for side in (0, 1)]
    found = {}
    for name, one in contrasts.items():
        if one is None:
            found[name] = Evidence(1.0, 1.0)
            continue
        (first, df_first), (second, df_second) = (side[name] for side in sides)
        p = one.p((max(_LEAST_EFFECT, first), max(_LEAST_EFFECT, second)), (df_first, df_second))
        found[name] = Evidence(p, max(1.0, one.effects[1] or 1.0))
    return found


def _moderated(axes: Iterable[tuple[str, Contrast | None, int]]) -> dict[str, tuple[float, float]]:
    """Give design effects of one side, moderated, with their degrees of freedom."""
    raw = [(name, one.effects[side], one.df[side]) for name, one, side in axes if one is not None]
    found = {name: (1.0, _CERTAIN) for name, _, _ in raw}
    known = [(name, effect, df) for name, effect, df in raw if effect is not None]
    drawn = moderated([(effect, df) for _, effect, df in known])
    return found | {name: one for (name, _, _), one in zip(known, drawn, strict=True)}


def _concentration(seen: Iterable[NDArray[np.float64]], df: tuple[float, float], effects: tuple[float, float]) -> float:
    """Give how unevenly the variance lies over directions: 1 in one of them, 1 / k evenly in k.

    Estimated without bias where messages are as good as independent. Users who repeat themselves differ in one direction, and an estimate
    that is too even by chance is a false alarm: half of the bias is left in then.
    """
    one, two = seen
    total = float(np.trace(one) + np.trace(two))
    if total <= 0:
        return 0.0
    squares = [
        k**2
        / ((k - 1) * (k + 2))
        * (float(np.sum(side * side)) - max(0.5, 1 / effect) * float(np.trace(side)) ** 2 / k)
        if k > 1
        else float(np.sum(side * side))
        for side, k, effect in zip((one, two), df, effects, strict=True)
    ]
    return min(1.0, (sum(max(0.0, square) for square in squares) + 2 * float(np.sum(one * two))) / total**2)


def _fourth(shares: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Give the weighted sum of the joint fourth cumulants of the indicators of two bins."""
    sums = shares[:, None] + shares[None, :]
    products = np.outer(shares, shares)
    cumulants = -products * (1 - 2 * sums + 6 * products)
    alone = shares * (1 - shares)
    np.fill_diagonal(cumulants, alone * (1 - 6 * alone))
    return float(weights @ cumulants @ weights)


def corrected(p_values: Mapping[str, float]) -> dict[str, float]:
    """Correct p-values for their number: those below .05 hold one false one or more with a probability of at most .05.

    Holm's method (Scandinavian Journal of Statistics, 1979).

    Example:
        >>> corrected({"casing": 0.01, "emoji": 0.04, "typos": 0.5})
        {'casing': 0.03, 'emoji': 0.08, 'typos': 0.5}
    """
    found: dict[str, float] = {}
    least = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        least = max(least, min(1.0, (len(p_values) - place) * p_values[name]))
        found[name] = least
    return {name: found[name] for name in p_values}
