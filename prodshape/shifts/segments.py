"""Which segments carry the change of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.strict import Strict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.fingerprint import AxisFingerprint


class SegmentPart(Strict):
    """What one segment has to do with the change of an axis; within and mix of all segments add up to 1."""

    segment: str
    within: FiniteFloat = Field(description="Part that comes from other messages in this segment.")
    mix: FiniteFloat = Field(description="Part that comes from more or fewer messages in this segment.")


def segment_parts(reference: Mapping[str, AxisFingerprint], other: Mapping[str, AxisFingerprint]) -> list[SegmentPart]:
    """Share the change of the whole out over its segments, the greatest part first; none if nothing changed.

    The shift of each bin's share is split exactly into what segments changed and what their sizes did (Kitagawa, JASA 1955); the
    bins are weighed as the divergence weighs them near zero, by shift / mean share. A part may be below 0: it goes the other way.

    Args:
        reference: an axis by segment, without the sum `all`.
        other: likewise; a segment that is missing on one side is all mix.
    """
    names = sorted({*reference, *other})
    one = next(iter({**reference, **other}.values()), None)
    if one is None or any(axis.bins != one.bins for axis in (*reference.values(), *other.values())):
        return []
    counts = [
        np.array([side[name].counts if name in side else [0] * len(one.bins) for name in names], np.float64)
        for side in (reference, other)
    ]
    if not counts[0].sum() or not counts[1].sum():
        return []
    sizes = [side.sum(axis=1) for side in counts]
    shares = [side / np.maximum(1, size)[:, None] for side, size in zip(counts, sizes, strict=True)]
    for mine, theirs, size in ((0, 1, sizes[0]), (1, 0, sizes[1])):
        shares[mine] = np.where(size[:, None] > 0, shares[mine], shares[theirs])
    weights = [size / size.sum() for size in sizes]
    whole = [weight @ share for weight, share in zip(weights, shares, strict=True)]
    shift, middle = whole[1] - whole[0], (whole[0] + whole[1]) / 2
    weigh = shift / np.where(middle > 0, middle, 1.0)
    total = float(weigh @ shift)
    if total <= 0:
        return []
    within = ((weights[0] + weights[1]) / 2)[:, None] * (shares[1] - shares[0]) @ weigh / total
    mix = (weights[1] - weights[0])[:, None] * ((shares[0] + shares[1]) / 2 - middle) @ weigh / total
    parts = [
        SegmentPart(segment=name, within=float(within[place]), mix=float(mix[place]))
        for place, name in enumerate(names)
    ]
    return sorted(parts, key=lambda part: (-(part.within + part.mix), part.segment))
