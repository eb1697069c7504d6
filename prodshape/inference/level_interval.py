"""The interval of a plain number: a share, or a ratio of sums such as typos / checkable words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodshape.inference.cell_covariance import effective_cells
from prodshape.inference.tail_probabilities import student_quantile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL = 0.95
"""The share of all intervals that hold the truth, unless another is asked for."""


def ratio_interval(
    numerators: NDArray[np.int64] | NDArray[np.float64],
    denominators: NDArray[np.int64],
    design_effect: float = 1.0,
    level: float = LEVEL,
) -> tuple[float, float] | None:
    """Give the interval of a ratio of sums over author cells; None if fewer than two cells have a denominator.

    The variance is that of a ratio estimator (Wolter, Introduction to Variance Estimation, 2007, chapter 6) with the cells as random
    groups. It is taken to change with the ratio as that of a proportion does (or of a rate, if a cell's ratio exceeds 1), so that
    the interval of a rare thing is lopsided and never leaves 0: Wilson's interval (JASA 1927) with an effective number in place
    of n (Korn and Graubard, Survey Methodology 1998). Where nothing or everything was found, the number itself with the design effect.

    Args:
        numerators: per cell.
        denominators: per cell.
        design_effect: by how much the variance is larger than the cells show, at least 1: for messages without ids.
        level: the share of such intervals that hold the truth.

    Example:
        >>> import numpy as np
        >>> cells = np.array([100] * 32)
        >>> [round(one, 4) for one in ratio_interval(np.array([3, 5] * 16), cells)]
        [0.0365, 0.0438]
        >>> [round(one, 4) for one in ratio_interval(np.array([0] * 32), cells)]
        [0.0, 0.0013]
    """
    found = _ratio(numerators, denominators, design_effect)
    if found is None:
        return None
    ratio, variance, cells, total = found
    proportion = bool((numerators <= denominators).all())
    t = student_quantile((1 + level) / 2, max(1.0, cells - 1))
    unit = ratio * (1 - ratio) if proportion else ratio
    effective = unit / variance if variance > 0 and unit > 0 else total / design_effect
    half = t * t / (2 * effective)
    if not proportion:
        spread = t * math.sqrt(ratio / effective + t * t / (4 * effective**2))
        return max(0.0, ratio + half - spread), ratio + half + spread
    centre = (ratio + half) / (1 + 2 * half)
    spread = t * math.sqrt(ratio * (1 - ratio) / effective + t * t / (4 * effective**2)) / (1 + 2 * half)
    return max(0.0, min(ratio, centre - spread)), min(1.0, max(ratio, centre + spread))


def mean_interval(
    sums: NDArray[np.float64], numbers: NDArray[np.int64], design_effect: float = 1.0, level: float = LEVEL
) -> tuple[float, float] | None:
    """Give the interval of a mean that may have either sign, from sums and numbers per author cell: as above, but even.

    Example:
        >>> import numpy as np
        >>> [round(one, 3) for one in mean_interval(np.array([-30.0, 50.0] * 16), np.array([100] * 32))]
        [-0.047, 0.247]
    """
    found = _ratio(sums, numbers, design_effect)
    if found is None:
        return None
    mean, variance, cells, _ = found
    half = student_quantile((1 + level) / 2, max(1.0, cells - 1)) * math.sqrt(variance)
    return mean - half, mean + half


def _ratio(
    numerators: NDArray[np.int64] | NDArray[np.float64], denominators: NDArray[np.int64], design_effect: float
) -> tuple[float, float, float, int] | None:
    """Give the ratio of sums, its variance, the effective number of cells, and the sum of the denominators."""
    total = int(denominators.sum())
    if int((denominators > 0).sum()) < 2:
        return None
    cells = effective_cells(denominators)
    ratio = float(numerators.sum()) / total
    residuals = numerators - ratio * denominators
    return ratio, design_effect * cells / (cells - 1) * float(residuals @ residuals) / total**2, cells, total
