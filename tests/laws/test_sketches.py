"""Our sketches against River's own, fed one by one."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from river import sketch

from prodshape.keys import CELLS
from prodshape.sketches import authors
from prodshape.sketches.authors import REGISTERS, AuthorSketch
from prodshape.sketches.change import changes
from prodshape.sketches.grid_sketch import GridSketch
from prodshape.sketches.hints import Hints
from tests import measured
from tests.measured import SOFTWARE, Message, messages

LAW = settings(max_examples=60, deadline=None)

POINTS = st.lists(st.integers(-50, 5_000).map(lambda n: n / 8), min_size=1, max_size=20, unique=True).map(sorted)
COUNTS = st.lists(st.integers(0, 30), min_size=20, max_size=20)
IDS = st.lists(st.integers(0, 2**64 - 1), max_size=60)


def river_histogram(bins: int) -> Any:
    """Make River's own histogram; River types it only in part."""
    make: Any = sketch.Histogram
    return make(max_bins=bins)


def one_by_one(points: list[float], counts: list[int], seed: int = 0) -> Any:
    """Feed River's own histogram, in a random order."""
    values = [point for point, count in zip(points, counts, strict=False) for _ in range(count)]
    random.Random(seed).shuffle(values)
    made = river_histogram(len(points))
    for value in values:
        made.update(value)
    return made


def alike(view: GridSketch, river: Any, points: list[float]) -> None:
    """See that bins, n and the distribution function are River's own."""
    assert view.n == river.n
    assert [(part.left, part.right, part.count) for part in view] == [
        (part.left, part.right, part.count) for part in river
    ]
    places = sorted({*points, *(point + 0.01 for point in points), points[0] - 1.0, points[-1] + 1.0})
    if view.n:
        assert [view.cdf(place) for place in places] == [river.cdf(place) for place in places]
        assert [*view.iter_cdf(places)] == [*river.iter_cdf(places)]


@LAW
@given(POINTS, COUNTS, st.integers())
def test_a_view_on_counts_is_what_river_makes_of_single_updates(
    points: list[float], counts: list[int], seed: int
) -> None:
    alike(GridSketch(points, counts[: len(points)]), one_by_one(points, counts, seed), points)


@LAW
@given(POINTS, st.lists(st.tuples(st.integers(0, 19), st.integers(0, 9)), max_size=30))
def test_weighted_updates_are_repeated_single_ones(points: list[float], updates: list[tuple[int, int]]) -> None:
    view, river = GridSketch(points), river_histogram(len(points))
    for place, weight in updates:
        view.update(points[place % len(points)], weight)
        for _ in range(weight):
            river.update(points[place % len(points)])
    alike(view, river, points)


@LAW
@given(POINTS, COUNTS, COUNTS)
def test_merging_views_is_exact(points: list[float], one: list[int], other: list[int]) -> None:
    size = len(points)
    left, right = GridSketch(points, one[:size]), GridSketch(points, other[:size])
    total = [a + b for a, b in zip(one, other, strict=True)]
    assert (left + right).counts == (right + left).counts == total[:size]
    assert left.counts == one[:size]
    left.merge(right)
    alike(left, one_by_one(points, total), points)


@LAW
@given(messages)
def test_views_on_a_pane_are_what_river_makes_of_its_messages(found: list[Message]) -> None:
    pane = measured.pane(found)
    for definition in {one.key: one for axes in SOFTWARE for one in axes}.values():
        if definition.key not in pane.axes:
            continue
        counts = pane.axes[definition.key].counts
        points = [*(definition.grid.points or map(float, range(len(definition.grid.names))))]
        cells = [GridSketch(points, row) for row in counts.tolist()]
        whole = cells[0]
        for cell in cells[1:]:
            whole.merge(cell)
        river = river_histogram(len(points))
        for message in found:
            code = message.code(definition.key, "", len(points)) if definition in SOFTWARE[message.software] else -1
            if code >= 0:
                river.update(points[code])
        alike(whole, river, points)
        assert len(cells) == CELLS
    assert GridSketch.categories([2, 0, 1]).cdf(1.0) == 2 / 3


def test_without_messages_there_is_no_value() -> None:
    view = GridSketch([0.0, 1.0])
    assert (view.n, view.cdf(0.0), [*view.iter_cdf([0.0, 9.0])], view.quantile(0.5)) == (0, None, [None, None], None)
    view.merge(GridSketch([0.0, 1.0]))
    assert view.cdf(1.0) is None


def test_quantiles_are_points() -> None:
    view = GridSketch([0.0, 1.0, 2.5], [5, 4, 1])
    assert [view.quantile(q) for q in (0.1, 0.5, 0.51, 0.9, 0.91, 1.0)] == [0.0, 0.0, 1.0, 1.0, 2.5, 2.5]


