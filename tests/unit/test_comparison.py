from __future__ import annotations

import re
from typing import Any

import pytest

from prodshape.comparison import Comparison, compare
from prodshape.divergences import all_divergences
from prodshape.fingerprint import AxisFingerprint, CellSources, Fingerprint, Ratio


def axis(counts: list[int], **more: Any) -> AxisFingerprint:
    n, bins = sum(counts), len(counts)
    fields: dict[str, Any] = {
        "version": 1,
        "digest": "abc",
        "unit": "faults",
        "ratio_of": "faults / words",
        "per_message": True,
        "bins": [str(place) for place in range(bins)],
        "edges": [float(place) for place in range(bins - 1)],
        "points": [float(place) for place in range(bins)],
        "ordered": True,
        "n": n,
        "not_measured": 0,
        "since": None,
        "counts": counts,
        "shares": [count / n for count in counts] if n else None,
        "mean": 0.5,
        "mean_from": "points",
        "ratio": Ratio(numerator=1, denominator=8, value=0.125),
        "quantiles": None,
    }
    return AxisFingerprint(**fields | more)


def document(kind: Any = "production", mark: str = "0", **axes: AxisFingerprint) -> Fingerprint:
    return Fingerprint(
        kind=kind,
        stream=None,
        digest="sha256:" + 64 * mark,
        messages=100,
        authors=None,
        cell_sources=CellSources(author=0, conversation=0, key=0, record=100),
        axes=axes,
    )


def category(counts: list[int]) -> AxisFingerprint:
    return axis(counts, edges=None, points=None, ordered=False)


def test_each_axis_gets_every_divergence_both_ns_and_both_means() -> None:
    found = compare(document(faults=axis([90, 10])), document(mark="1", faults=axis([25, 25], mean=0.9)))
    faults = found.axes["faults"]
    assert (found.reference[-1], found.other[-1], found.comparable, found.reason) == ("0", "1", True, None)
    assert (faults.n_reference, faults.n, faults.reference.mean, faults.other.mean) == (100, 50, 0.5, 0.9)
    assert (faults.unit, faults.ratio_of, faults.reference.ratio) == ("faults", "faults / words", 0.125)
    assert faults.values == {
        name: one.diverge([90, 10], [25, 25], [0.0, 1.0]) for name, one in all_divergences().items()
    }
    assert faults.values["wasserstein"] == pytest.approx(0.4)


@pytest.mark.parametrize("points", [None, [0.0, 1.0]])
def test_bins_without_order_have_no_earth_to_move(points: list[float] | None) -> None:
    one, other = (axis(counts, edges=None, points=points, ordered=False) for counts in ([1, 3], [3, 1]))
    values = compare(document(x=one), document(x=other)).axes["x"].values
    assert values["wasserstein"] is None
    assert values["jensen_shannon"] is not None
    assert values["population_stability_index"] is not None


@pytest.mark.parametrize("bins", [["none", "de+en"], ["none", "en+es", "es+pt"], ["en+es", "none"]])
def test_categories_of_unlike_languages_get_a_reason_that_says_so(bins: list[str]) -> None:
    one = category([9, 1]).model_copy(update={"bins": ["none", "en+es"]})
    two = category([1] * len(bins)).model_copy(update={"bins": bins})
    found = compare(document(x=one, same=axis([1, 1])), document(x=two, same=axis([1, 1]))).axes
    assert (found["x"].comparable, found["x"].values, found["same"].comparable) == (False, {}, True)
    assert re.search(
        r"where the reference has .*, the other has .*`languages` of the stream, or --languages",
        found["x"].reason or "",
    )


def test_equal_documents_are_at_zero() -> None:
    one = document(faults=axis([90, 10]), casing=category([4, 5]))
    assert {value for found in compare(one, one).axes.values() for value in found.values.values()} == {0.0, None}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (axis([25, 25], version=2), "version 1 in the reference, 2 in the other"),
        (axis([25, 25], digest="xyz"), "bins or words .* not the same"),
        (axis([25, 20, 5]), "bins or words .* not the same"),
        (axis([25, 25], edges=[0.5]), "bins or words .* not the same"),
        (axis([25, 25], bins=["no", "yes"]), "bins or words .* not the same"),
        (axis([0, 0]), "other fingerprint has no message"),
        (None, "other fingerprint was measured without this axis"),
    ],
)
def test_what_is_unlike_gets_a_reason_and_no_number_for_that_axis_only(
    other: AxisFingerprint | None, reason: str
) -> None:
    axes: dict[str, Any] = {} if other is None else {"faults": other}
    found = compare(document(faults=axis([90, 10]), same=axis([1, 1])), document(**axes, same=axis([1, 1])))
    faults = found.axes["faults"]
    assert (faults.comparable, faults.values) == (False, {})
    assert re.search(reason, faults.reason or "")
    assert found.axes["same"].comparable
    assert (found.comparable, found.reason) == (True, None)


def test_an_empty_reference_is_named_as_such() -> None:
    found = compare(document(faults=axis([0, 0])), document(faults=axis([1, 1])))
    assert "reference has no message" in (found.axes["faults"].reason or "")
    assert not found.comparable
    assert "None of the 1 axes is comparable: The reference has no message" in (found.reason or "")


def test_documents_without_axes_say_why_nothing_is_compared() -> None:
    found = compare(document(), document())
    assert (found.comparable, found.reason) == (False, "Neither fingerprint has an axis: nothing was measured.")


def test_the_greatest_shift_comes_first() -> None:
    one = document(a=axis([90, 10]), b=axis([90, 10]), c=axis([90, 10]), d=axis([0, 0]))
    other = document(a=axis([80, 20]), b=axis([10, 90]), c=axis([90, 10]), d=axis([0, 0]))
    assert [name for name, _ in compare(one, other).ranked()] == ["b", "a", "c"]


def test_a_comparison_goes_through_json() -> None:
    found = compare(document(faults=axis([90, 10])), document(faults=axis([5, 5]), x=category([1])))
    assert Comparison.model_validate_json(found.model_dump_json()) == found
