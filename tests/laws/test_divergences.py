"""What holds for every divergence that is registered, and each one against a second way of computing it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.divergences import all_divergences
from prodshape.divergences.jensen_shannon import JensenShannon

if TYPE_CHECKING:
    from prodshape.divergences.base import Divergence

LAW = settings(max_examples=100, deadline=None)
ALL = list(all_divergences().values())
every = pytest.mark.parametrize("divergence", ALL, ids=lambda divergence: divergence.name)

Counts = list[int]
count = st.integers(0, 10**9) | st.integers(0, 3)


def rows(sides: int) -> st.SearchStrategy[tuple[Counts, ...]]:
    """Rows of counts over the same bins, none of them empty."""
    return st.integers(1, 12).flatmap(
        lambda bins: st.tuples(*[st.lists(count, min_size=bins, max_size=bins).filter(any)] * sides)
    )


def points(bins: int) -> list[float]:
    return [float(place**2) for place in range(bins)]


def measure(divergence: Divergence, p: Counts, q: Counts) -> float:
    found = divergence.diverge(p, q, points(len(p)))
    assert found is not None
    return found


@every
@LAW
@given(rows(1))
def test_nothing_diverges_from_itself(divergence: Divergence, sides: tuple[Counts]) -> None:
    assert measure(divergence, sides[0], sides[0]) == 0.0


@every
@LAW
@given(rows(2))
def test_it_is_a_number_from_zero_to_its_bound(divergence: Divergence, sides: tuple[Counts, Counts]) -> None:
    found = measure(divergence, *sides)
    assert 0.0 <= found <= (divergence.bound or math.inf)
    assert math.isfinite(found)


@every
@LAW
@given(rows(2))
def test_symmetry_is_as_declared(divergence: Divergence, sides: tuple[Counts, Counts]) -> None:
    p, q = sides
    if divergence.symmetric:
        assert measure(divergence, p, q) == pytest.approx(measure(divergence, q, p), rel=1e-12, abs=1e-15)


@every
@LAW
@given(rows(1), st.integers(2, 1_000))
def test_only_shares_matter_but_for_the_stated_smoothing(
    divergence: Divergence, sides: tuple[Counts], times: int
) -> None:
    p = sides[0]
    found = measure(divergence, p, [times * one for one in p])
    # Half a message per bin is all that the population stability index adds.
    assert found <= (len(p) ** 2 / sum(p) if divergence.name == "population_stability_index" else 0.0)


@every
@LAW
@given(rows(2).filter(lambda sides: len(sides[0]) > 1))
def test_moving_everything_to_the_far_end_is_seen(divergence: Divergence, sides: tuple[Counts, Counts]) -> None:
    bins = len(sides[0])
    near, far = [100, *[0] * (bins - 1)], [*[0] * (bins - 1), 100]
    assert measure(divergence, near, far) >= measure(divergence, near, near) + 0.1
    assert measure(divergence, near, far) >= measure(divergence, near, [50, *[0] * (bins - 2), 50])


@every
def test_no_counts_give_no_number(divergence: Divergence) -> None:
    assert divergence.diverge([0, 0], [1, 2], [0.0, 1.0]) is None
    assert divergence.diverge([1, 2], [0, 0], [0.0, 1.0]) is None
    assert divergence.diverge([], [], []) is None


@every
def test_without_points_only_those_that_need_them_give_no_number(divergence: Divergence) -> None:
    assert (divergence.diverge([1, 2], [2, 1], None) is None) == divergence.needs_points


@every
def test_unlike_bins_are_refused(divergence: Divergence) -> None:
    with pytest.raises(ValueError, match="got 2 and 3"):
        divergence.diverge([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="not negative"):
        divergence.diverge([1, -2], [1, 2])


@every
def test_it_says_what_it_is(divergence: Divergence) -> None:
    assert divergence.title
    assert (divergence.unit is None) == divergence.needs_points


@LAW
@given(rows(3))
def test_jensen_shannon_is_a_metric(sides: tuple[Counts, Counts, Counts]) -> None:
    p, q, r = sides
    distance = JensenShannon()
    assert measure(distance, p, r) <= measure(distance, p, q) + measure(distance, q, r) + 1e-9


@LAW
@given(rows(2))
def test_jensen_shannon_from_entropies(sides: tuple[Counts, Counts]) -> None:
    def entropy(shares: list[float]) -> float:
        return -math.fsum(share * math.log2(share) for share in shares if share)

    p, q = ([one / sum(side) for one in side] for side in sides)
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    wanted = entropy(middle) - (entropy(p) + entropy(q)) / 2
    assert measure(JensenShannon(), *sides) ** 2 == pytest.approx(wanted, abs=1e-12)


@LAW
@given(rows(2))
def test_population_stability_index_as_two_relative_entropies(sides: tuple[Counts, Counts]) -> None:
    bins = len(sides[0])
    p, q = ([(one + 0.5) / (sum(side) + bins / 2) for one in side] for side in sides)
    wanted = math.fsum(a * math.log(a / b) for a, b in zip(p, q, strict=True))
    wanted += math.fsum(b * math.log(b / a) for a, b in zip(p, q, strict=True))
    found = measure(all_divergences()["population_stability_index"], *sides)
    assert found == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@LAW
@given(
    st.integers(1, 5).flatmap(
        lambda bins: st.tuples(*[st.lists(st.integers(0, 6), min_size=bins, max_size=bins).filter(any)] * 2)
    )
)
def test_wasserstein_as_the_mean_distance_of_sorted_pairs(sides: tuple[Counts, Counts]) -> None:
    places = points(len(sides[0]))
    # Each side repeated as often as the other has messages: then sorted messages pair up one to one.
    p, q = (
        [point for point, one in zip(places, side, strict=True) for _ in range(one * sum(other))]
        for side, other in (sides, sides[::-1])
    )
    wanted = math.fsum(abs(a - b) for a, b in zip(p, q, strict=True)) / len(p)
    assert measure(all_divergences()["wasserstein"], *sides) == pytest.approx(wanted, abs=1e-12)
