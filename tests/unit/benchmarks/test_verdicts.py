"""The benchmark of verdicts: the page says what the run said, and truths are those of the real measures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.verdicts.figures import coverage, setting, share_interval
from benchmarks.verdicts.grid import DIVERGENCES, EIGHT, FAR, far, repetition
from benchmarks.verdicts.judged import OUTCOMES, judged, rates
from benchmarks.verdicts.page import PAGE, RESULT, render
from benchmarks.verdicts.population import Traffic, jensen_shannon
from prodshape.divergences import all_divergences

if TYPE_CHECKING:
    from benchmarks.verdicts.grid import Far

MANY = 10**9


def test_the_page_is_made_of_the_figures() -> None:
    result: dict[str, Any] = json.loads(RESULT.read_text("utf-8"))
    assert render(result) == PAGE.read_text("utf-8"), "run make bench-verdicts; the page is not written by hand"


@pytest.mark.parametrize("one", FAR, ids=lambda one: one.feature.name)
def test_truths_are_those_of_the_real_measures(one: Far) -> None:
    origin = next(feature for feature in EIGHT if feature.name == one.kind)
    counts = [np.round(feature.shares * MANY).astype(int).tolist() for feature in (origin, one.feature)]
    for name, truth in one.truths().items():
        assert all_divergences()[name].diverge(counts[0], counts[1], origin.grid.points) == pytest.approx(
            truth, rel=1e-3, abs=1e-4
        )
    assert jensen_shannon(origin.shares, one.feature.shares) == pytest.approx(one.distance, abs=1e-6)


@pytest.mark.parametrize("feature", EIGHT, ids=lambda feature: feature.name)
@pytest.mark.parametrize("icc", [0.0, 0.3])
def test_messages_are_drawn_with_the_stated_shares_and_likeness(feature: Any, icc: float) -> None:
    traffic = Traffic(200_000, 2, icc)
    codes = feature.draw(traffic, np.random.default_rng(1))
    shares = np.bincount(codes, minlength=len(feature.shares)) / traffic.n
    assert shares == pytest.approx(feature.shares, abs=0.006)
    one, two = codes.reshape(-1, 2).T
    # The bins are coarser than the length, so that its likeness is a little less.
    assert np.corrcoef(one, two)[0, 1] == pytest.approx(icc, abs=0.03)


def test_a_small_run_gives_every_figure() -> None:
    traffic = Traffic(500, 5, 0.1)
    seen = {traffic: {"rate 20%": 0.07}}
    runs = [repetition(number, [traffic], seen, same_size=True)[traffic] for number in range(4)]
    found = setting(traffic, "itself", runs, seen[traffic])
    assert 0 <= found["false_alarms"] <= 1
    assert {row["divergence"] for row in coverage([found], authors=100)} == {*DIVERGENCES}
    assert all(row["settings"] == 3 for row in coverage([found], authors=100))
    assert all(sum(found["verdicts"][at].values()) == pytest.approx(1) for at in found["verdicts"])
    assert far("rate 20%", 0.07).feature.name in runs[0]
    assert 0 <= found["visible"]["rate 20%"]["rejected"] <= 1


def test_whole_windows_are_judged_by_a_contract() -> None:
    many, few = Traffic(1000, 1, 0.0), Traffic(500, 20, 0.3)
    runs = [judged(number, [many, few]) for number in range(2)]
    found = rates([many, few], runs)
    assert all(sum(case[name] for name in OUTCOMES) == pytest.approx(1) for row in found for case in row["cases"])
    assert [case["within"] for case in found[0]["cases"]][1:] == [1.0, 0.0, 0.0]
    assert all(case["undecided"] == 1.0 for case in found[1]["cases"]), "25 authors are too few"


@pytest.mark.parametrize(("share", "ends"), [(0.0, (0.0, 0.0095)), (0.05, (0.0326, 0.0759))])
def test_shares_of_repetitions_have_intervals(share: float, ends: tuple[float, float]) -> None:
    assert share_interval(share, 400) == pytest.approx(ends, abs=1e-4)
