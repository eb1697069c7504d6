"""What changed: parts that add up, words with their counts, axes that moved together, and one loud user."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.comparison import compare
from prodshape.divergences import all_divergences
from prodshape.errors import InputError
from prodshape.fingerprint import Fingerprint
from prodshape.freezing import freeze
from prodshape.pane import Pane
from prodshape.sample import Sample
from prodshape.shifts.bins import bin_shifts, contributions
from prodshape.shifts.lines import lines
from prodshape.shifts.loudest import loudest, without_cell
from prodshape.shifts.segments import segment_parts
from prodshape.shifts.together import moved_together
from prodshape.shifts.words import word_shifts
from prodshape.what_changed import what_changed
from tests.counting import KEYS, MEASURER, Record, count

Messages = list[tuple[str, str]]
"""Author and text."""


def fingerprint(messages: Messages) -> Fingerprint:
    pane, sample = Pane(), Sample(4096)
    records = [
        Record("file", 0, place, 0, text=text, author=author, segment="all")
        for place, (author, text) in enumerate(messages)
    ]
    counted = count(records)
    for part in counted.panes.values():
        pane.merge(part)
    for drawn in counted.samples.values():
        sample.merge(drawn)
    return freeze(pane, sample, MEASURER.definitions, kind="dataset")


def crowd(seed: int, asking: float, long: float, *, both: bool = False) -> Messages:
    random = np.random.default_rng(seed)
    made = []
    for _ in range(1_500):
        is_long, asks = random.random() < long, random.random() < asking
        asks = is_long if both else asks
        made.append((f"user {random.integers(300)}", "x" * (20 if is_long else 3) + ("?" if asks else "")))
    return made


counts = st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any)


@given(counts, counts)
def test_the_parts_of_the_bins_add_up_to_the_divergence(one: list[int], two: list[int]) -> None:
    found = contributions(np.array(one) / sum(one), np.array(two) / sum(two))
    distance = all_divergences()["jensen_shannon"].diverge(one, two, None)
    assert found.min() >= 0
    assert found.sum() == pytest.approx((distance or 0.0) ** 2, abs=1e-12)


def test_the_bin_that_moved_most_stands_first_and_parts_add_up_to_one() -> None:
    before, after = fingerprint(crowd(1, 0.2, 0.3)), fingerprint(crowd(2, 0.6, 0.3))
    found = bin_shifts(before.axes["ending"], after.axes["ending"])
    assert [shift.bin for shift in found] == ["question", "plain"]
    assert sum(shift.part for shift in found) == pytest.approx(1.0)
    assert found[0].share_other == pytest.approx(0.6, abs=0.05)
    with pytest.raises(ValueError, match="same bins"):
        bin_shifts(before.axes["ending"], after.axes["size"])


def test_words_are_told_with_their_counts_only_where_more_than_noise() -> None:
    found = word_shifts({"u": 50, "thx": 20, "pls": 30}, {"u": 55, "thx": 95, "omg": 60}, (1_000, 1_000))
    assert [(shift.word, shift.count_reference, shift.count_other) for shift in found] == [
        ("omg", 0, 60),
        ("thx", 20, 95),
        ("pls", 30, 0),
    ]
    assert word_shifts({}, {}, (0, 0)) == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 3), st.booleans()), min_size=1, max_size=4))
def test_the_parts_of_the_segments_add_up_to_one(made: list[tuple[int, int, bool]]) -> None:
    before = {
        f"{place}": fingerprint(crowd(place, 0.2, 0.3)[: 40 * size]).axes["ending"]
        for place, (_, size, _) in enumerate(made)
    }
    after = {
        f"{place}": fingerprint(crowd(seed, 0.8, 0.3)[: 20 * size]).axes["ending"]
        for place, (seed, size, stays) in enumerate(made)
        if stays or place == 0
    }
    found = segment_parts(before, after)
    assert {part.segment for part in found} == {*before, *after}
    assert sum(part.within + part.mix for part in found) == pytest.approx(1.0)


def test_the_segment_that_changed_is_named_and_a_change_of_sizes_is_mix() -> None:
    calm, asking = fingerprint(crowd(1, 0.1, 0.3)).axes["ending"], fingerprint(crowd(2, 0.7, 0.3)).axes["ending"]
    (first, second) = segment_parts({"web": calm, "app": calm}, {"web": calm, "app": asking})
    assert [first.segment, second.segment] == ["app", "web"]
    assert [first.within, second.within] == pytest.approx([1.0, 0.0])
    few = fingerprint(crowd(2, 0.7, 0.3)[:100]).axes["ending"].model_copy(update={"bins": asking.bins})
    grown = segment_parts({"web": calm, "app": few}, {"web": calm, "app": asking})
    assert sum(part.mix for part in grown) > 0.9


def test_axes_that_moved_in_the_same_messages_are_told_from_those_that_moved_apart() -> None:
    before = fingerprint(crowd(1, 0.2, 0.2))
    joined, apart = fingerprint(crowd(2, 0.0, 0.5, both=True)), fingerprint(crowd(3, 0.5, 0.5))
    (pair,) = moved_together(before, joined, ["ending", "size"])
    assert pair.axes == ("ending", "size")
    assert pair.lift == pytest.approx(2.0, abs=0.3)
    assert pair.correlation == pytest.approx(1.0)
    assert pair.share == pytest.approx(0.5, abs=0.1)
    assert pair.share_reference == pytest.approx(0.04, abs=0.04)
    assert moved_together(before, apart, ["ending", "size"]) == []
    assert moved_together(before, joined.only({"summary"}), ["ending", "size"]) == []


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 31), st.integers(0, 5))
def test_without_a_cell_it_is_the_fingerprint_of_the_other_authors(cell: int, seed: int) -> None:
    messages = crowd(seed, 0.3, 0.4)[:400]
    authors = np.array([KEYS.author(author.encode()) for author, _ in messages], np.uint64)
    others = [message for message, each in zip(messages, KEYS.cells(authors).tolist(), strict=True) if each != cell]
    found, true = without_cell(fingerprint(messages), cell), fingerprint(others)
    assert (found.messages, found.cell_messages) == (true.messages, true.cell_messages)
    for name, axis in true.axes.items():
        again = found.axes[name].model_dump(exclude={"mean"})
        assert again == axis.model_dump(exclude={"mean"})
        assert found.axes[name].mean == pytest.approx(axis.mean)
    assert found.sample is not None
    assert {row[2] for row in found.sample.rows}.isdisjoint({cell})
    found.verify()
    assert Fingerprint.loads(found.dumps()) == found


def test_one_loud_user_is_named_and_the_comparison_repeated_without_them() -> None:
    users = crowd(1, 0.2, 0.3)
    before, after = fingerprint(users), fingerprint([*users, *[("loud", "why?")] * 600])
    found = what_changed(before, after, compare(before, after))
    assert found.loudest_reference is not None
    assert found.loudest_reference.warning is None
    loud = found.loudest_other
    assert loud is not None
    assert loud.warning is not None
    assert loud.author_share is not None
    assert loud.author_share == pytest.approx(600 / 2_100, abs=0.06)
    assert loud.author_share <= loud.cell_share + 0.06
    assert found.without_loudest is not None
    told = compare(before, after).axes["ending"].values["jensen_shannon"] or 0.0
    assert told > 0.15
    assert found.without_loudest["ending"].distance < 0.02
    assert any("wrote about 2" in line for line in lines(found))


def test_what_cannot_be_known_is_not_told() -> None:
    whole = fingerprint(crowd(1, 0.2, 0.3))
    assert loudest(whole.only({"summary"})) is None
    unsampled = loudest(whole.only({"cells"}))
    assert unsampled is not None
    assert unsampled.author_share is None
    for wrong, cell in ((whole.only({"summary"}), 0), (whole, 32)):
        with pytest.raises(InputError, match="cell"):
            without_cell(wrong, cell)
    assert what_changed(whole, whole.only({"summary"}), compare(whole, whole.only({"summary"}))).together == []
