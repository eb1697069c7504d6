"""A scrape stays small, and the same input always loses the same series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from service.gauges import MOST_SERIES, Family, capped, metrics

if TYPE_CHECKING:
    import random

Rows = list[tuple[tuple[str, ...], float]]


def families(streams: int, segments: int, axes: int) -> list[Family]:
    divergence = Family("prodshape_divergence_ratio", "Distance.", ("stream", "segment", "axis", "kind"))
    version = Family("prodshape_fingerprint_version", "Version.", ("stream",))
    for s in range(streams):
        version.add(f"s{s}", value=1)
        for segment in ["all", *(f"g{g:02}" for g in range(segments))]:
            for axis in range(axes):
                for kind in ("mismatch", "drift"):
                    divergence.add(f"s{s}", segment, f"a{axis}", kind, value=0.5)
    return [divergence, version]


def count(found: list[Family]) -> int:
    return sum(len(family.rows) for family in found)


def test_what_fits_is_left_alone() -> None:
    given_families = families(1, 21, 25)
    kept, dropped = capped(given_families)
    assert (kept, dropped) == (given_families, 0)


def test_segments_go_first_and_whole() -> None:
    kept, dropped = capped(families(10, 21, 25))
    assert count(kept) <= MOST_SERIES
    assert count(kept) + dropped == count(families(10, 21, 25))
    left = {labels[:2] for labels, _ in kept[0].rows}
    assert {(f"s{s}", "all") for s in range(10)} <= left
    sizes = {group: sum(labels[:2] == group for labels, _ in kept[0].rows) for group in left}
    assert set(sizes.values()) == {50}
    assert len(kept[1].rows) == 10


def test_streams_go_last() -> None:
    kept, dropped = capped(families(200, 0, 25))
    assert count(kept) <= MOST_SERIES
    assert dropped > 0
    assert ("s0", "all") in {labels[:2] for labels, _ in kept[0].rows}


@given(st.integers(0, 4), st.integers(0, 5), st.integers(0, 3), st.integers(0, 60), st.randoms())
def test_the_cap_holds_and_order_does_not_matter(
    streams: int, segments: int, axes: int, most: int, order: random.Random
) -> None:
    given_families = families(streams, segments, axes)
    kept, dropped = capped(given_families, most=most)
    assert count(kept) <= most or dropped == 0
    assert count(kept) + dropped == count(given_families)
    for family in given_families:
        order.shuffle(family.rows)
    again, _ = capped(given_families, most=most)
    assert [sorted(family.rows) for family in again] == [sorted(family.rows) for family in kept]


def test_where_there_is_no_number_there_is_no_gauge() -> None:
    family = Family("x", "X.", ("axis",))
    family.add("typos", value=None)
    assert list(metrics([family])) == []
    family.add("emoji", value=0.0)
    [metric] = metrics([family])
    assert [(sample.labels, sample.value) for sample in metric.samples] == [({"axis": "emoji"}, 0.0)]
