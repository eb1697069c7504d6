"""The population stability index."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodshape.divergences.base import Divergence

if TYPE_CHECKING:
    from collections.abc import Sequence


class PopulationStabilityIndex(Divergence):
    """Sum over the bins of (q - p) ln(q / p): 0 (equal) and up, without a bound.

    It is the symmetric sum of both Kullback-Leibler divergences (Jeffreys 1946; Kullback and Leibler 1951), known under this
    name in credit scoring (Siddiqi, Credit Risk Scorecards, 2006). A bin that is empty on one side would
    make it infinite, so half a message is added to every bin of both sides first (the Jeffreys prior): with counts
    a_i and B bins, p_i = (a_i + 1/2) / (n + B/2). So small samples of equal distributions give a small number above 0,
    and equal shares from unlike n give one that is not quite 0.

    Example:
        >>> round(PopulationStabilityIndex().diverge([50, 50], [90, 10]), 3)
        0.853
        >>> PopulationStabilityIndex().diverge([5, 3], [5, 3])
        0.0
    """

    name = "population_stability_index"
    title = "population stability index"
    unit = "natural logarithm"
    symmetric = True

    def between(self, reference: Sequence[int], other: Sequence[int], points: Sequence[float] | None) -> float:  # noqa: ARG002 - the interface
        """Compute the index."""
        bins = len(reference)
        # Twice the smoothed counts are integers, and so are the products that are compared.
        n, m = 2 * sum(reference) + bins, 2 * sum(other) + bins
        terms = []
        for a, b in zip(reference, other, strict=True):
            p, q = (2 * a + 1) * m, (2 * b + 1) * n
            if p != q:
                terms.append((q - p) * math.log(q / p) / (n * m))
        return math.fsum(terms)
