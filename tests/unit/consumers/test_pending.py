"""What waits is measured together, counted where it belongs, and forgotten with its partition."""

import numpy as np
import pytest

from consumers.decode import Decoder, Rules
from consumers.metrics import ConsumerMetrics
from consumers.open_partition import OpenPartition
from consumers.pending import Pending
from consumers.plan import StreamPlan
from consumers.refusals import Refusals
from consumers.sources.base import PlainRecord, TopicPartition
from prodshape.axes.base import Axis, Column, Grid
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from prodshape.messages import Batch
from service.store.partitions import Claim, PartitionKey

KEYS = Keys.derive(b"a secret of sixteen bytes or more")
NOON = 1_790_000_000_000


class Length(Axis):
    """Breaks at a poisonous text."""

    name = "length"
    version = 1
    unit = "characters"
    grid = Grid.numeric((2, 8), unit="characters")

    def measure(self, batch: Batch) -> Column:
        if "poison" in batch.texts:
            raise RuntimeError
        return Column(self.grid.codes(batch.lengths), batch.lengths, np.ones(len(batch), np.int64))


def partition(number: int, stream: str = "default") -> OpenPartition:
    claim = Claim(PartitionKey(stream, "chat", number), 1, 0, None)
    return OpenPartition(TopicPartition("chat", number), claim, Decoder(Rules(), KEYS), 0, 0, 0.0)


def add(pending: Pending, opened: OpenPartition, *texts: str) -> None:
    records = [PlainRecord(offset, NOON, None, text.encode()) for offset, text in enumerate(texts)]
    pending.add(opened, opened.decoder.decode("chat", opened.partition.partition, records), records)


def waiting(size: int, dead_letter_topic: str | None = None) -> Pending:
    plans = {"default": StreamPlan(("chat",), Rules(), dead_letter_topic=dead_letter_topic)}
    metrics = ConsumerMetrics(plans)
    return Pending(
        {"default": Measurer({"length": Length()})}, KEYS, size, refusals=Refusals(plans, None), metrics=metrics
    )


def sums(opened: OpenPartition) -> int:
    """All characters in the panes of a partition."""
    return sum(int(axis.numerators.sum()) for pane in opened.panes.panes.values() for axis in pane.axes.values())


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_each_partition_gets_its_own_messages_however_batches_fall(size: int) -> None:
    pending, first, second = waiting(size), partition(0), partition(1)
    add(pending, first, "a", "bb")
    add(pending, second, "x" * 100)
    add(pending, first, "ccc")
    assert len(pending) == 4
    assert pending.full is (size <= 4)
    pending.measure()
    assert (first.messages, sums(first), second.messages, sums(second)) == (3, 6, 1, 100)
    assert (len(pending), pending.full) == (0, False)
    pending.measure()
    assert first.messages == 3


class Words(Length):
    """The same axis, told something of the stream: another grid."""

    grid = Grid.numeric((2, 8, 16), unit="characters")


def test_streams_that_are_measured_unlike_are_counted_under_their_own_keys() -> None:
    plain, told = Measurer({"length": Length()}), Measurer({"length": Words()})
    measurers = {"default": plain, "same": plain, "told": told}
    plans = {name: StreamPlan((name,), Rules()) for name in measurers}
    pending = Pending(measurers, KEYS, 2, refusals=Refusals(plans, None), metrics=ConsumerMetrics(plans))
    opened = [partition(place, stream) for place, stream in enumerate(("told", "default", "same", "told"))]
    for place, one in enumerate(opened):
        add(pending, one, *["x" * (place + 1)] * 3)
    pending.measure()
    assert [(one.messages, sums(one)) for one in opened] == [(3, 3), (3, 6), (3, 9), (3, 12)]
    keys = [{key for pane in one.panes.panes.values() for key in pane.axes} for one in opened]
    (default,), (other,) = plain.definitions, told.definitions
    assert keys == [{other}, {default}, {default}, {other}]


def test_what_waits_of_a_lost_partition_is_never_counted() -> None:
    pending, lost, kept = waiting(100), partition(0), partition(1)
    add(pending, lost, "a", "b")
    add(pending, kept, "ccc")
    pending.drop(lost)
    assert len(pending) == 1
    pending.measure()
    assert (lost.messages, kept.messages, sums(kept)) == (0, 1, 3)


@pytest.mark.parametrize(("topic", "where"), [(None, "a message cannot"), ("dead", "the message at offset 1 cannot")])
def test_a_text_that_breaks_an_axis_is_refused_alone(
    caplog: pytest.LogCaptureFixture, topic: str | None, where: str
) -> None:
    pending, opened, other = waiting(2, topic), partition(0), partition(1)
    add(pending, other, "aa")
    add(pending, opened, "a")
    add(pending, opened, "b", "poison", "c")
    pending.measure()
    assert (opened.messages, dict(opened.refused), other.messages) == (3, {"unmeasurable": 1}, 1)
    assert where in caplog.text
