"""Panes are exact sums: however the messages are split, ordered, stored and merged, the bytes are the same."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.accumulation import PARTS, WARM, PaneSet
from prodshape.axes import all_axes
from prodshape.block import Block, CellSource
from prodshape.errors import InputError
from prodshape.layout import Layout
from prodshape.measurement import Measurer
from prodshape.pane import PANE_MS, Pane
from prodshape.rows import Rows
from tests import measured
from tests.measured import BEGIN, KEYS, SEGMENTS, SOFTWARE, Message, Plain, messages

LAW = settings(max_examples=60, deadline=None)


def shuffled(parts: list[Pane], seed: int) -> Pane:
    """Merge parts in a random order, along a random tree, some of them stored and read on the way."""
    order, parts = random.Random(seed), [Pane(), *parts]
    while len(parts) > 1:
        one = parts.pop(order.randrange(len(parts)))
        other = parts[order.randrange(len(parts))]
        other.merge(Pane.from_bytes(one.to_bytes()) if order.random() < 0.5 else one)
    return parts[0]


@LAW
@given(messages)
def test_a_pane_holds_what_plain_counting_finds(found: list[Message]) -> None:
    pane = measured.pane(found)
    plain = Plain.of(found)
    assert Plain.read(pane).agrees(plain)
    assert pane.messages == len(found)
    assert pane.first_ms == min((message.time for message in found), default=None)
    assert pane.last_ms == max((message.time for message in found), default=None)
    for key, axis in pane.axes.items():
        assert (axis.first_ms, axis.last_ms) == (min(plain.times[key]), max(plain.times[key]))


@LAW
@given(messages, st.integers(1, 8), st.integers())
def test_any_partition_merged_in_any_order_gives_the_same_bytes(found: list[Message], parts: int, seed: int) -> None:
    chosen = random.Random(seed)
    split: list[list[Message]] = [[] for _ in range(parts)]
    for message in found:
        split[chosen.randrange(parts)].append(message)
    merged = shuffled([measured.pane(part) for part in split], seed)
    assert merged.canonical() == measured.pane(found).canonical()
    assert merged.to_bytes() == measured.pane(found).to_bytes()


@LAW
@given(messages, messages, messages)
def test_merging_is_commutative_and_associative_and_leaves_its_argument_alone(
    a: list[Message], b: list[Message], c: list[Message]
) -> None:
    panes = [measured.pane(part) for part in (a, b, c)]
    before = [pane.canonical() for pane in panes]
    left, right, swapped, tail = panes[0].copy(), panes[0].copy(), panes[1].copy(), panes[1].copy()
    left.merge(panes[1])
    swapped.merge(panes[0])
    assert left == swapped
    left.merge(panes[2])
    tail.merge(panes[2])
    right.merge(tail)
    assert left == right
    assert [pane.canonical() for pane in panes] == before
    # What was merged in is not shared: a later change of the sum does not reach it.
    left.merge(left.copy())
    assert [pane.canonical() for pane in panes] == before


ARRAYS = ["counts", "not_measured", "numerators", "denominators", "grids", "cell_messages", "sources", "authors"]


@pytest.mark.parametrize("name", [*ARRAYS, "firsts", "lasts"])
def test_any_number_that_changes_changes_the_bytes(name: str) -> None:
    pane = measured.pane([Message(1), Message(2, software=0)])
    for place in range(0, getattr(pane, name).size, 17):
        other = pane.copy()
        getattr(other, name).reshape(-1)[place] += 1
        assert other != pane
        assert Pane.from_bytes(other.to_bytes()) == other


@LAW
@given(messages)
def test_bytes_are_read_back(found: list[Message]) -> None:
    pane = measured.pane(found)
    read = Pane.from_bytes(pane.to_bytes())
    assert read.canonical() == pane.canonical()
    assert read.to_bytes() == pane.to_bytes()
    assert Plain.read(read).agrees(Plain.of(found))


@LAW
@given(messages, messages)
def test_totals_of_a_sum_are_the_sum_of_totals(a: list[Message], b: list[Message]) -> None:
    one, other = measured.pane(a), measured.pane(b)
    totals = one.collapse()
    totals.merge(other.collapse())
    one.merge(other)
    assert totals == one.collapse()
    assert totals.cells == 1
    assert totals.messages == len(a) + len(b)
    assert totals.distinct_authors is None
    assert Pane.from_bytes(totals.to_bytes()) == totals


@LAW
@given(messages, st.integers(1, 50))
def test_a_pane_set_gives_each_segment_and_five_minutes_its_pane(found: list[Message], size: int) -> None:
    for group in measured.groups(found):
        panes = measured.pane_set(group, size)
        wanted: dict[tuple[str, int], list[Message]] = {}
        for message in group:
            wanted.setdefault((message.segment, message.time // PANE_MS * PANE_MS), []).append(message)
        assert {key: pane.canonical() for key, pane in panes.panes.items()} == {
            key: measured.pane(part).canonical() for key, part in wanted.items()
        }
        assert panes.messages == len(group)
        assert [*panes.panes] == sorted(wanted)


def many(n: int, seed: int) -> list[Message]:
    """Make messages of which most fall into a few panes and some anywhere in a week."""
    draw = random.Random(seed)
    return [
        Message(
            offset,
            BEGIN + draw.randrange(PANE_MS) - (draw.randrange(7 * 288) * PANE_MS if draw.random() < 0.05 else 0),
            draw.randrange(n),
            draw.choice(list(CellSource)),
            draw.choice(SEGMENTS),
        )
        for offset in range(n)
    ]


@pytest.mark.parametrize("size", [3, 97, 1200])
def test_busy_and_quiet_panes_are_counted_alike(size: int) -> None:
    found = many(1200, seed=size)
    panes = measured.pane_set(found, size)
    parts = [*panes.panes.values()]
    assert max(pane.messages for pane in parts) > 3 * WARM
    assert panes._dense.used == sum(pane.messages > WARM for pane in parts)
    assert sum(pane.messages == 1 for pane in parts) > 20
    assert size > 3 or len(found) // size > 2 * PARTS  # small batches are joined on the way
    assert shuffled(parts, size) == measured.pane(found)


def test_a_pane_that_was_read_is_the_callers_own_and_adding_goes_on() -> None:
    found = many(400, seed=1)
    panes = measured.pane_set(found[:300], 100)
    early = {key: pane.canonical() for key, pane in panes.panes.items()}
    for pane in panes.panes.values():
        pane.merge(pane.copy())
    assert {key: pane.canonical() for key, pane in panes.panes.items()} == early
    panes.add(*measured.measured(found[300:]), KEYS)
    assert shuffled([*panes.panes.values()], 2) == measured.pane(found)


def test_an_empty_block_changes_nothing() -> None:
    panes = PaneSet()
    panes.add(*measured.measured([]), KEYS)
    assert len(panes) == 0
    assert dict(panes.panes) == {}
    assert dict(panes.samples) == {}
    with pytest.raises(KeyError):
        panes.panes["web", BEGIN]


def test_a_pane_set_refuses_the_axes_of_another_software() -> None:
    panes = measured.pane_set([Message(1, software=0)], 1)
    with pytest.raises(ValueError, match="other axes"):
        panes.add(*measured.measured([Message(2, software=1)]), KEYS)
    assert panes.messages == 1


def test_panes_with_unlike_numbers_of_cells_are_not_merged() -> None:
    with pytest.raises(ValueError, match="32 and 1"):
        measured.pane([Message(1)]).merge(Pane(cells=1))


def test_an_author_is_one_author_and_falls_into_one_cell_on_every_partition() -> None:
    whole = Pane()
    for partition in range(3):
        offsets = np.arange(20)
        block = Block.of(
            [""] * 20,
            times=[BEGIN] * 20,
            authors=[KEYS.author(b"ada")] * 20,
            sources=[CellSource.AUTHOR] * 20,
            segments=["web"] * 20,
            positions=KEYS.positions("topic", partition, offsets),
        )
        _, measurement = measured.measured([Message(int(offset)) for offset in offsets])
        panes = PaneSet()
        panes.add(block, measurement, KEYS)
        whole.merge(panes.panes["web", BEGIN])
    assert sorted(whole.cell_messages.tolist()) == [0] * 31 + [60]
    assert whole.distinct_authors == 1


def test_messages_that_tell_of_nobody_give_no_number_of_authors() -> None:
    assert measured.pane([Message(n, source=CellSource.RECORD) for n in range(9)]).distinct_authors is None
    assert measured.pane([Message(n, author=n, source=CellSource.KEY) for n in range(9)]).distinct_authors == 9


def test_counts_beyond_two_to_the_fifty_third_stay_exact() -> None:
    pane = measured.pane([Message(1)])
    axis = pane.axes[measured.COLOUR.key]
    axis.counts[3] = 2**62 - 1
    read = Pane.from_bytes(pane.to_bytes())
    assert read.axes[measured.COLOUR.key].counts[3].tolist() == [2**62 - 1] * 3


STORED = measured.pane(many(50, seed=3)).to_bytes()


@pytest.mark.parametrize("length", [0, 1, 2, 10, len(STORED) // 2, len(STORED) - 1])
def test_bytes_that_are_cut_off_are_refused(length: int) -> None:
    with pytest.raises(InputError, match="Restore it"):
        Pane.from_bytes(STORED[:length])


@LAW
@given(st.integers(1, len(STORED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_found(place: int, change: int) -> None:
    damaged = bytearray(STORED)
    damaged[place] ^= change
    try:
        read = Pane.from_bytes(bytes(damaged))
    except InputError:
        return
    # Some bits of a zstd frame mean nothing; then the content must be the same.
    assert read.canonical() == Pane.from_bytes(STORED).canonical()


@LAW
@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match="pane"):
        Pane.from_bytes(data)


def test_a_newer_format_is_named() -> None:
    with pytest.raises(InputError, match=r"format byte 0x11, got 0x12.*newer version"):
        Pane.from_bytes(b"\x12" + STORED[1:])


TEXTS = [
    "Could you please tell me where my order is?",
    "where my refund",
    "",
    "hi i returnd the thing last wek but still nothing also do u ship to canada now??",
    "THIS IS THE THIRD TIME!!!",
    "😡😡 no funciona my account, ayuda pls",
    "cancel",
    "ok thx :)",
    "Ich brauche eine Rechnung for my company",
    "…",
]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TEXTS) | st.text(max_size=40), min_size=1, max_size=30), st.integers(1, 30))
def test_real_axes_give_the_same_bytes_in_any_batches(texts: list[str], size: int) -> None:
    measurer = Measurer(all_axes())
    layout = Layout.of(measurer.definitions.values())

    def count(start: int, end: int) -> Pane:
        part = texts[start:end]
        block = Block.of(
            part,
            times=[BEGIN] * len(part),
            authors=range(start, start + len(part)),
            sources=[0] * len(part),
            segments=["web"] * len(part),
            positions=range(start, start + len(part)),
        )
        return Pane.of(Rows.of(block, measurer.measure(part), layout, KEYS))

    whole = count(0, len(texts))
    parts = [count(start, start + size) for start in range(0, len(texts), size)]
    assert shuffled(parts, size) == whole
    assert all(int(axis.counts.sum() + axis.not_measured.sum()) == len(texts) for axis in whole.axes.values())


def test_the_made_up_software_differs_in_version_grid_and_axes() -> None:
    assert len({one.key for axes in SOFTWARE for one in axes}) == 4
