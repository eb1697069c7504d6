"""Every tail beside SciPy's, over the whole range that is used."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from prodshape.inference.tail_probabilities import chi_squared_above, f_above, normal_above, student_quantile

LAW = settings(max_examples=300, deadline=None)
share = st.floats(0.0005, 0.9995)
freedom = st.floats(0.3, 500.0)


@LAW
@given(share, freedom, st.just(0.0) | st.floats(1e-3, 2000.0))
def test_chi_squared(level: float, df: float, shift: float) -> None:
    found = stats.ncx2(df, shift) if shift else stats.chi2(df)
    x = float(found.ppf(level))
    assert chi_squared_above(x, df, shift) == pytest.approx(float(found.sf(x)), abs=1e-9)


@LAW
@given(share, freedom, st.floats(1.0, 5000.0))
def test_f(level: float, df1: float, df2: float) -> None:
    x = float(stats.f.ppf(level, df1, df2))
    assert f_above(x, df1, df2) == pytest.approx(float(stats.f.sf(x, df1, df2)), abs=1e-9)


@LAW
@given(share, st.floats(1.0, 1e6))
def test_student(level: float, df: float) -> None:
    assert student_quantile(level, df) == pytest.approx(float(stats.t.ppf(level, df)), rel=1e-5, abs=1e-7)


@LAW
@given(st.floats(-38, 38))
def test_normal(x: float) -> None:
    assert normal_above(x) == pytest.approx(float(stats.norm.sf(x)), rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("x", [-1.0, 0.0])
def test_nothing_is_below_zero(x: float) -> None:
    assert chi_squared_above(x, 2.0) == chi_squared_above(x, 2.0, 3.0) == f_above(x, 2.0, 30.0) == 1.0


def test_the_far_tail_of_f_keeps_its_digits() -> None:
    assert f_above(80.0, 5.0, 150.0) == pytest.approx(float(stats.f.sf(80.0, 5.0, 150.0)), rel=1e-8)
