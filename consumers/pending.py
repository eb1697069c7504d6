"""Decoded messages that wait to be measured: those of all partitions that are measured alike are measured together."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consumers.decode import UNMEASURABLE
from consumers.measuring import join_blocks, measure_runs, part_of_block, part_of_measurement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from consumers.decode import Decoded
    from consumers.measuring import Run
    from consumers.metrics import ConsumerMetrics
    from consumers.open_partition import OpenPartition
    from consumers.refusals import Refusals
    from consumers.sources.base import Record
    from prodshape.block import Block
    from prodshape.keys import Keys
    from prodshape.measurement import Measurer

log = logging.getLogger(__name__)


@dataclass
class _Part:
    opened: OpenPartition
    block: Block
    records: Sequence[Record] | None


@dataclass
class _Share:
    """The messages of one partition in a batch, from place `begin` of the batch on."""

    opened: OpenPartition
    block: Block
    parts: list[_Part]
    begin: int


class Pending:
    """The messages that were taken and are in no pane yet.

    Args:
        measurers: of all axes, by stream; streams that are measured alike share one.
        keys: of the installation.
        size: messages that are measured at once, about.
        refusals: told of messages that no axis survives.
        metrics: told of the time spent.
        tick: called after every batch.
    """

    def __init__(
        self,
        measurers: Mapping[str, Measurer],
        keys: Keys,
        size: int,
        *,
        refusals: Refusals,
        metrics: ConsumerMetrics,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self._measurers = measurers
        self._keys = keys
        self._size = size
        self._refusals = refusals
        self._metrics = metrics
        self._tick = tick
        self._parts: list[_Part] = []
        self._messages = 0

    def __len__(self) -> int:
        return self._messages

    @property
    def full(self) -> bool:
        """Whether enough wait to be measured."""
        return self._messages >= self._size

    def add(self, opened: OpenPartition, decoded: Decoded, records: Sequence[Record]) -> None:
        """Let the messages of these records wait."""
        if len(decoded.block):
            # Kept in memory only where a dead-letter topic may need one of them.
            kept = [records[row] for row in decoded.rows] if self._refusals.has_topic(opened.stream) else None
            self._parts.append(_Part(opened, decoded.block, kept))
            self._messages += len(decoded.block)

    def drop(self, opened: OpenPartition) -> None:
        """Forget what waits of a partition."""
        if any(part.opened is opened for part in self._parts):
            self._parts = [part for part in self._parts if part.opened is not opened]
            self._messages = sum(len(part.block) for part in self._parts)

    def measure(self) -> None:
        """Measure everything that waits, of all partitions together, and count it in their panes."""
        if not self._parts:
            return
        began = time.thread_time()
        for measurer, shares in self._shares().items():
            texts = [text for share in shares for text in share.block.texts]
            for run in measure_runs(measurer, texts, self._size):
                self._tick()
                for share in shares:
                    start, stop = max(run.start, share.begin), min(run.stop, share.begin + len(share.block))
                    if start < stop:
                        self._count(share, run, start, stop)
        self._metrics.measure_seconds.inc(time.thread_time() - began)

    def _shares(self) -> dict[Measurer, list[_Share]]:
        """Take everything that waits, joined by partition, by what measures it."""
        by_partition: dict[OpenPartition, list[_Part]] = {}
        for part in self._parts:
            by_partition.setdefault(part.opened, []).append(part)
        self._parts, self._messages = [], 0
        shares: dict[Measurer, list[_Share]] = {}
        for opened, parts in by_partition.items():
            block = join_blocks([part.block for part in parts])
            before = shares.setdefault(self._measurers[opened.stream], [])
            begin = before[-1].begin + len(before[-1].block) if before else 0
            before.append(_Share(opened, block, parts, begin))
        return shares

    def _count(self, share: _Share, run: Run, start: int, stop: int) -> None:
        """Count the messages `[start, stop)` of the batch: what the run has of this partition."""
        if run.measurement is None:
            self._refuse(share, start - share.begin)
            return
        share.opened.panes.add(
            part_of_block(share.block, start - share.begin, stop - share.begin),
            part_of_measurement(run.measurement, start - run.start, stop - run.start),
            self._keys,
        )
        share.opened.messages += stop - start

    def _refuse(self, share: _Share, row: int) -> None:
        opened = share.opened
        for part in share.parts:
            if row < len(part.block):
                break
            row -= len(part.block)
        if part.records is None:
            opened.refused[UNMEASURABLE] += 1
            log.error("%s: a message cannot be measured", opened.claim.key)
        else:
            log.error("%s: the message at offset %d cannot be measured", opened.claim.key, part.records[row].offset)
            self._refusals.refuse(opened, part.records[row], UNMEASURABLE)