def test_a_view_refuses_what_is_not_on_its_grid() -> None:
    view = GridSketch([0.0, 1.0], [1, 1])
    with pytest.raises(ValueError, match=r"counts at its points, \[0.0, 1.0\], got 1 at 0.5"):
        view.update(0.5)
    with pytest.raises(ValueError, match=r"got -1 at 1\.0"):
        view.update(1.0, -1)
    with pytest.raises(ValueError, match="same points"):
        view.merge(GridSketch([0.0, 2.0]))
    with pytest.raises(ValueError, match="rise strictly"):
        GridSketch([1.0, 1.0])
    with pytest.raises(ValueError, match="one count per point"):
        GridSketch([1.0], [1, 2])
    assert view.counts == [1, 1]


@LAW
@given(IDS, IDS)
def test_registers_are_the_same_one_by_one_at_once_and_merged(one: list[int], other: list[int]) -> None:
    single, at_once = AuthorSketch(), AuthorSketch()
    for author in [*one, *other]:
        single.update(author)
    at_once.update_many(np.array([*one, *other], np.uint64))
    assert single.buckets == at_once.buckets
    left, right = AuthorSketch(), AuthorSketch()
    left.update_many(np.array(one, np.uint64))
    right.update_many(np.array(other, np.uint64))
    left.merge(right)
    assert left.buckets == single.buckets
    registers = np.zeros(REGISTERS, np.uint8)
    authors.add(registers, np.array([*other, *one], np.uint64))
    assert AuthorSketch.of(registers).buckets == single.buckets
    assert AuthorSketch.of(registers).get() == single.get()


@LAW
@given(IDS)
def test_registers_are_rivers_own_while_river_has_bits_for_the_rank(ids: list[int]) -> None:
    assume(all(author >> 11 & 0x3FF for author in ids))
    ours, rivers = AuthorSketch(), AuthorSketch()
    ours.update_many(np.array(ids, np.uint64))
    for author in ids:
        sketch.NUnique.update(rivers, author)  # type: ignore[arg-type]  # River's code on our ids
    assert ours.buckets == rivers.buckets


@pytest.mark.parametrize(
    ("author", "rank"),
    [(1 << 20, 1), (1 << 11, 10), (1 << 63, 11), (1 << 62, 12), (1 << 21, 53), (0, 54), (0x7FF, 54), (2**64 - 1, 1)],
)
def test_the_rank_goes_on_with_bits_that_river_leaves_unused(author: int, rank: int) -> None:
    assert authors.ranks(np.array([author], np.uint64)).tolist() == [rank]


@pytest.mark.parametrize("n", [10, 1_000, 30_000, 3_000_000])
def test_the_estimate_is_within_four_standard_errors(n: int) -> None:
    registers = np.zeros(REGISTERS, np.uint8)
    authors.add(registers, np.random.default_rng(n).integers(0, 2**64, n, dtype=np.uint64))
    found = authors.estimate(registers)
    assert found is not None
    assert abs(found / n - 1) < 4 * authors.ERROR


def test_no_ids_give_no_number() -> None:
    assert authors.estimate(np.zeros(REGISTERS, np.uint8)) is None
    with pytest.raises(ValueError, match="2048 registers"):
        AuthorSketch.of(np.zeros(7, np.uint8))


def test_the_moment_of_a_change_is_found() -> None:
    noise = random.Random(5)
    series = [(pane * 300_000, noise.gauss(0.2 if pane < 700 else 0.3, 0.08)) for pane in range(1_500)]
    (change,) = changes(series)
    assert abs(change.at_ms // 300_000 - 700) <= 10
    assert change.at_ms <= change.seen_ms < 1_000 * 300_000
    assert change.before == pytest.approx(0.2, abs=0.01)
    assert change.after == pytest.approx(0.3, abs=0.03)


def test_noise_is_no_change() -> None:
    noise = random.Random(6)
    assert changes([(pane, noise.gauss(0.2, 0.04)) for pane in range(5_000)]) == []
    assert changes([]) == []


def test_hints_show_frequent_words_of_several_cells_only() -> None:
    hints, draw = Hints(), random.Random(7)
    for n in range(30_000):
        hints.update([("returnd" if n % 10 == 0 else f"word{draw.randrange(10**9)}", draw.randrange(CELLS))])
        if n % 5 == 0:
            hints.update([("hunter2", 3)])
    assert [hint.word for hint in hints.top(5)] == ["returnd"]
    assert [hint.word for hint in hints.top(5, min_cells=1)][:2] == ["hunter2", "returnd"]
    assert len(hints._cells) < 10_000
