"""Which bins carry the divergence of an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.strict import Strict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.fingerprint import AxisFingerprint


class BinShift(Strict):
    """One bin on both sides."""

    bin: str
    share_reference: FiniteFloat = Field(description="Of the messages measured, 0 to 1.")
    share_other: FiniteFloat
    part: FiniteFloat = Field(
        description="Its part of the Jensen-Shannon divergence (the squared distance); all bins add up to 1."
    )


def contributions(reference: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each bin adds to the Jensen-Shannon divergence, base 2: never below 0, by the log-sum inequality.

    The sum over the bins is the squared distance (Lin, IEEE Transactions on Information Theory 1991).

    Args:
        reference: shares, 0 to 1.
        other: likewise, over the same bins.

    Example:
        >>> contributions(np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.0, 0.5])).round(3).tolist()
        [0.0, 0.25, 0.25]
    """
    middle = (reference + other) / 2
    total = np.zeros(len(middle))
    for side in (reference, other):
        some = side > 0
        total[some] += side[some] * np.log2(side[some] / middle[some]) / 2
    return np.maximum(0.0, total)


def bin_shifts(reference: AxisFingerprint, other: AxisFingerprint) -> list[BinShift]:
    """The bins of an axis, the one that carries most of the divergence first; none if a side has no message.

    Raises:
        ValueError: the axes have different bins.
    """
    if reference.bins != other.bins:
        raise ValueError("Bins are compared with the same bins, and these axes have others: compare them first.")
    if not reference.n or not other.n:
        return []
    p, q = np.array(reference.counts) / reference.n, np.array(other.counts) / other.n
    found = contributions(p, q)
    total = float(found.sum()) or 1.0
    order = np.argsort(-found, kind="stable").tolist()
    return [
        BinShift(
            bin=reference.bins[place],
            share_reference=float(p[place]),
            share_other=float(q[place]),
            part=float(found[place]) / total,
        )
        for place in order
    ]
