"""The Jensen-Shannon distance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodshape.divergences.base import Divergence

if TYPE_CHECKING:
    from collections.abc import Sequence


class JensenShannon(Divergence):
    """Square root of the Jensen-Shannon divergence with logarithms to base 2: 0 (equal) to 1 (no bin in common).

    With shares p and q and m = (p + q) / 2: sqrt(1/2 sum p log2(p/m) + 1/2 sum q log2(q/m)), where 0 log 0 = 0.
    The divergence: Lin, Divergence measures based on the Shannon entropy (IEEE Trans. Inf. Theory, 1991); that its square root is a
    metric: Endres and Schindelin (IEEE Trans. Inf. Theory, 2003).

    Example:
        >>> JensenShannon().diverge([5, 0], [0, 7])
        1.0
        >>> JensenShannon().diverge([1, 1], [500, 500])
        0.0
        >>> round(JensenShannon().diverge([50, 50], [90, 10]), 6)
        0.383136
    """

    name = "jensen_shannon"
    title = "Jensen-Shannon distance"
    unit = "base 2, 0 to 1"
    symmetric = True
    bound = 1.0

    def between(self, reference: Sequence[int], other: Sequence[int], points: Sequence[float] | None) -> float:  # noqa: ARG002 - the interface
        """Compute the distance."""
        n, m = sum(reference), sum(other)
        terms = []
        for a, b in zip(reference, other, strict=True):
            # Cross-multiplied integers are exact, so equal shares give exactly 0 however large the counts.
            p, q = a * m, b * n
            terms += [side * math.log2(2 * side / (p + q)) / (n * m) for side in (p, q) if side]
        return math.sqrt(min(1.0, max(0.0, math.fsum(terms) / 2)))
