"""What changed, in lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodshape.shifts.models import DistanceWithout, WhatChanged

MOST_AXES, MOST_PAIRS = 5, 3


def lines(found: WhatChanged) -> list[str]:
    """A line per axis whose words moved, per pair that moved together, and what is to be known of a loud user.

    Example:
        >>> from prodshape.shifts.models import AxisShift, WhatChanged
        >>> from prodshape.shifts.words import WordShift
        >>> thx = WordShift(word="thx", count_reference=2, count_other=90, per_thousand_reference=2, per_thousand_other=90)
        >>> axes = {"abbreviations": AxisShift(bins=[], words=[thx])}
        >>> parts = dict(together=[], loudest_reference=None, loudest_other=None, without_loudest=None)
        >>> lines(WhatChanged(axes=axes, **parts))
        ['abbreviations, in 1,000 messages: thx 2.0 -> 90.0 (2 and 90 in all)']
    """
    told = [
        f"{name}, in 1,000 messages: "
        + "; ".join(
            f"{word.word} {word.per_thousand_reference:.1f} -> {word.per_thousand_other:.1f}"
            f" ({word.count_reference:,} and {word.count_other:,} in all)"
            for word in axis.words
        )
        for name, axis in found.axes.items()
        if axis.words
    ][:MOST_AXES]
    for pair in found.together[:MOST_PAIRS]:
        before = "" if pair.share_reference is None else f", {pair.share_reference:.0%} in the reference"
        told.append(
            f"{pair.axes[0]} and {pair.axes[1]} moved in the same messages: {pair.share:.0%} of them gained on both{before}; "
            f"{pair.lift:.1f} times as many as by chance (phi {pair.correlation:.2f})"
        )
    sides = (("reference", found.loudest_reference), ("other", found.loudest_other))
    loud = [f"{side}: {each.warning}" for side, each in sides if each is not None and each.warning is not None]
    told += loud
    if found.without_loudest:
        without = [f"{name} {_told(axis)}" for name, axis in found.without_loudest.items()][:MOST_AXES]
        told.append(f"Without the loudest group: {', '.join(without)}.")
    return told


def _told(axis: DistanceWithout) -> str:
    interval = "" if axis.low is None or axis.high is None else f" ({axis.low:.3f} to {axis.high:.3f})"
    return f"{axis.distance:.3f}{interval}"
