"""A number with its interval, and the share of any bins as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.confidence import Interval, counts_by_cell
from prodshape.inference.level_interval import ratio_interval
from prodshape.strict import Strict

if TYPE_CHECKING:
    from collections.abc import Collection

    from prodshape.comparison import Side
    from prodshape.fingerprint import AxisFingerprint


class Estimate(Strict):
    """A number and how sure it is."""

    value: FiniteFloat | None = Field(description="Null if there is nothing to count.")
    interval: Interval | None = Field(default=None, description="95 %; null without cells.")


def share_of(axis: AxisFingerprint, names: Collection[str], effect: float) -> Estimate:
    """Estimate the share of the messages, of those that the axis could measure, that lie in any of these bins.

    Args:
        axis: with its part `cells`, if an interval is wanted.
        names: of bins; those that the axis has not count nothing.
        effect: design effect that is assumed of messages without ids.
    """
    chosen = [place for place, name in enumerate(axis.bins) if name in names]
    value = sum(axis.counts[place] for place in chosen) / axis.n if axis.n else None
    if axis.cells is None:
        return Estimate(value=value)
    counts = counts_by_cell(axis)
    found = ratio_interval(np.asarray(counts[:, chosen].sum(axis=1)), np.asarray(counts.sum(axis=1)), effect)
    return Estimate(value=value, interval=None if found is None else Interval(low=found[0], high=found[1]))


def ratio_of(side: Side) -> Estimate:
    """The ratio of sums of one side."""
    return Estimate(value=side.ratio, interval=side.interval)


def mean_of(side: Side) -> Estimate:
    """The mean of one side; only where the interval of the side is that of the mean."""
    return Estimate(value=side.mean, interval=side.interval)
