"""A sample is the bottom-k of everything, however the messages are split, merged, stored and replayed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.errors import InputError
from prodshape.pane import PANE_MS
from prodshape.sample import ABSENT, EVERYTHING, Sample
from tests import measured
from tests.measured import BEGIN, KEYS, SOFTWARE, Message, messages

LAW = settings(max_examples=60, deadline=None)


def sampled(found: list[Message], k: int) -> Sample:
    """Sample messages of any software."""
    whole = Sample(k)
    for group in measured.groups(found):
        whole.merge(Sample.of(measured.rows(group), k))
    return whole


def shuffled(parts: list[Sample], k: int, seed: int) -> Sample:
    """Merge parts in a random order, along a random tree, some of them stored and read on the way."""
    order, parts = random.Random(seed), [Sample(k), *parts]
    while len(parts) > 1:
        one = parts.pop(order.randrange(len(parts)))
        other = parts[order.randrange(len(parts))]
        other.merge(Sample.from_bytes(one.to_bytes()) if order.random() < 0.5 else one, k)
    return parts[0]


def test_merging_no_samples_gives_an_empty_one() -> None:
    assert Sample.merged([], 7) == Sample(7)


def split(found: list[Message], parts: int, seed: int) -> list[list[Message]]:
    chosen = random.Random(seed)
    made: list[list[Message]] = [[] for _ in range(parts)]
    for message in found:
        made[chosen.randrange(parts)].append(message)
    return made


@LAW
@given(messages, st.integers(1, 50))
def test_a_sample_is_the_k_messages_with_the_least_hashes(found: list[Message], k: int) -> None:
    sample = sampled(found, k)
    wanted = sorted(found, key=lambda message: message.position)
    assert sample.keys.tolist() == [message.position for message in wanted[:k]]
    assert sample.threshold == (wanted[k].position if len(found) > k else EVERYTHING)
    assert sample.authors.tolist() == [message.author_id for message in wanted[:k]]
    assert sample.times.tolist() == [message.time for message in wanted[:k]]
    ids = np.array([message.author_id for message in wanted[:k]], np.uint64)
    assert sample.cells.tolist() == KEYS.cells(ids).tolist()
    assert sample.halves.tolist() == KEYS.halves(ids).tolist()
    for definition in {one.key: one for axes in SOFTWARE for one in axes}.values():
        codes = [
            message.code(definition.key, "", len(definition.grid.names))
            if definition in SOFTWARE[message.software]
            else ABSENT
            for message in wanted[:k]
        ]
        known = any(code != ABSENT for code in codes)
        assert (sample.codes[definition.key].tolist() if known else codes) == codes
        assert (definition.key in sample.codes) == known


@LAW
@given(messages, st.integers(1, 50), st.integers(1, 8), st.integers())
def test_any_partition_merged_in_any_order_gives_the_same_bytes(
    found: list[Message], k: int, parts: int, seed: int
) -> None:
    merged = shuffled([sampled(part, k) for part in split(found, parts, seed)], k, seed)
    assert merged.canonical() == sampled(found, k).canonical()
    assert merged.to_bytes() == sampled(found, k).to_bytes()


@LAW
@given(messages, st.integers(1, 20), st.integers(1, 8), st.integers())
def test_small_samples_merged_into_a_large_one_give_the_same_bytes_in_any_order(
    found: list[Message], small: int, parts: int, seed: int
) -> None:
    samples = [sampled(part, small) for part in split(found, parts, seed)]
    one, other = shuffled(samples, 30, seed), shuffled(samples, 30, seed + 1)
    assert one.canonical() == other.canonical() == Sample.merged(samples, 30).canonical()
    # All that lie below the threshold are there: uniform over the messages.
    below = sorted(message.position for message in found if message.position < one.threshold)
    assert one.keys.tolist() == below
    assert len(one) >= min(small, len(found))


@LAW
@given(messages, messages, messages, st.integers(1, 12))
def test_merging_is_commutative_associative_and_idempotent(
    a: list[Message], b: list[Message], c: list[Message], k: int
) -> None:
    known = {message.offset: message for message in [*c, *b, *a]}  # a position in the log is one record
    parts = [sampled([known[message.offset] for message in part], k) for part in (a, b, c)]
    before = [part.canonical() for part in parts]
    left, swapped, tail, right = parts[0].copy(), parts[1].copy(), parts[1].copy(), parts[0].copy()
    left.merge(parts[1])
    swapped.merge(parts[0])
    assert left == swapped
    left.merge(parts[2])
    tail.merge(parts[2])
    right.merge(tail)
    assert left == right
    again = left.copy()
    again.merge(left)
    again.merge(parts[0])
    assert again == left
    assert [part.canonical() for part in parts] == before


@LAW
@given(messages, messages, st.integers(1, 50), st.integers())
def test_a_replay_doubles_nothing_even_by_other_software(
    found: list[Message], more: list[Message], k: int, seed: int
) -> None:
    replay = [Message(m.offset, m.time, m.author, m.source, m.segment, 0) for m in found if m.offset % 2]
    rest = [message for message in more if message.offset not in {m.offset for m in found}]
    once, twice = sampled([*found, *rest], k), sampled([*found, *rest], k)
    twice.merge(sampled(replay, k))
    assert twice.keys.tolist() == once.keys.tolist()
    assert twice.threshold == once.threshold
    assert twice.authors.tolist() == once.authors.tolist()
    for key, codes in once.codes.items():
        known = codes != ABSENT
        assert twice.codes[key][known].tolist() == codes[known].tolist()
    # What either software knew of a message is kept, whichever came first.
    parts = [sampled([message], k) for message in [*found, *rest, *replay]]
    assert shuffled(parts, k, seed) == twice


@LAW
@given(messages, st.integers(1, 30), st.integers(1, 6), st.integers())
def test_an_offset_that_came_again_with_another_message_is_another_message(
    found: list[Message], k: int, parts: int, seed: int
) -> None:
    """A topic that was made anew, or a log that was cut back, gives the same offsets to other records."""
    again = [replace(message, time=message.time + 86_400_000, author=message.author + 1) for message in found[::2]]
    whole = [*found, *again]
    merged = shuffled([sampled(part, k) for part in split(whole, parts, seed)], k, seed)
    ranked = sorted(whole, key=lambda message: (message.position, message.time, message.author_id))
    threshold = ranked[k].position if len(ranked) > k else EVERYTHING
    wanted = [message for message in ranked if message.position < threshold]
    assert (merged.threshold, merged.keys.tolist()) == (threshold, [message.position for message in wanted])
    assert merged.times.tolist() == [message.time for message in wanted]
    assert merged.authors.tolist() == [message.author_id for message in wanted]
    for place, message in enumerate(wanted):
        alone = sampled([message], 1)
        assert {key: codes[place] for key, codes in merged.codes.items() if codes[place] != ABSENT} == {
            key: codes[0] for key, codes in alone.codes.items()
        }
        assert (merged.halves[place], merged.cells[place]) == (alone.halves[0], alone.cells[0])


@LAW
@given(messages, st.integers(1, 20), st.integers(1, 30))
def test_a_pane_set_samples_each_pane(found: list[Message], k: int, size: int) -> None:
    for group in measured.groups(found):
        wanted: dict[tuple[str, int], list[Message]] = {}
        for message in group:
            wanted.setdefault((message.segment, message.time // PANE_MS * PANE_MS), []).append(message)
        samples = measured.pane_set(group, size, k).samples
        assert {key: sample.canonical() for key, sample in samples.items()} == {
            key: sampled(part, k).canonical() for key, part in wanted.items()
        }


@pytest.mark.parametrize("size", [1, 50, 700])
def test_long_streams_are_cut_on_the_way_and_lose_nothing(size: int) -> None:
    found = [Message(n, BEGIN + n % 2 * PANE_MS, n % 90) for n in range(1400)]
    panes = measured.pane_set([*found[:700], *found[:700], *found[700:]], size, k=8)
    for start, sample in enumerate(panes.samples.values()):
        assert sample == sampled(found[start::2], 8)
    whole = shuffled([*panes.samples.values()], 8, size)
    assert whole == sampled(found, 8)
    panes.add(*measured.measured([Message(5000)]), KEYS)
    assert panes.samples["web", BEGIN] == sampled([*found[::2], Message(5000)], 8)


def test_an_axis_that_no_kept_message_knows_leaves_no_trace() -> None:
    least, other = sorted([Message(1, software=0), Message(2, software=2)], key=lambda message: message.position)
    assert sampled([least, other], 1).codes.keys() == sampled([least], 1).codes.keys()


def test_every_message_has_the_same_chance() -> None:
    offsets = np.arange(40_000)
    keys = KEYS.positions("topic", 0, offsets)
    kept = offsets[np.argsort(keys)[:4_000]]
    share = np.bincount(kept // 4_000, minlength=10) / 4_000
    # Ten equal stretches of the log: binomial, standard deviation .0047 each; six of them.
    assert abs(share - 0.1).max() < 0.028


def test_authors_are_not_capped() -> None:
    found = [Message(n, author=0 if n % 2 else n) for n in range(600)]
    sample = sampled(found, 200)
    most = Counter(sample.authors.tolist()).most_common(1)[0][1]
    assert 70 < most < 130


STORED = sampled([Message(n, software=n % 3) for n in range(60)], 20).to_bytes()


@pytest.mark.parametrize("length", [0, 1, 2, 10, len(STORED) // 2, len(STORED) - 1])
def test_bytes_that_are_cut_off_are_refused(length: int) -> None:
    with pytest.raises(InputError, match="Restore it"):
        Sample.from_bytes(STORED[:length])


@LAW
@given(st.integers(1, len(STORED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_found(place: int, change: int) -> None:
    damaged = bytearray(STORED)
    damaged[place] ^= change
    try:
        read = Sample.from_bytes(bytes(damaged))
    except InputError:
        return
    assert read == Sample.from_bytes(STORED)


def test_a_pane_is_no_sample() -> None:
    with pytest.raises(InputError, match="format byte 0x21, got 0x11"):
        Sample.from_bytes(measured.pane([Message(1)]).to_bytes())


def test_a_sample_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="k=0"):
        Sample(0)
