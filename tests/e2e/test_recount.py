"""The judge is judged: the recount agrees with counts that are right, and sees each way in which they may be wrong."""

from collections.abc import Callable
from copy import deepcopy

import numpy as np
import pytest

from benchmarks.reading import DAY_MS, Rules, dotted, read_log
from benchmarks.recount import Ledger, differences, recount
from benchmarks.stored import HOUR_MS, UNBOUNDED, Stored
from benchmarks.traffic import MAPPING, MAX_RECORD_BYTES, SEGMENTS, Traffic
from consumers.decode import Decoder
from consumers.decode import Rules as DecoderRules
from consumers.mapping import FieldMapping
from consumers.sources.base import PlainRecord
from prodshape.accumulation import PaneSet
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from prodshape.pane import Pane
from prodshape.sample import Sample
from tests.brokers.base import produce
from tests.brokers.embedded import Embedded

NOON = 20_000 * DAY_MS + DAY_MS // 2
TOPIC = "recounted"
KEYS = Keys.derive(b"the secret of the recount's own test")


@pytest.fixture(scope="module")
def ledger(embedded_broker: Embedded) -> Ledger:
    embedded_broker.create_topic(TOPIC)
    produce(embedded_broker.access, TOPIC, Traffic(seed=3, end_ms=NOON, n=3000, authors=200, faults=0.05))
    rules = Rules(dotted(MAPPING), SEGMENTS, max_record_bytes=MAX_RECORD_BYTES)
    return recount(read_log(embedded_broker.access, [TOPIC]), rules, KEYS)


@pytest.fixture(scope="module")
def right(ledger: Ledger) -> Stored:
    """What the project's own parts make of the same records, without broker and database."""
    del ledger  # it has written the records
    measurer, found = Measurer(), Stored(HOUR_MS)
    decoder = Decoder(DecoderRules(FieldMapping(**MAPPING), SEGMENTS, max_record_bytes=MAX_RECORD_BYTES), KEYS)
    logs: dict[int, list[PlainRecord]] = {partition: [] for partition in range(4)}
    for sent in Traffic(seed=3, end_ms=NOON, n=3000, authors=200, faults=0.05):
        log = logs[sent.partition]
        log.append(PlainRecord(len(log), sent.timestamp_ms, value=sent.value))
    for partition, log in logs.items():
        decoded = decoder.decode(TOPIC, partition, log)
        found.records[TOPIC, partition] = len(log)
        found.refused.update(reason for _, reason in decoded.refused)
        found.messages += len(decoded.block)
        found.clock_skew += decoded.clock_skew
        found.time_missing += decoded.time_missing
        counted = PaneSet()
        counted.add(decoded.block, measurer.measure(decoded.block.texts), KEYS)
        for (segment, start), pane in counted.panes.items():
            found.panes.setdefault((segment, start // HOUR_MS * HOUR_MS), Pane()).merge(pane)
        for (segment, start), sample in counted.samples.items():
            found.samples.setdefault((segment, start // HOUR_MS * HOUR_MS), Sample(UNBOUNDED)).merge(
                sample, k=UNBOUNDED
            )
    return found


@pytest.fixture
def stored(right: Stored) -> Stored:
    """A copy to spoil."""
    return deepcopy(right)


def test_it_agrees_with_what_is_right(ledger: Ledger, stored: Stored) -> None:
    assert differences(ledger, stored) == []
    assert len(ledger) + sum(ledger.refused.values()) == 3000
    assert {*ledger.segments.tolist()} == {*SEGMENTS, "other"}
    assert set(ledger.refused) == {"null_value", "bad_json", "wrong_type", "missing_text", "invalid_utf8", "too_large"}
    assert ledger.clock_skew > 0
    assert ledger.time_missing > 30


def _lose_a_record(stored: Stored) -> None:
    stored.records[TOPIC, 1] -= 1


def _count_a_reason_twice(stored: Stored) -> None:
    stored.refused["bad_json"] += 1


def _call_a_missing_time_a_wrong_clock(stored: Stored) -> None:
    stored.time_missing -= 1
    stored.clock_skew += 1


def _move_to_another_bin(stored: Stored) -> None:
    counts = next(iter(next(iter(stored.panes.values())).axes.values())).counts
    cell, code = np.argwhere(counts)[0]
    counts[cell, code] -= 1
    counts[cell, code - 1] += 1


def _move_to_another_cell(stored: Stored) -> None:
    messages = next(iter(stored.panes.values())).cell_messages
    messages[:] = np.roll(messages, 1)


def _lose_a_numerator(stored: Stored) -> None:
    pane = next(iter(stored.panes.values()))
    pane.numerators[np.unravel_index(pane.numerators.argmax(), pane.numerators.shape)] -= 1


def _forget_an_author(stored: Stored) -> None:
    authors = next(iter(stored.panes.values())).authors
    authors[authors.argmax()] = 0


def _lose_a_group(stored: Stored) -> None:
    stored.panes.popitem()


def _lose_a_sampled_message(stored: Stored) -> None:
    sample = max(stored.samples.values(), key=len)
    for name in ("keys", "authors", "times", "halves", "cells"):
        setattr(sample, name, getattr(sample, name)[1:])
    sample.matrix = sample.matrix[:, 1:]


def _lower_a_threshold_without_need(stored: Stored) -> None:
    sample = max(stored.samples.values(), key=len)
    sample.threshold = 0
    for name in ("keys", "authors", "times", "halves", "cells"):
        setattr(sample, name, getattr(sample, name)[:0])
    sample.matrix = sample.matrix[:, :0]


def _change_a_code_of_the_sample(stored: Stored) -> None:
    sample = max(stored.samples.values(), key=len)
    sample.matrix = sample.matrix.copy()
    sample.matrix[0, 0] += 1


@pytest.mark.parametrize(
    "spoil",
    [
        _lose_a_record,
        _count_a_reason_twice,
        _call_a_missing_time_a_wrong_clock,
        _move_to_another_bin,
        _move_to_another_cell,
        _lose_a_numerator,
        _forget_an_author,
        _lose_a_group,
        _lose_a_sampled_message,
        _lower_a_threshold_without_need,
        _change_a_code_of_the_sample,
    ],
)
def test_it_sees_what_is_wrong(ledger: Ledger, stored: Stored, spoil: Callable[[Stored], None]) -> None:
    spoil(stored)
    assert differences(ledger, stored) != []
