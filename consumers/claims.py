"""How a partition becomes ours: registered once, claimed in the store, found in the log."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from consumers.decode import Decoder
from consumers.gaps import count_gap, log_gap
from consumers.open_partition import OpenPartition
from consumers.settings import start_time
from consumers.sources.base import TopicPartition
from prodshape.errors import UnavailableError
from service.store.axis_definitions import register_axes
from service.store.errors import Fenced, SecretChanged, TopicRecreated
from service.store.partitions import PartitionKey, claim, register_topic
from service.store.rewinding import rewind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Engine

    from consumers.metrics import ConsumerMetrics
    from consumers.plan import StreamPlan
    from consumers.sources.base import Source
    from prodshape.definitions import AxisDefinition, AxisKey
    from prodshape.keys import Keys
    from service.store.partitions import Claim

log = logging.getLogger(__name__)

SHORTEST_WAIT_S = 0.25
LONGEST_WAIT_S = 15.0
REFUSED_WAIT_S = 15.0
SIGHTINGS = 3
"""How often in a row a log must end before our offset to be believed: a new leader may be behind for a moment."""


@dataclass
class _Wanted:
    due: float
    attempts: int = 0
    short: int = 0
    refused: str | None = None


@dataclass
class Claims:
    """The partitions that are assigned to us and not claimed yet.

    Args:
        source: where the records come from.
        engine: the store.
        plans: the streams by name.
        keys: of the installation; authors are hashed under them.
        definitions: the axes that will be counted.
        owner: our name, for people.
        metrics: told of claims and refusals.
        now: the time, UTC.
        clock: monotonic seconds.
    """

    source: Source
    engine: Engine
    plans: Mapping[str, StreamPlan]
    keys: Keys
    definitions: Mapping[AxisKey, AxisDefinition]
    owner: str
    metrics: ConsumerMetrics
    now: Callable[[], datetime]
    clock: Callable[[], float]
    _streams: dict[str, str] = field(init=False)
    _decoders: dict[str, Decoder] = field(init=False)
    _wanted: dict[TopicPartition, _Wanted] = field(default_factory=dict)
    _registered: set[str] = field(default_factory=set)
    _axes_known: bool = False
    _truncated: dict[TopicPartition, int] = field(default_factory=dict)
    _trouble: str | None = None

    def __post_init__(self) -> None:
        self._streams = {topic: name for name, plan in self.plans.items() for topic in plan.topics}
        self._decoders = {name: Decoder(plan.rules, self.keys) for name, plan in self.plans.items()}

    def want(self, partition: TopicPartition) -> None:
        """Claim it at the next occasion, or later if that failed lately."""
        self._wanted.setdefault(partition, _Wanted(self.clock()))

    def want_later(self, partition: TopicPartition) -> None:
        """Claim it after a pause: somebody else may be its owner by then."""
        wanted = self._wanted.setdefault(partition, _Wanted(self.clock()))
        self._postpone(wanted)

    def forget(self, partition: TopicPartition) -> None:
        """It is not assigned to us any more."""
        self._wanted.pop(partition, None)

    def truncated(self, partition: TopicPartition, offset: int) -> None:
        """Remember that the log was cut back to `offset` (-1: unknown) behind our position."""
        self._truncated[partition] = offset

    def faults(self) -> list[str]:
        """Say why partitions that are ours are not counted."""
        refused = list(dict.fromkeys(wanted.refused for wanted in self._wanted.values() if wanted.refused))
        return refused + ([self._trouble] if self._trouble and self._wanted else [])

    def make(self) -> list[OpenPartition]:
        """Claim what is due; what fails is tried again later.

        The caller seeks and resumes. Partitions that are no longer assigned to us are left alone: a late
        claim would fence the true owner.
        """
        now = self.clock()
        ours = self.source.assignment() if self._wanted else set()
        for partition in [partition for partition in self._wanted if partition not in ours]:
            del self._wanted[partition]
        due: dict[str, list[TopicPartition]] = {}
        for partition, wanted in sorted(self._wanted.items()):
            if wanted.due <= now:
                due.setdefault(partition.topic, []).append(partition)
        made: list[OpenPartition] = []
        for topic, partitions in due.items():
            try:
                self._claim_topic(topic, partitions, made)
            except UnavailableError as error:
                self._fail(partitions, f"Partitions of {topic} cannot be claimed yet: {_first_line(error)}")
            except SQLAlchemyError as error:
                # A database that does not answer takes seconds to say so: once is enough for all of them.
                waiting = [partition for partition in self._wanted if self._wanted[partition].due <= now]
                self._fail(waiting, f"Partitions of {topic} cannot be claimed yet: {_first_line(error)}")
                break
        return made

    def _claim_topic(self, topic: str, partitions: list[TopicPartition], made: list[OpenPartition]) -> None:
        stream = self._streams[topic]
        topic_id = self.source.topic_id(topic)
        if not self._axes_known:
            register_axes(self.engine, self.definitions, now=self.now())
            self._axes_known = True
        if topic not in self._registered:
            self._register(stream, topic, topic_id)
        beginnings = self.source.beginnings(partitions)
        ends = self.source.ends(partitions)
        for partition in partitions:
            key = PartitionKey(stream, topic, partition.partition)
            try:
                found = claim(
                    self.engine,
                    key,
                    owner=self.owner,
                    topic_id=topic_id,
                    key_digest=self.keys.digest,
                    beginning=beginnings[partition],
                    now=self.now(),
                )
                opened = self._open(partition, found, beginnings[partition], ends[partition])
            except (TopicRecreated, SecretChanged) as error:
                self._refuse(partition, stream, error)
                continue
            except Fenced as error:
                self._fail([partition], f"{key} cannot be claimed yet: {_first_line(error)}")
                continue
            if opened is not None:
                made.append(opened)
                self._trouble = None

    def _register(self, stream: str, topic: str, topic_id: str | None) -> None:
        policy = self.plans[stream].start
        everything = [TopicPartition(topic, number) for number in self.source.partitions(topic)]
        if not everything:
            raise UnavailableError(f"The topic {topic} has no partitions that we may see.")
        time_ms = start_time(policy)
        if time_ms is not None:
            starts = self.source.offsets_for_time(everything, time_ms)
        else:
            starts = self.source.beginnings(everything) if policy == "earliest" else self.source.ends(everything)
        numbers = {partition.partition: offset for partition, offset in starts.items()}
        if register_topic(self.engine, stream, topic, topic_id=topic_id, starts=numbers, policy=policy, now=self.now()):
            log.info("topic %s of stream %s is read for the first time, from %s: %s", topic, stream, policy, numbers)
        self._registered.add(topic)

    def _open(self, partition: TopicPartition, found: Claim, beginning: int, end: int) -> OpenPartition | None:
        wanted = self._wanted[partition]
        stream = found.key.stream
        if found.retired_at is not None:
            log.warning("topic %s of stream %s was retired, and is read again", found.key.topic, stream)
        if found.next_offset > end:
            wanted.short += 1
            if wanted.short < SIGHTINGS:
                wanted.due = self.clock() + 1.0
                return None
            # A log of which we have no id may be another one, under the old name: then nothing of it was counted.
            target = beginning if found.topic_id is None else end
            former = found.next_offset
            found = rewind(self.engine, found, target, reason="truncated", now=self.now())
            self._gap(found.key, target, former, "truncated")
        del self._wanted[partition]
        opened = OpenPartition(
            partition, found, self._decoders[stream], found.next_offset, found.next_offset, self.clock()
        )
        divergent = self._truncated.pop(partition, None)
        if divergent is not None and 0 <= divergent < found.next_offset:
            # New records took the place of counted ones: neither can be told apart any more.
            self._gap(found.key, divergent, found.next_offset, "truncated")
        if found.next_offset < beginning:
            gap = opened.jump(beginning, "retention")
            log_gap(found.key, gap.from_offset, gap.to_offset, gap.reason)  # counted with its checkpoint
        self.metrics.claims.labels(stream).inc()
        log.info("claimed %s: epoch %d, from offset %d", found.key, found.epoch, opened.next_offset)
        return opened

    def _gap(self, key: PartitionKey, start: int, stop: int, reason: str) -> None:
        log_gap(key, start, stop, reason)
        count_gap(self.metrics, key, start, stop, reason)

    def _refuse(self, partition: TopicPartition, stream: str, error: TopicRecreated | SecretChanged) -> None:
        wanted = self._wanted[partition]
        if wanted.refused != str(error):
            log.error("%s", error)
        wanted.refused = str(error)
        wanted.due = self.clock() + REFUSED_WAIT_S
        reason = "topic_recreated" if isinstance(error, TopicRecreated) else "secret_changed"
        self.metrics.refused_claims.labels(stream, reason).inc()

    def _fail(self, partitions: list[TopicPartition], sentence: str) -> None:
        if sentence != self._trouble:
            log.warning("%s", sentence)
        self._trouble = sentence
        for partition in partitions:
            if partition in self._wanted:
                self._postpone(self._wanted[partition])

    def _postpone(self, wanted: _Wanted) -> None:
        wanted.attempts += 1
        wanted.due = self.clock() + min(LONGEST_WAIT_S, SHORTEST_WAIT_S * 2 ** min(wanted.attempts, 8))


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
