"""Messages with plain numbers instead of texts, counted by the real accumulation on two small axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.accumulation import PaneSet
from prodshape.axes.base import Axis, Column, Grid
from prodshape.block import Block
from prodshape.keys import Keys
from prodshape.measurement import Measurer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodshape.messages import Batch

KEYS = Keys.derive(b"the secret of all the tests")


class Size(Axis):
    """Length in characters."""

    name: ClassVar[str] = "size"
    version = 1
    unit = "characters"
    ratio: ClassVar[str] = "characters / messages"
    grid = Grid.numeric((2, 4, 8, 16, 32), unit="characters")

    def measure(self, batch: Batch) -> Column:
        lengths = batch.lengths
        return Column(self.grid.codes(lengths), lengths, np.ones_like(lengths))


class Ending(Axis):
    """Does it end with a question mark; not measured if it is empty."""

    name: ClassVar[str] = "ending"
    version = 1
    unit = ""
    grid = Grid.categories(("plain", "question"))

    def measure(self, batch: Batch) -> Column:
        return Column(np.array([int(text.endswith("?")) if text else -1 for text in batch.texts], np.int16))


MEASURER = Measurer({"size": Size(), "ending": Ending()})


class Record:
    """One message of a log: everything that its counts depend on."""

    def __init__(
        self, topic: str, partition: int, offset: int, time_ms: int, *, text: str, author: str, segment: str
    ) -> None:
        self.topic, self.partition, self.offset, self.time_ms = topic, partition, offset, time_ms
        self.text, self.author, self.segment = text, author, segment


def count(records: Sequence[Record], k: int = 256) -> PaneSet:
    """Count records of one topic-partition as a consumer does."""
    found = PaneSet(k)
    if records:
        block = Block.of(
            [record.text for record in records],
            times=[record.time_ms for record in records],
            authors=[KEYS.author(record.author.encode()) for record in records],
            sources=[0] * len(records),
            segments=[record.segment for record in records],
            positions=np.concatenate(
                [
                    KEYS.positions(record.topic, record.partition, np.array([record.offset], np.int64))
                    for record in records
                ]
            ),
        )
        found.add(block, MEASURER.measure(block.texts), KEYS)
    return found


def records(
    rng: np.random.Generator, n: int, *, topic: str, partition: int, first_offset: int, begin_ms: int, span_ms: int
) -> list[Record]:
    """Random messages in three segments, in rough order of time."""
    times = np.sort(rng.integers(begin_ms, begin_ms + span_ms, n)) - rng.integers(0, 60_000, n)
    return [
        Record(
            topic,
            partition,
            first_offset + place,
            int(times[place]),
            text="x" * int(rng.integers(0, 40)) + ("?" if rng.random() < 0.3 else ""),
            author=f"user {rng.integers(0, 50)}",
            segment=("web", "app", "other")[int(rng.integers(0, 3))],
        )
        for place in range(n)
    ]
