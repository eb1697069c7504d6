"""Which axes moved in the same messages, from the joint sample."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat, PositiveInt

from prodshape.inference.cell_covariance import ASSUMED_DESIGN_EFFECT
from prodshape.strict import Strict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from prodshape.fingerprint import Fingerprint, JointSample

LEAST_CORRELATION = 0.1
LEAST_ERRORS = 4.0
FIRST_CODE = 3
"""Where the codes begin in a row of the sample."""


class Together(Strict):
    """Two axes whose gains lie in the same messages. A gain is a message in one of the bins that became more frequent."""

    axes: tuple[str, str]
    correlation: FiniteFloat = Field(
        description="Of lying in the gain of one with lying in that of the other, -1 to 1 (phi)."
    )
    lift: FiniteFloat = Field(
        description="How much more frequent the gain of one is among messages in the gain of the other than among all."
    )
    share: FiniteFloat = Field(description="Messages in the gain of both, 0 to 1.")
    share_reference: FiniteFloat | None = Field(description="The same share in the reference; null without its sample.")
    n: PositiveInt = Field(description="Messages of the sample that both axes measured.")


def moved_together(reference: Fingerprint, other: Fingerprint, axes: Sequence[str], most: int = 5) -> list[Together]:
    """Pairs of axes that moved in the same messages, the strongest first; none without a sample.

    Pairs are told of if phi is at least .1 and four standard errors (a design effect of 2.0 assumed).

    Args:
        reference: what is compared with.
        other: what is compared; its sample is read.
        axes: those that moved, comparable on both sides.
        most: give no more than this.
    """
    here, there = _gains(other.sample, reference, other, axes), _gains(reference.sample, reference, other, axes)
    found: list[Together] = []
    for one, two in combinations([axis for axis in axes if axis in here], 2):
        known = (here[one] >= 0) & (here[two] >= 0)
        a, b = here[one][known].astype(np.float64), here[two][known].astype(np.float64)
        n = len(a)
        spread = a.var() * b.var() if n else 0.0
        if spread <= 0:
            continue
        phi = float((a * b).mean() - a.mean() * b.mean()) / math.sqrt(spread)
        if phi < LEAST_CORRELATION or phi < LEAST_ERRORS * math.sqrt(ASSUMED_DESIGN_EFFECT / n):
            continue
        before = None
        if one in there and two in there:
            both = (there[one] >= 0) & (there[two] >= 0)
            before = float((there[one][both] * there[two][both]).mean()) if both.any() else None
        share = float((a * b).mean())
        found.append(
            Together(
                axes=(one, two),
                correlation=phi,
                lift=share / float(a.mean() * b.mean()),
                share=share,
                share_reference=before,
                n=n,
            )
        )
    return sorted(found, key=lambda pair: (-pair.correlation, pair.axes))[:most]


def _gains(
    sample: JointSample | None, reference: Fingerprint, other: Fingerprint, axes: Sequence[str]
) -> dict[str, NDArray[np.int64]]:
    """Per axis and message of a sample: 1 in a bin that became more frequent, 0 in another, -1 not measured."""
    if sample is None or not sample.rows:
        return {}
    rows = np.array(sample.rows, np.int64)
    found = {}
    for name in axes:
        if name not in sample.axes:
            continue
        p, q = (np.array(side.axes[name].shares or [], np.float64) for side in (reference, other))
        codes = rows[:, FIRST_CODE + sample.axes.index(name)]
        found[name] = np.where(codes >= 0, (q > p)[np.maximum(codes, 0)].astype(np.int64), -1)
    return found
