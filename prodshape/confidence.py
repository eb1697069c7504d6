"""How sure the comparison of two axes is: interval and evidence, from the author cells of both documents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.inference.cell_covariance import ASSUMED_DESIGN_EFFECT, CellShares
from prodshape.inference.distance_interval import DistanceModel
from prodshape.inference.level_interval import mean_interval, ratio_interval
from prodshape.inference.wasserstein_interval import wasserstein_interval
from prodshape.strict import Strict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from prodshape.fingerprint import AxisFingerprint, CellSources
    from prodshape.inference.same_distribution import Evidence


class Interval(Strict):
    """So many of such intervals hold the truth: 95 %."""

    low: FiniteFloat
    high: FiniteFloat


class Confidence(Strict):
    """How sure the distance of one axis is; everything resamples authors, not messages."""

    distance: Interval = Field(
        description="Of the Jensen-Shannon distance; its low end is 0 where no difference shows."
    )
    p: FiniteFloat = Field(description="Probability of at least this difference if both were the same distribution.")
    p_corrected: FiniteFloat = Field(description="The same, corrected for the number of axes (Holm).")
    design_effect: FiniteFloat = Field(
        description="By how much the variance of the other side is larger than if its messages were independent."
    )
    smallest_visible: FiniteFloat = Field(
        description="The distance that would be told from none with a probability of 80 %, on so many messages and authors."
    )
    unbiased: FiniteFloat | None = Field(
        default=None,
        description="The distance less what noise alone adds to it; null in evaluations of older versions.",
    )
    reference_share: FiniteFloat | None = Field(
        default=None,
        description="How much of the noise comes from the reference, 0 to 1: more messages of the other side do not take it away.",
    )
    effective_cells: FiniteFloat | None = Field(
        default=None,
        description="How many groups of authors of equal size tell as much as those of the side that tells less: 32 of many alike"
        " authors, fewer of few authors or where one writes most; null in evaluations of older versions.",
    )
    intervals: dict[str, Interval] = Field(
        default_factory=dict,
        description="By divergence, of those that the axis has; empty in evaluations of older versions.",
    )


def design_effect(sources: CellSources) -> float:
    """Give the assumed design effect: that of messages without an id, in proportion to their share.

    Example:
        >>> from prodshape.fingerprint import CellSources
        >>> design_effect(CellSources(author=90, conversation=0, key=0, record=30))
        1.25
    """
    messages = sources.author + sources.conversation + sources.key + sources.record
    return 1.0 + (ASSUMED_DESIGN_EFFECT - 1.0) * (sources.record / messages if messages else 0.0)


def counts_by_cell(axis: AxisFingerprint) -> NDArray[np.int64]:
    """The part `cells` of an axis, cells x bins; it must be there."""
    return np.array(axis.cells, dtype=np.int64).reshape(-1, len(axis.bins) + 2)[:, :-2]


def confidence(
    reference: CellShares,
    other: CellShares,
    evidence: Evidence,
    p_corrected: float,
    points: Sequence[float] | None = None,
) -> Confidence:
    """Tell how sure the distance is, beside the evidence that was found together with that of the other axes.

    Args:
        reference: what is compared with.
        other: what is compared, over the same bins.
        evidence: of this axis.
        p_corrected: its probability, corrected over the axes.
        points: one value per bin, if the bins are numbers in order.
    """
    model = DistanceModel.of(reference, other)
    low, high = model.interval()
    distance = Interval(low=math.sqrt(low), high=math.sqrt(high))
    index = DistanceModel.of_index(reference, other).interval()
    intervals = {"jensen_shannon": distance, "population_stability_index": Interval(low=index[0], high=index[1])}
    if points is not None:
        low, high = wasserstein_interval(reference, other, points)
        intervals["wasserstein"] = Interval(low=low, high=high)
    return Confidence(
        distance=distance,
        p=evidence.p,
        p_corrected=p_corrected,
        design_effect=evidence.design_effect,
        smallest_visible=math.sqrt(model.smallest_visible()),
        unbiased=math.sqrt(model.unbiased),
        reference_share=model.reference_share,
        effective_cells=min(reference.cells, other.cells),
        intervals=intervals,
    )


def level_interval(axis: AxisFingerprint, effect: float) -> Interval | None:
    """Give the interval of the number that the axis is read by: its ratio of sums, else the mean of its bins' points."""
    if axis.cells is None or not axis.n:
        return None
    cells = np.array(axis.cells, dtype=np.int64)
    if axis.ratio is not None:
        found = ratio_interval(cells[:, -2], cells[:, -1], effect)
    elif axis.points is not None:
        counts = cells[:, :-2]
        found = mean_interval(counts @ np.array(axis.points), counts.sum(axis=1), effect)
    else:
        return None
    return None if found is None else Interval(low=found[0], high=found[1])
