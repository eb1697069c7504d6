"""The Wasserstein distance."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from prodshape.divergences.base import Divergence

if TYPE_CHECKING:
    from collections.abc import Sequence


class Wasserstein(Divergence):
    """The 1-Wasserstein (earth mover's) distance over the grid's points, in the unit of the axis: 0 and up.

    For one dimension it is the area between the distribution functions: sum over i of |P_i - Q_i| (x_{i+1} - x_i), where P and Q are
    cumulative shares and x the points of the bins (Vallender, Theory Probab. Appl., 1974). All messages of a bin
    stand at its point, so it sees no shift inside a bin.

    Example:
        >>> Wasserstein().diverge([4, 0, 0], [0, 0, 9], [1.0, 5.0, 20.0])
        19.0
        >>> Wasserstein().diverge([4, 0, 0], [0, 0, 9]) is None
        True
    """

    name = "wasserstein"
    title = "1-Wasserstein distance"
    unit = None
    needs_points = True
    symmetric = True

    def between(self, reference: Sequence[int], other: Sequence[int], points: Sequence[float] | None) -> float:
        """Compute the distance."""
        n, m = sum(reference), sum(other)
        gaps = [high - low for low, high in pairwise(points or ())]
        areas = zip(accumulate(reference), accumulate(other), gaps, strict=False)
        return math.fsum(abs(p * m - q * n) / (n * m) * gap for p, q, gap in areas)
