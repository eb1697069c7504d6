"""Rates are recovered from scores and from labels, and stay between 0 and 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.errors import InputError
from prodshape.prevalence import LEAST_LABELS, DetectorRates, adjusted_count, prior_shift

SHARES = st.floats(0.001, 0.999)
BINS = st.lists(st.tuples(st.integers(0, 10_000), SHARES), min_size=1, max_size=32)


@given(BINS, SHARES)
def test_the_corrected_rate_is_a_share_or_nothing(bins: list[tuple[int, float]], prior: float) -> None:
    counts, posteriors = zip(*bins, strict=True)
    rate = prior_shift(counts, posteriors, prior)
    assert rate is None if not sum(counts) else rate is not None and 0 <= rate <= 1


@given(BINS, SHARES)
def test_it_is_the_fixed_point_of_expectation_maximisation(bins: list[tuple[int, float]], prior: float) -> None:
    counts, posteriors = zip(*bins, strict=True)
    rate = prior_shift(counts, posteriors, prior)
    if rate is None or not 1e-6 < rate < 1 - 1e-6:
        return
    again = 0.0
    for count, one in bins:
        positive, negative = rate / prior * one, (1 - rate) / (1 - prior) * (1 - one)
        again += count * positive / (positive + negative)
    assert again / sum(counts) == pytest.approx(rate, abs=1e-6)


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_shifted_mix_gives_its_own_rate_back(prior: float, rate: float) -> None:
    positive, negative = (0.05, 0.15, 0.8), (0.7, 0.2, 0.1)
    posteriors = [
        prior * one / (prior * one + (1 - prior) * other) for one, other in zip(positive, negative, strict=True)
    ]
    mixed = [
        round(1_000_000 * (rate * one + (1 - rate) * other)) for one, other in zip(positive, negative, strict=True)
    ]
    assert prior_shift(mixed, posteriors, prior) == pytest.approx(rate, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 100), SHARES), min_size=2, max_size=8), SHARES, st.integers(2, 9))
def test_more_of_the_same_changes_nothing(bins: list[tuple[int, float]], prior: float, times: int) -> None:
    counts, posteriors = zip(*bins, strict=True)
    once, often = prior_shift(counts, posteriors, prior), prior_shift([times * n for n in counts], posteriors, prior)
    assert once == often or (once is not None and once == pytest.approx(often, abs=1e-9))


def test_certain_bins_decide_alone() -> None:
    assert prior_shift([75, 25], [0.0, 1.0], 0.5) == pytest.approx(0.25)
    assert prior_shift([10, 0], [0.0, 1.0], 0.5) == 0
    assert prior_shift([0, 10], [0.0, 1.0], 0.5) == 1


@pytest.mark.parametrize(("posteriors", "prior"), [([0.1], 0.5), ([0.1, 1.1], 0.5), ([0.1, 0.9], 0.0)])
def test_what_is_no_probability_is_refused(posteriors: list[float], prior: float) -> None:
    with pytest.raises(ValueError, match=r"posterior|between 0 and 1"):
        prior_shift([1, 1], posteriors, prior)


@given(st.floats(0, 1), st.floats(0.5, 1), st.floats(0, 0.4))
def test_adjusting_undoes_the_errors_of_the_detector(rate: float, hit: float, alarm: float) -> None:
    found = rate * hit + (1 - rate) * alarm
    assert adjusted_count(found, DetectorRates(hit, alarm, 500)) == pytest.approx(rate, abs=1e-9)


def test_too_few_labels_are_refused_and_say_how_many_are_needed() -> None:
    with pytest.raises(InputError, match="200 labels"):
        DetectorRates.of([True] * 50, [True] * 50, "with more than one request")
    with pytest.raises(InputError, match="9 of them multi"):
        DetectorRates.of([False] * LEAST_LABELS, [True] * 9 + [False] * (LEAST_LABELS - 9), "multi")


def test_labels_of_other_texts_are_refused() -> None:
    labels = [True, False] * 150
    with pytest.raises(InputError, match="do not go with these texts"):
        DetectorRates.of([not label for label in labels], labels, "multi")
