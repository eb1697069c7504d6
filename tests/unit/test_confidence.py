"""What is said of how sure a distance is, today and in evaluations that were stored before."""

from __future__ import annotations

import numpy as np
import pytest

from prodshape.confidence import Confidence, confidence
from prodshape.inference.cell_covariance import CellShares
from prodshape.inference.same_distribution import Evidence

STORED = '{"distance":{"low":0.0,"high":0.05},"p":0.4,"p_corrected":1.0,"design_effect":1.2,"smallest_visible":0.04}'


def told(counts: np.ndarray, points: list[float] | None) -> Confidence:
    reference, other = CellShares.of(np.array([[50, 30, 20]] * 16 + [[40, 40, 20]] * 16)), CellShares.of(counts)
    assert reference is not None
    assert other is not None
    return confidence(reference, other, Evidence(0.5, 1.0), 1.0, points)


def test_what_an_older_version_stored_is_read() -> None:
    found = Confidence.model_validate_json(STORED)
    assert (found.unbiased, found.reference_share, found.effective_cells, found.intervals) == (None, None, None, {})
    assert Confidence.model_validate_json(found.model_dump_json()) == found


def test_every_divergence_that_the_axis_has_is_bounded() -> None:
    counts = np.array([[40, 30, 30]] * 16 + [[30, 40, 30]] * 16)
    assert {*told(counts, None).intervals} == {"jensen_shannon", "population_stability_index"}
    numbers = told(counts, [0.0, 1.0, 5.0])
    assert {*numbers.intervals} == {"jensen_shannon", "population_stability_index", "wasserstein"}
    assert numbers.intervals["jensen_shannon"] == numbers.distance
    # A tenth moves from the ends to the middle, or beyond: 10 % over the four points between the second and the third.
    assert numbers.intervals["wasserstein"].low < 0.5 < numbers.intervals["wasserstein"].high


def test_one_author_who_writes_most_leaves_few_effective_cells() -> None:
    even = np.array([[50, 30, 20]] * 32)
    loud = even.copy()
    loud[0] *= 32
    assert told(even, None).effective_cells == pytest.approx(32)
    found = told(loud, None).effective_cells
    assert found is not None
    assert 1 < found < 4
