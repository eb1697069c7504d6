"""The document that says what changed."""

from __future__ import annotations

from pydantic import Field, FiniteFloat

from prodshape.shifts.bins import BinShift
from prodshape.shifts.loudest import Loudest
from prodshape.shifts.together import Together
from prodshape.shifts.words import WordShift
from prodshape.strict import Strict


class AxisShift(Strict):
    """What moved on one axis."""

    bins: list[BinShift] = Field(description="Those that carry most of the divergence, the greatest part first.")
    words: list[WordShift] = Field(description="Entries of its closed list that moved most; empty if it has none.")


class DistanceWithout(Strict):
    """How far apart both sides are on one axis without the loudest cells."""

    distance: FiniteFloat = Field(description="Jensen-Shannon distance.")
    low: FiniteFloat | None = Field(description="Of its 95 % interval.")
    high: FiniteFloat | None
    p_corrected: FiniteFloat | None


class WhatChanged(Strict):
    """What changed between two fingerprints."""

    axes: dict[str, AxisShift] = Field(description="Every comparable axis, the greatest distance first.")
    together: list[Together] = Field(description="Axes that moved in the same messages, from the sample.")
    loudest_reference: Loudest | None = Field(description="Null without cells.")
    loudest_other: Loudest | None
    without_loudest: dict[str, DistanceWithout] | None = Field(
        description="The comparison once more without each largest cell that is warned of; null if none is."
    )
