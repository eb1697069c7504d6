"""Where two sides stand on an axis, as a person says it: levels with their unit, and the smallest shift that would show."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodshape.comparison import AxisComparison, Side
    from prodshape.fingerprint import AxisFingerprint

_SMALL = 0.01
_Z_LEVEL, _Z_POWER = 1.959964, 0.841621
"""Of a 95 % interval, and of a probability of 80 % to see the shift."""


def standing(name: str, reference: AxisFingerprint, other: AxisFingerprint, sides: tuple[str, str]) -> str:
    """Say in one clause where both sides stand; the other side comes first, as the one that is lived in.

    A ratio of sums is told in percent, a mean in its unit; where there is neither, the bin whose share differs most.

    Args:
        name: of the axis.
        reference: of the first of `sides`.
        other: of the second.
        sides: what people call them, such as "the dataset" and "production".
    """
    here, there = f"in {sides[1]}", f"in {sides[0]}"
    what, _, of = (other.ratio_of or "").partition(" / ")
    moved = _moved_most(reference, other)
    if of and of != "messages" and reference.ratio is not None and other.ratio is not None:
        before, now = reference.ratio.value, other.ratio.value
        # Where kinds are told apart, the ratio may stand still while the kinds change.
        if other.ordered or moved is None or abs((now or 0.0) - (before or 0.0)) >= abs(moved[2] - moved[1]) / 2:
            subject = "" if what == name.replace("_", " ") else f"{what} are "
            return f"{subject}{_percent(now)} of {of} {here}, {_percent(before)} {there}"
    elif reference.mean is not None and other.mean is not None:
        return f"{other.mean:.2f} {other.unit} a message on average {here}, {reference.mean:.2f} {there}"
    if moved is None:
        return ""
    return f"{moved[0]!r} is {_percent(moved[2])} of messages {here}, {_percent(moved[1])} {there}"


def _moved_most(reference: AxisFingerprint, other: AxisFingerprint) -> tuple[str, float, float] | None:
    """The bin whose share differs most, with both shares."""
    if reference.shares is None or other.shares is None:
        return None
    return max(zip(other.bins, reference.shares, other.shares, strict=True), key=lambda item: abs(item[2] - item[1]))


def moved_most(reference: AxisFingerprint, other: AxisFingerprint, sides: tuple[str, str]) -> str:
    """Name the bin whose share differs most, with both shares, for where the level itself stands still."""
    moved = _moved_most(reference, other)
    if moved is None:
        return ""
    return f"{moved[0]!r} is {_percent(moved[2])} in {sides[1]}, {_percent(moved[1])} in {sides[0]}"


def smallest_shift(axis: AxisComparison) -> str | None:
    """Say which shift of the ratio or mean would be told from none with a probability of 80 %; None without intervals.

    (z + z') times the standard error of the difference (Wolter, Introduction to Variance Estimation, 2007), which the intervals of
    both sides tell.
    """
    half = [_half(side) for side in (axis.reference, axis.other)]
    if half[0] is None or half[1] is None:
        return None
    shift = math.hypot(half[0], half[1]) * (_Z_LEVEL + _Z_POWER) / _Z_LEVEL
    if axis.ratio_of and not axis.ratio_of.endswith("/ messages"):
        return f"{100 * shift:.2g} points"
    return f"{shift:.2g} {axis.unit}"


def _half(side: Side) -> float | None:
    return None if side.interval is None else (side.interval.high - side.interval.low) / 2


def _percent(value: float | None) -> str:
    """Write a share, with two digits that say something where it is small."""
    if value is None:
        return "none"
    return f"{value:.1%}" if value == 0 or value >= _SMALL else f"{100 * value:.2g}%"
