"""A claimed partition between two checkpoints: what was counted, and what waits to be measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prodshape.accumulation import PaneSet
from service.store.checkpoints import Delta, Gap

if TYPE_CHECKING:
    from datetime import datetime

    from consumers.decode import Decoded, Decoder
    from consumers.sources.base import TopicPartition
    from service.store.partitions import Claim


@dataclass(eq=False)
class OpenPartition:
    """The counts of one claim since its last checkpoint.

    Attributes:
        partition: which one.
        claim: the right to write.
        decoder: reads its records.
        base_offset: where the last checkpoint ended.
        next_offset: the first record that was not taken yet.
        moved_at: monotonic seconds when a record last came, or when one could not come.
        caught_up_at: when the end of the log was last seen, by the checkpoint being made; else None.
    """

    partition: TopicPartition
    claim: Claim
    decoder: Decoder
    base_offset: int
    next_offset: int
    moved_at: float
    nudged: bool = False
    panes: PaneSet = field(default_factory=PaneSet)
    records: int = 0
    messages: int = 0
    filtered: int = 0
    clock_skew: int = 0
    time_missing: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    dead_letters: int = 0
    last_event_ms: int | None = None
    high_water: int | None = None
    caught_up_at: datetime | None = None
    gaps: list[Gap] = field(default_factory=list)

    @property
    def stream(self) -> str:
        """The stream that it belongs to."""
        return self.claim.key.stream

    def jump(self, offset: int, reason: str) -> Gap:
        """Go on at a later offset, since the log lost what lies between."""
        gap = Gap(self.next_offset, offset, reason)
        self.gaps.append(gap)
        self.next_offset = offset
        return gap

    def take(self, decoded: Decoded, records: int, next_offset: int, *, moved_at: float, now_ms: int) -> None:
        """Count records that were decoded; the refused ones and the messages are counted where they end."""
        self.records += records
        self.filtered += decoded.filtered
        self.clock_skew += decoded.clock_skew
        self.time_missing += decoded.time_missing
        # A producer's clock that is a day ahead tells nothing of how far we are.
        past = decoded.block.times[decoded.block.times <= now_ms]
        if len(past):
            latest = int(past.max())
            self.last_event_ms = latest if self.last_event_ms is None else max(self.last_event_ms, latest)
        self.next_offset = next_offset
        self.moved_at = moved_at
        self.nudged = False

    def delta(self) -> Delta:
        """Give what the checkpoint writes."""
        return Delta(
            claim=self.claim,
            base_offset=self.base_offset,
            next_offset=self.next_offset,
            records=self.records,
            messages=self.messages,
            filtered=self.filtered,
            refused=dict(self.refused),
            clock_skew=self.clock_skew,
            time_missing=self.time_missing,
            last_event_ms=self.last_event_ms,
            high_water=self.high_water,
            caught_up_at=self.caught_up_at,
            panes=self.panes.panes,
            samples=self.panes.samples,
            gaps=list(self.gaps),
        )

    def written(self) -> None:
        """Begin anew behind a checkpoint that was written: stored rows are summands, memory holds only what comes now."""
        self.base_offset = self.next_offset
        self.panes = PaneSet()
        self.records = self.messages = self.filtered = self.clock_skew = self.time_missing = self.dead_letters = 0
        self.refused = Counter()
        self.last_event_ms = None
        self.gaps = []
