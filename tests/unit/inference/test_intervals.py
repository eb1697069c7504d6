"""Intervals hold the truth as often as they say, for users who repeat themselves, near zero and far from it."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prodshape.divergences.jensen_shannon import JensenShannon
from prodshape.divergences.wasserstein import Wasserstein
from prodshape.inference.cell_covariance import CellShares
from prodshape.inference.distance_interval import DistanceModel
from prodshape.inference.level_interval import ratio_interval
from prodshape.inference.same_distribution import corrected, same_distribution
from prodshape.inference.wasserstein_interval import wasserstein_interval
from tests.unit.inference.clustered_traffic import Traffic

REPETITIONS = 400
SETTINGS = [Traffic(500, 1, 0.0), Traffic(1000, 5, 0.1), Traffic(5000, 10, 0.3)]
LAW = settings(max_examples=100, deadline=None)
rows = arrays(np.int64, st.tuples(st.just(8), st.integers(1, 6)), elements=st.integers(0, 40) | st.just(0))


def shares(counts: np.ndarray) -> CellShares:
    found = CellShares.of(counts)
    assert found is not None
    return found


def distance(p: float, q: float) -> float:
    return JensenShannon().between([round(1e9 * (1 - p)), round(1e9 * p)], [round(1e9 * (1 - q)), round(1e9 * q)], None)


@pytest.mark.parametrize("traffic", SETTINGS, ids=str)
@pytest.mark.parametrize("rate", [0.2, 0.225, 0.35])
def test_the_distance_is_held(traffic: Traffic, rate: float) -> None:
    random = np.random.default_rng(20261125)
    truth = distance(rate, 0.2) ** 2
    held = 0
    for _ in range(REPETITIONS):
        model = DistanceModel.of(shares(traffic.yes_or_no(0.2, random)), shares(traffic.yes_or_no(rate, random)))
        low, high = model.interval()
        held += low <= truth <= high
    # 95 % within three and a half standard errors of so many repetitions; at no distance at all it may be more.
    assert 0.912 <= held / REPETITIONS <= (1.0 if rate == 0.2 else 0.988)


def test_a_small_difference_is_held_in_the_direction_in_which_users_differ() -> None:
    random = np.random.default_rng(20261126)
    repetitions, shift = 600, 0.0512
    normal = NormalDist()
    below = [[0.0, *(normal.cdf(edge - moved) for edge in np.linspace(-2.2, 2.2, 11)), 1.0] for moved in (0.0, shift)]
    counts = [np.round(1e9 * np.diff(one)).astype(int).tolist() for one in below]
    truth = JensenShannon().between(counts[0], counts[1], None) ** 2
    missed = 0
    for _ in range(repetitions):
        window = shares(Traffic(5000, 20, 0.3).lengths(shift, random))
        missed += DistanceModel.of(shares(Traffic(20_000, 1, 0.0).lengths(0.0, random)), window).interval()[1] < truth
    # 2.5 % within three standard errors; with the slope along the observed difference alone it was 7 %.
    assert missed / repetitions <= 0.044


@pytest.mark.parametrize("traffic", SETTINGS, ids=str)
@pytest.mark.parametrize("rate", [0.2, 0.225, 0.35])
def test_the_other_measures_are_held(traffic: Traffic, rate: float) -> None:
    random = np.random.default_rng(20261125)
    index, area = (rate - 0.2) * (math.log(rate / 0.2) - math.log((1 - rate) / 0.8)), 3.0 * (rate - 0.2)
    held = [0, 0]
    for _ in range(REPETITIONS):
        sides = shares(traffic.yes_or_no(0.2, random)), shares(traffic.yes_or_no(rate, random))
        ends = DistanceModel.of_index(*sides).interval(), wasserstein_interval(*sides, [1.0, 4.0])
        held[0] += ends[0][0] <= index <= ends[0][1]
        held[1] += ends[1][0] <= area <= ends[1][1]
    for share in held:
        assert 0.912 <= share / REPETITIONS <= (1.0 if rate == 0.2 else 0.988)


@pytest.mark.parametrize("traffic", SETTINGS, ids=str)
def test_equal_traffic_is_seldom_told_apart(traffic: Traffic) -> None:
    random = np.random.default_rng(20261125)
    reference = shares(Traffic(80_000, 1, 0.0).yes_or_no(0.2, random))
    pairs = ({"one": (reference, shares(traffic.yes_or_no(0.2, random)))} for _ in range(REPETITIONS))
    found = [same_distribution(pair)["one"].p for pair in pairs]
    assert np.mean(np.array(found) < 0.05) <= 0.088


@pytest.mark.parametrize("n", [500, 20_000])
def test_rare_bins_do_not_raise_false_alarms(n: int) -> None:
    random = np.random.default_rng(20261125)
    rates = 0.3 ** np.arange(12)
    rates /= rates.sum()
    found = []
    for _ in range(REPETITIONS):
        sides = [shares(random.multinomial(m // 32, rates, 32)) for m in (80_000, n)]
        found.append(same_distribution({"one": (sides[0], sides[1])})["one"].p)
    assert np.mean(np.array(found) < 0.05) <= 0.088
    assert np.mean(np.array(found) < 0.00625) <= 0.02


@pytest.mark.parametrize("traffic", SETTINGS, ids=str)
@pytest.mark.parametrize("rate", [0.05, 0.5])
def test_the_ratio_is_held(traffic: Traffic, rate: float) -> None:
    random = np.random.default_rng(20261125)
    held = 0
    for _ in range(REPETITIONS):
        counts = traffic.yes_or_no(rate, random)
        found = ratio_interval(counts[:, 1], counts.sum(axis=1))
        assert found is not None
        held += found[0] <= rate <= found[1]
    assert 0.912 <= held / REPETITIONS <= 0.988


@LAW
@given(rows)
@example(np.array([[0, 1, 0, 0], [0, 0, 0, 1]] + [[0, 0, 0, 0]] * 6))  # two messages: no tail is left out
def test_intervals_are_ordered_whatever_the_counts(counts: np.ndarray) -> None:
    other = counts[:, ::-1]
    one, two = CellShares.of(counts), CellShares.of(other)
    if one is None or two is None:
        return
    model = DistanceModel.of(one, two)
    low, high = model.interval()
    assert 0.0 <= low <= high <= 1.0
    assert low <= model.observed
    assert math.isfinite(model.smallest_visible())
    index = DistanceModel.of_index(one, two)
    low, high = index.interval()
    assert 0.0 <= low <= index.observed
    assert low <= high < math.inf
    points = [float(place**2) for place in range(counts.shape[1])]
    area = Wasserstein().between(counts.sum(axis=0).tolist(), other.sum(axis=0).tolist(), points)
    low, high = wasserstein_interval(one, two, points)
    assert 0.0 <= low <= area + 1e-9
    assert area - 1e-9 <= high < math.inf
    assert 0.0 <= same_distribution({"one": (one, two)})["one"].p <= 1.0
    ratio = ratio_interval(counts[:, 0], counts.sum(axis=1))
    assert ratio is not None
    assert 0.0 <= ratio[0] <= counts[:, 0].sum() / counts.sum() <= ratio[1] <= 1.0


def test_more_messages_of_the_same_kind_narrow_everything() -> None:
    random = np.random.default_rng(1)
    one, two = (Traffic(2000, 2, 0.1).yes_or_no(rate, random) for rate in (0.2, 0.3))
    few, many = (DistanceModel.of(shares(one * k), shares(two * k)) for k in (1, 1))
    assert few == many
    wide = DistanceModel.of(shares(one[:8]), shares(two[:8])).interval()
    narrow = few.interval()
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_one_user_who_writes_most_makes_everything_unsure() -> None:
    random = np.random.default_rng(1)
    reference = shares(Traffic(80_000, 1, 0.0).yes_or_no(0.2, random))
    crowd = Traffic(1000, 2, 0.0).yes_or_no(0.2, random)
    loud = crowd.copy()
    loud[3, 1] += 1000
    assert same_distribution({"one": (reference, shares(loud))})["one"].p > 0.05
    assert shares(loud).cells < 5
    assert DistanceModel.of(reference, shares(loud)).interval()[0] == 0.0


def test_a_stated_design_effect_widens() -> None:
    random = np.random.default_rng(1)
    one, two = (Traffic(2000, 1, 0.0).yes_or_no(rate, random) for rate in (0.2, 0.3))
    plain = DistanceModel.of(shares(one), shares(two)).interval()
    doubled = [CellShares.of(counts, 2.0) for counts in (one, two)]
    assert doubled[0] is not None
    assert doubled[1] is not None
    wide = DistanceModel.of(doubled[0], doubled[1]).interval()
    assert wide[0] < plain[0] < plain[1] < wide[1]


def test_messages_of_one_cell_tell_nothing() -> None:
    assert CellShares.of(np.array([[3, 4], [0, 0]])) is None
    assert ratio_interval(np.array([3, 0]), np.array([7, 0])) is None


def test_nothing_found_on_both_sides_is_not_certainty() -> None:
    counts = np.array([[100, 0]] * 32)
    low, high = DistanceModel.of(shares(counts), shares(counts)).interval()
    assert low == 0.0
    assert high == pytest.approx(1.5 / 3200)


@LAW
@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=8))
def test_correction_keeps_the_order_and_never_helps(found: dict[str, float]) -> None:
    better = corrected(found)
    assert better.keys() == found.keys()
    assert all(better[name] >= found[name] for name in found)
    ranked = sorted(found, key=lambda name: (found[name], name))
    assert [better[name] for name in ranked] == sorted(better.values())
