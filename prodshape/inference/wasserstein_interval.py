"""The interval of the Wasserstein distance."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.inference.level_interval import LEVEL
from prodshape.inference.tail_probabilities import student_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from prodshape.inference.cell_covariance import CellShares

_DRAWS = 2048
_STEPS = 14
_NORMAL = 1e6


def wasserstein_interval(
    reference: CellShares, other: CellShares, points: Sequence[float], level: float = LEVEL
) -> tuple[float, float]:
    """Give the true distances under which the observed one is no surprise, neither as high nor as low.

    The distance is the sum of absolute differences of the cumulative shares, each times the gap between its points. The
    differences are normal with the covariance that the cells show, wider by Student's t for so few cells. For a true distance its
    distribution is simulated, with the same normal numbers every time, along the difference that was found; for the upper end also
    along the direction in which noise is greatest, where a true difference is most easily hidden: the wider of both.

    Args:
        reference: what is compared with.
        other: what is compared, over the same bins.
        points: one value per bin, rising.
        level: the share of such intervals that hold the truth.

    Example:
        >>> from prodshape.inference.cell_covariance import CellShares
        >>> before = CellShares.of(np.array([[80, 20], [75, 25], [85, 15], [80, 20]] * 8))
        >>> after = CellShares.of(np.array([[70, 30], [65, 35], [75, 25], [70, 30]] * 8))
        >>> [round(end, 2) for end in wasserstein_interval(before, after, [0.0, 1.0])]
        [0.08, 0.12]
        >>> wasserstein_interval(before, before, [0.0, 1.0])[0]
        0.0
    """
    gaps = np.diff(np.asarray(points, dtype=np.float64))
    difference = np.cumsum(other.shares - reference.shares)[:-1] * gaps
    covariance = reference.covariance + other.covariance
    cumulative = np.cumsum(np.cumsum(covariance, axis=0), axis=1)[:-1, :-1] * np.outer(gaps, gaps)
    observed = float(np.abs(difference).sum())
    values, vectors = np.linalg.eigh(cumulative) if len(gaps) else (np.zeros(0), np.zeros((0, 0)))
    if not len(gaps) or values[-1] <= 0:
        # Where nothing was found in n messages, shares up to 3 / n may hide (the rule of three).
        span = float(points[-1] - points[0]) if len(gaps) else 0.0
        hidden = min(1.0, 3 / min(reference.n, other.n)) * span
        return max(0.0, observed - hidden), observed + hidden
    wider = student_quantile((1 + level) / 2, min(reference.df, other.df)) / student_quantile((1 + level) / 2, _NORMAL)
    noise = (wider * vectors * np.sqrt(np.clip(values, 0, None))) @ _normal(len(gaps))
    tail = (1 - level) / 2
    alone = np.abs(noise).sum(axis=0)
    most = observed + float(np.max(alone))

    loudest = vectors[:, -1] / np.abs(vectors[:, -1]).sum()
    found = difference / observed if observed > 0 else loudest
    directions = (found, loudest) if len(gaps) > 1 else (found,)
    at_zero = float(np.mean(alone >= observed))
    low = _crossing(found, noise, observed, tail, observed) if at_zero < tail else 0.0
    high = max(_crossing(direction, noise, observed, 1 - tail, most) for direction in directions)
    return min(low, observed), max(high, observed)


@lru_cache(maxsize=128)
def _normal(width: int) -> NDArray[np.float64]:
    half = np.random.default_rng(20261125).standard_normal((_DRAWS // 2, width)).T
    return np.concatenate([half, -half], axis=1)


def _crossing(
    direction: NDArray[np.float64], noise: NDArray[np.float64], observed: float, level: float, high: float
) -> float:
    """Give the true distance along a direction of which so large a share of the draws exceeds the observed one, by bisection.

    The distance of one draw is convex in the true one. So a draw below the observed one at both ends is below it between them, and one
    that is above it at the lower end and does not fall there is above it from there on: both need not be looked at again.
    """
    low, draws, certain = 0.0, noise.shape[1], 0
    direction = direction[:, None]
    for _ in range(_STEPS):
        middle = (low + high) / 2
        sums = middle * direction + noise
        above = np.abs(sums).sum(axis=0) >= observed
        if (certain + np.count_nonzero(above)) / draws < level:
            low = middle
            settled = above & ((np.sign(sums) * direction).sum(axis=0) >= 0)
            certain += int(np.count_nonzero(settled))
            noise = noise[:, ~settled]
        else:
            high = middle
            noise = noise[:, above | (np.abs(low * direction + noise).sum(axis=0) >= observed)]
    return (low + high) / 2
