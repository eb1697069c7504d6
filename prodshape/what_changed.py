"""What changed between two fingerprints, in short: for the command, the service and whoever asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.comparison import compare
from prodshape.shifts.bins import bin_shifts
from prodshape.shifts.loudest import loudest, without_cell
from prodshape.shifts.models import AxisShift, DistanceWithout, WhatChanged
from prodshape.shifts.together import moved_together
from prodshape.shifts.words import word_shifts

if TYPE_CHECKING:
    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.fingerprint import Fingerprint

MOST_BINS = 3
MOST_AXES = 8
"""Axes that are looked at in pairs, those that moved most."""

LEAST_DISTANCE = 0.05
LEAST_EVIDENCE = 0.05


def what_changed(reference: Fingerprint, other: Fingerprint, found: Comparison) -> WhatChanged:
    """Name the bins and words that moved on every comparable axis, the axes that moved together, and a loud user.

    Args:
        reference: what is compared with.
        other: what is compared.
        found: their comparison.
    """
    moved = [name for name, axis in found.ranked() if has_moved(axis)]
    sides = without_loudest(reference, other)
    again = None if sides is None else compare(*sides)
    return WhatChanged(
        axes={name: axis_shift(reference, other, name) for name, _ in found.ranked()},
        together=moved_together(reference, other, moved[:MOST_AXES]),
        loudest_reference=loudest(reference),
        loudest_other=loudest(other),
        without_loudest=None if again is None else {name: _distance(axis) for name, axis in again.ranked()},
    )


def without_loudest(reference: Fingerprint, other: Fingerprint) -> tuple[Fingerprint, Fingerprint] | None:
    """Both sides without their largest author cell, where it is warned of; None if it is on neither side."""
    loud = [loudest(side) for side in (reference, other)]
    if all(each is None or each.warning is None for each in loud):
        return None
    first, second = (
        side if each is None or each.warning is None else without_cell(side, each.cell)
        for side, each in zip((reference, other), loud, strict=True)
    )
    return first, second


def has_moved(axis: AxisComparison) -> bool:
    """Whether an axis moved by enough, and surely: a distance of .05, and a corrected p-value below .05 where there is one."""
    sure = axis.confidence is None or axis.confidence.p_corrected < LEAST_EVIDENCE
    return axis.comparable and sure and (axis.values["jensen_shannon"] or 0.0) >= LEAST_DISTANCE


def axis_shift(reference: Fingerprint, other: Fingerprint, name: str) -> AxisShift:
    """The bins and words of one axis that moved most; the axis must be comparable."""
    before, after = reference.axes[name], other.axes[name]
    words = (reference.vocabulary or {}).get(name, {}), (other.vocabulary or {}).get(name, {})
    known = reference.vocabulary is not None and other.vocabulary is not None
    return AxisShift(
        bins=bin_shifts(before, after)[:MOST_BINS],
        words=word_shifts(*words, (before.n, after.n)) if known else [],
    )


def _distance(axis: AxisComparison) -> DistanceWithout:
    sure = axis.confidence
    return DistanceWithout(
        distance=axis.values["jensen_shannon"] or 0.0,
        low=None if sure is None else sure.distance.low,
        high=None if sure is None else sure.distance.high,
        p_corrected=None if sure is None else sure.p_corrected,
    )
