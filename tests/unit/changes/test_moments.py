"""The moment of change: found where users changed, and only there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.changes.methods import same_hours
from benchmarks.changes.traffic import PANES_AN_HOUR, Series, Setting, simulate
from prodshape.changes.contrasts import Contrasts
from prodshape.changes.dating import date
from prodshape.changes.detection import LEAST_BEFORE, detect, tail
from prodshape.changes.history import History
from prodshape.changes.rhythm import SLOTS, WEEK, slots, sums_by_slot

SMALL = Setting(days=14, an_hour=300, users=3000)
AT = 240.5


def of(series: list[Series]) -> Series:
    """The yes-or-no axes."""
    return series[0]


def test_a_step_is_found_and_dated() -> None:
    found = simulate(SMALL, np.random.default_rng(5), lambda time, _: np.where(time >= AT, 0.1, 0.0))
    alarms = list(same_hours(of(found["all"])))
    assert [alarm.question for alarm in alarms] == [3]
    assert alarms[0].first <= AT <= alarms[0].last + 1 / PANES_AN_HOUR
    assert 0 < alarms[0].seen - AT < 12
    assert alarms[0].before == pytest.approx(0.2, abs=0.03)
    assert alarms[0].after - alarms[0].before == pytest.approx(0.1, abs=0.04)


def test_one_loud_user_is_no_change_of_the_users() -> None:
    burst = 240, 6, 20_000
    found = simulate(SMALL, np.random.default_rng(5), burst=burst)
    series = of(found["all"])
    share = series.panes[:, 3][2880:2952].sum() / series.panes_n[2880:2952].sum()
    assert share > 0.8, "nearly all messages of these hours are that user's"
    assert list(same_hours(series)) == []


def test_the_rhythm_of_the_day_is_no_change() -> None:
    """Questions asked at night only: the share swings between 0 and 1 every day."""
    cells = np.full((20 * 24, 32), 20)
    yes = cells[:, :, None] * ((np.arange(20 * 24) % 24 < 8).astype(int))[:, None, None]
    history = History(
        Contrasts.of(["no", "yes"], ordered=False),
        0,
        yes.sum(axis=1),
        cells.sum(axis=1),
        yes,
        cells,
        yes[0] * 0,
        cells[0] * 0,
    )
    assert detect(history, tail(1, 1)) is None
    shifted = History(
        history.contrasts,
        0,
        np.roll(history.yes, 3, axis=0),
        history.n,
        history.cells_yes,
        cells,
        yes[0] * 0,
        cells[0] * 0,
    )
    assert detect(shifted, tail(1, 1)) is None, "cells and totals of the last hours differ, days do not"


def test_nothing_is_said_before_there_is_something_to_compare_with() -> None:
    found = simulate(SMALL, np.random.default_rng(6), lambda time, _: np.where(time >= 40, 0.4, 0.0))
    assert detect(of(found["all"]).history(LEAST_BEFORE), tail(19, 1)) is None


@given(st.integers(0, 10**6), st.integers(1, 600), st.sampled_from([100, 1000]))
def test_sums_by_slot_are_those_of_its_hours(first: int, hours: int, before: int) -> None:
    counts = np.arange(2 * hours).reshape(-1, 2)
    expected = np.zeros((SLOTS, 2))
    np.add.at(expected, slots(first + np.arange(hours), before), counts)
    assert (sums_by_slot(first, counts, before) == expected).all()


def test_hours_of_one_slot_are_whole_weeks_or_days_of_one_kind_apart() -> None:
    hours = np.arange(2 * WEEK)
    assert (slots(hours, 2 * WEEK)[:WEEK] == slots(hours, 2 * WEEK)[WEEK:]).all()
    few = slots(hours, 100)
    assert len(set(few.tolist())) == 72
    thursday, friday, saturday, sunday = (set(few[24 * day : 24 * day + 24].tolist()) for day in range(4))
    assert thursday == friday
    assert not thursday & saturday
    assert not saturday & sunday


def test_spans_of_the_moment_hold_the_truth() -> None:
    random = np.random.default_rng(2)
    inside = 0
    for _ in range(400):
        rates = np.where(np.arange(300) < 170, 0.2, 0.26)
        n = random.poisson(40, 300)
        yes = random.binomial(n, rates)
        found = date(yes, n, np.full(300, 0.2), 0.06, 1.0)
        inside += found.first <= 170 <= found.last
    assert inside / 400 >= 0.93


def test_a_false_alarm_is_rarer_the_more_is_watched() -> None:
    assert tail(180, 10) == pytest.approx(tail(180, 1) / 10)
    assert tail(0, 0) == tail(1, 1)
