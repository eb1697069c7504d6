"""The number of messages that a verdict is said to take is the one that it takes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.inference.cell_covariance import CellShares
from prodshape.inference.distance_interval import DistanceModel
from prodshape.inference.messages_needed import messages_needed
from tests.unit.inference.clustered_traffic import Traffic

unit = st.floats(0, 1)


def model(reference: np.ndarray, other: np.ndarray) -> DistanceModel:
    one, two = CellShares.of(reference), CellShares.of(other)
    assert one is not None
    assert two is not None
    return DistanceModel.of(one, two)


def ends(found: DistanceModel) -> tuple[float, float]:
    low, high = found.interval()
    return math.sqrt(low), math.sqrt(high)


@pytest.mark.parametrize(("rate", "tolerance"), [(0.3, 0.05), (0.22, 0.06)], ids=["breach", "within"])
def test_with_so_many_messages_four_of_five_verdicts_are_sure(rate: float, tolerance: float) -> None:
    random = np.random.default_rng(20261126)
    reference = Traffic(80_000, 1, 0.0).yes_or_no(0.2, random)
    first = [model(reference, Traffic(400, 4, 0.1).yes_or_no(rate, random)) for _ in range(100)]
    found = sorted(
        messages_needed(ends(one)[0], math.sqrt(one.unbiased), ends(one)[1], tolerance, fixed=one.reference_share)
        or math.inf
        for one in first
    )
    middle = found[len(found) // 2]
    assert middle > 1
    grown = round(400 * middle / 4) * 4
    then = [model(reference, Traffic(grown, 4, 0.1).yes_or_no(rate, random)) for _ in range(200)]
    sure = np.mean([not (ends(one)[0] <= tolerance <= ends(one)[1]) for one in then])
    assert 0.65 <= sure <= 0.95


@given(unit, unit, unit, unit, unit)
def test_it_is_at_least_the_messages_there_are(a: float, b: float, c: float, tolerance: float, fixed: float) -> None:
    low, estimate, high = sorted((a, b, c))
    found = messages_needed(low, estimate, high, tolerance, fixed=fixed)
    assert found is None or (found >= 1 and math.isfinite(found))
    if not low <= tolerance <= high:
        assert found == 1


@given(st.floats(0, 0.9))
def test_the_side_that_does_not_grow_makes_it_more(fixed: float) -> None:
    alone = messages_needed(0.1, 0.2, 0.3, 0.25)
    beside = messages_needed(0.1, 0.2, 0.3, 0.25, fixed=fixed)
    assert alone is not None
    assert beside is None or beside >= alone - 1e-9
