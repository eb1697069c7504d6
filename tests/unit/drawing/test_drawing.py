from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.drawing.bars import Series, bars
from prodshape.drawing.scale import scale

SHARE = st.floats(0, 1)


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own text


@pytest.mark.parametrize("dataset", [None, [0.0, 0.5, 0.5]])
def test_bars_are_an_image_with_a_description(dataset: list[float] | None) -> None:
    series = [Series("production", "production", [0.5, 0.5, 0.0])]
    series += [] if dataset is None else [Series("dataset", "dataset", dataset)]
    image = drawn(bars("typos", ["0", "1", "2+"], series))
    assert image.get("role") == "img"
    assert image.findtext("title") == "typos"
    described = image.findtext("desc") or ""
    assert "0 50 %" in described
    assert ("dataset" in described) == (dataset is not None)
    widths = [float(box.get("width", "nan")) for box in image.findall("rect")]
    assert all(0 <= width <= 360 for width in widths)
    assert len(widths) == (3 if dataset is None else 6)


def test_many_bins_are_the_largest_and_the_rest() -> None:
    names = [f"b{i}" for i in range(40)]
    shares = [i / 780 for i in range(40)]
    image = drawn(bars("language", names, [Series("production", "production", shares, [(0.0, 0.1)] * 40)]))
    described = image.findtext("desc") or ""
    assert "b39" in described
    assert "b1 " not in described
    assert "29 more" in described
    assert len(image.findall("rect")) == 12
    assert len(image.findall("path")) == 11, "the sum of the rest has no interval"


def test_a_rest_without_messages_is_not_drawn() -> None:
    shares = [0.5, 0.5] + [0.0] * 20
    image = drawn(bars("language", [f"b{i}" for i in range(22)], [Series("production", "production", shares)]))
    assert "more" not in (image.findtext("desc") or "")


def test_nothing_measured_is_no_bar_and_no_error() -> None:
    series = [Series("production", "production", [0.0, 0.0]), Series("dataset", "dataset", [0.0, 0.0])]
    image = drawn(bars("typos", ["0", "1"], series))
    assert {box.get("width") for box in image.findall("rect")} == {"0.0"}


@given(st.lists(st.tuples(SHARE, SHARE, SHARE).map(sorted), min_size=1, max_size=11))
def test_whiskers_stay_in_the_image_and_around_the_end_of_their_bar(bins: list[list[float]]) -> None:
    series = [Series("production", "production", [one[1] for one in bins], [(one[0], one[2]) for one in bins])]
    image = drawn(bars("typos", [str(place) for place in range(len(bins))], series))
    for box, whisker in zip(image.findall("rect"), image.findall("path"), strict=True):
        start, _, rest = (whisker.get("d") or "").partition("H")
        low, high = float(start.removeprefix("M").split()[0]), float(rest.split("M")[0])
        end = 96 + float(box.get("width", "nan"))
        assert 96 <= low <= end + 0.2
        assert end - 0.2 <= high <= 360


@given(st.tuples(SHARE, SHARE, SHARE).map(sorted), st.floats(0.001, 1))
def test_a_distance_lies_right_of_the_tolerance_exactly_if_it_is_greater(ends: list[float], tolerance: float) -> None:
    image = drawn(scale("typos", ends[1], (ends[0], ends[2]), tolerance))
    dot, line = image.find("circle"), image.find("path[@class='tolerance']")
    assert dot is not None
    assert line is not None
    x, edge = float(dot.get("cx", "nan")), float((line.get("d") or "").removeprefix("M").split()[0])
    assert 10 <= x <= 350
    assert 10 <= edge <= 350
    if abs(ends[1] - tolerance) > 0.001:
        assert (x > edge) == (ends[1] > tolerance)
    assert (
        f"tolerance {tolerance:g}, distance {ends[1]:.3f}, 95 % sure {ends[0]:.3f} to {ends[2]:.3f}"
        == image.findtext("desc")
    )
