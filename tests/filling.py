"""A store with counted messages in it, for tests of what reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from prodshape.freezing import freeze
from prodshape.pane import Pane
from prodshape.sample import Sample
from service.store.axis_definitions import register_axes
from service.store.checkpoints import Delta, checkpoint
from service.store.moments import to_ms
from service.store.partitions import Claim, PartitionKey, claim, register_topic
from tests.counting import MEASURER, Record, count, records

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from prodshape.fingerprint import Fingerprint

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


class Producer:
    """Writes messages of one partition as a consumer does, which claimed it at `now`."""

    def __init__(
        self,
        engine: Engine,
        *,
        stream: str = "default",
        topic: str = "chat",
        partition: int = 0,
        now: datetime = NOW,
    ) -> None:
        self.engine = engine
        key = PartitionKey(stream, topic, partition)
        register_topic(engine, stream, topic, topic_id="A", starts={partition: 0}, policy="earliest", now=now)
        register_axes(engine, MEASURER.definitions, now=now)
        self.claim: Claim = claim(engine, key, owner="p", topic_id="A", key_digest="k", beginning=0, now=now)
        self.next_offset = self.claim.next_offset
        self._rng = np.random.default_rng(partition)

    def write(
        self, n: int, *, begin: datetime, end: datetime, now: datetime | None = None, text: str | None = None
    ) -> list[Record]:
        """Count `n` random messages with event times in `[begin, end)`, then be caught up at `now`, by default `end`."""
        read = records(
            self._rng,
            n,
            topic=self.claim.key.topic,
            partition=self.claim.key.partition,
            first_offset=self.next_offset,
            begin_ms=to_ms(begin) + 60_000,
            span_ms=max(1, to_ms(end) - to_ms(begin) - 60_000),
        )
        for record in read:
            record.text = record.text if text is None else text
        counted = count(read)
        moment = now or end
        checkpoint(
            self.engine,
            [
                Delta(
                    self.claim,
                    base_offset=self.next_offset,
                    next_offset=self.next_offset + n,
                    records=n,
                    messages=n,
                    last_event_ms=max((record.time_ms for record in read), default=None),
                    caught_up_at=moment,
                    panes=counted.panes,
                    samples=counted.samples,
                )
            ],
            now=moment,
        )
        self.next_offset += n
        return read


def dataset_of(texts: list[str]) -> Fingerprint:
    """The fingerprint of a training set."""
    read = [
        Record("file", 0, place, to_ms(NOW), text=text, author=f"row {place}", segment="all")
        for place, text in enumerate(texts)
    ]
    pane, sample = Pane(), Sample(4096)
    counted = count(read)
    for part in counted.panes.values():
        pane.merge(part)
    for drawn in counted.samples.values():
        sample.merge(drawn)
    return freeze(pane, sample, MEASURER.definitions, kind="dataset", source={"rows": len(texts)})


HOURS = timedelta(hours=1)
