"""The evidence against "both are the same distribution"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.inference.tail_probabilities import f_above

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.inference.cell_covariance import CellShares


@dataclass(frozen=True)
class Evidence:
    """One test.

    Attributes:
        p: probability of at least this difference if both were the same distribution, 0 to 1.
        design_effect: by how much the variance of the shares of `other` is larger than if its messages were independent.
    """

    p: float
    design_effect: float


def same_distribution(reference: CellShares, other: CellShares) -> Evidence:
    """Test that both came from the same distribution, with what users repeat allowed for.

    A score-type Rao-Scott test: the difference of the shares is weighed with the variance that `other` had if it were like the
    reference (its own variance is misjudged where a bin is rare), times its design effect, plus the reference's own variance; the
    sum of squares is referred to F by Satterthwaite (Rao and Scott, JASA 1981 and Annals of Statistics 1984).

    Args:
        reference: what is compared with, over the same bins.
        other: what is compared.

    Example:
        >>> from prodshape.inference.cell_covariance import CellShares
        >>> before = CellShares.of(np.array([[80, 20], [75, 25], [85, 15], [80, 20]] * 8))
        >>> after = CellShares.of(np.array([[70, 30], [65, 35], [75, 25], [70, 30]] * 8))
        >>> same_distribution(before, before).p
        1.0
        >>> same_distribution(before, after).p < 1e-9
        True
    """
    there = (reference.shares + other.shares) > 0
    p, q = other.shares[there], reference.shares[there]
    inner = np.ix_(there, there)
    # A bin that the reference lacks would weigh endlessly: there the mean of both.
    weights = 1 / np.where(q > 0, q, p / 2)
    independent = float(weights @ np.diag(other.independent)[there])
    effect = float(weights @ np.diag(other.covariance)[there]) / independent if independent > 0 else 1.0
    effect = max(1.0, effect)
    variance = effect * (np.diag(q) - np.outer(q, q)) / other.n + reference.covariance[inner]
    scaled = weights[:, None] * variance
    trace, squared = float(np.trace(scaled)), float(np.sum(scaled * scaled.T))
    difference = float(weights @ (p - q) ** 2)
    if trace <= 0 or squared <= 0:
        return Evidence(1.0 if difference == 0 else 0.0, effect)
    df = trace**2 / squared
    return Evidence(f_above(difference / trace, df, df * (other.cells - 1)), effect)


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
