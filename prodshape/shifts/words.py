"""Which entries of a closed vocabulary became more or less frequent."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.inference.cell_covariance import ASSUMED_DESIGN_EFFECT
from prodshape.shifts.bins import contributions
from prodshape.strict import Count, Strict

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_ERRORS = 3.0
"""Entries whose frequency moved by fewer standard errors are not told of."""


class WordShift(Strict):
    """One entry on both sides."""

    word: str
    count_reference: Count = Field(description="How often it came.")
    count_other: Count
    per_thousand_reference: FiniteFloat = Field(description="Per 1,000 messages that the axis measured.")
    per_thousand_other: FiniteFloat


def word_shifts(
    reference: Mapping[str, int], other: Mapping[str, int], messages: tuple[int, int], most: int = 5
) -> list[WordShift]:
    """The entries whose frequency moved most, those first that tell both sides apart best.

    Counts of entries have no cells: their variance is taken for that of independent ones times 2.0, the design effect that is
    assumed of messages without ids.

    Args:
        reference: entry to how often it came.
        other: likewise.
        messages: how many were measured, reference and other.
        most: give no more than this.

    Example:
        >>> [shift.word for shift in word_shifts({"asap": 80, "thx": 20}, {"asap": 80, "thx": 90}, (1000, 1000))]
        ['thx']
    """
    found: list[tuple[float, WordShift]] = []
    for word in sorted({*reference, *other}):
        counts = reference.get(word, 0), other.get(word, 0)
        rates = [count / max(1, n) for count, n in zip(counts, messages, strict=True)]
        variance = sum(count / max(1, n) ** 2 for count, n in zip(counts, messages, strict=True))
        if abs(rates[1] - rates[0]) < LEAST_ERRORS * math.sqrt(ASSUMED_DESIGN_EFFECT * variance):
            continue
        shift = WordShift(
            word=word,
            count_reference=counts[0],
            count_other=counts[1],
            per_thousand_reference=1000 * rates[0],
            per_thousand_other=1000 * rates[1],
        )
        found.append((float(contributions(np.array(rates[:1]), np.array(rates[1:]))[0]), shift))
    return [shift for _, shift in sorted(found, key=lambda one: (-one[0], one[1].word))[:most]]
