"""Design effects that axes learn from one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import digamma, polygamma

from prodshape.inference import moderated_effects
from prodshape.inference.moderated_effects import moderated

positive = st.floats(0.05, 500.0)


@given(positive)
def test_the_functions_are_scipys(x: float) -> None:
    assert moderated_effects._digamma(x) == pytest.approx(float(digamma(x)), abs=1e-8)
    assert moderated_effects._trigamma(x) == pytest.approx(float(polygamma(1, x)), rel=1e-7)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.floats(0.01, 100.0), st.floats(0.5, 400.0)), max_size=30))
def test_they_are_drawn_towards_one_centre(effects: list[tuple[float, float]]) -> None:
    drawn = moderated(effects)
    assert len(drawn) == len(effects)
    assert all(df >= before for (_, df), (_, before) in zip(drawn, effects, strict=True))
    if len(effects) < 3:
        assert drawn == effects
        return
    pulls = [(value - before) / (df - was) for (value, df), (before, was) in zip(drawn, effects, strict=True)]
    assert np.isfinite(pulls).all()


def test_what_differs_by_chance_differs_less() -> None:
    random = np.random.default_rng(1)
    raw = random.chisquare(31, 40) / 31
    drawn = np.array([value for value, _ in moderated([(float(one), 31.0) for one in raw])])
    assert np.std(drawn) < np.std(raw) / 4
    assert np.mean(drawn) == pytest.approx(1, abs=0.1)


def test_where_authors_repeat_themselves_axes_are_not_taken_for_alike() -> None:
    random = np.random.default_rng(1)
    raw = 2 * random.chisquare(31, 40) / 31
    drawn = np.array([value for value, _ in moderated([(float(one), 31.0) for one in raw])])
    assert np.std(drawn) > np.std(raw) * 0.7


def test_what_truly_differs_stays() -> None:
    raw = [(1.0, 31.0), (20.0, 31.0), (0.05, 31.0), (400.0, 31.0)]
    assert [round(value) for value, _ in moderated(raw)] == pytest.approx([one for one, _ in raw], rel=0.3, abs=1.5)
