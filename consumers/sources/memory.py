"""Records from memory: a log in this process, for tests and for trying things out."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from typing_extensions import override

from consumers.sources.base import Event, EventKind, PlainRecord, Record, Source, TopicPartition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class MemoryLog:
    """Partitions of records, to which records can be appended and from which the oldest can be deleted.

    Example:
        >>> log = MemoryLog({"chat": 2})
        >>> log.append("chat", 1, b"hi", timestamp=1_700_000_000_000)
        0
        >>> log.end(TopicPartition("chat", 1))
        1
    """

    def __init__(self, topics: Mapping[str, int], ids: Mapping[str, str] | None = None) -> None:
        self.partitions = {
            TopicPartition(topic, number): deque[PlainRecord]()
            for topic, count in topics.items()
            for number in range(count)
        }
        self.ids = dict(ids or {})
        self._next = dict.fromkeys(self.partitions, 0)

    def append(
        self, topic: str, partition: int, value: bytes | None, *, timestamp: int, key: bytes | None = None
    ) -> int:
        """Add a record; gives its offset."""
        at = TopicPartition(topic, partition)
        self.partitions.setdefault(at, deque())
        offset = self._next.setdefault(at, 0)
        self.partitions[at].append(PlainRecord(offset, timestamp, key, value))
        self._next[at] = offset + 1
        return offset

    def skip(self, topic: str, partition: int, count: int) -> None:
        """Leave out offsets, as marks of transactions do."""
        self._next[TopicPartition(topic, partition)] += count

    def delete_before(self, topic: str, partition: int, offset: int) -> None:
        """Forget records, as retention does."""
        records = self.partitions[TopicPartition(topic, partition)]
        while records and records[0].offset < offset:
            records.popleft()

    def recreate(self, topic: str, topic_id: str) -> None:
        """Delete the topic and make it anew, empty."""
        for partition in self.partitions:
            if partition.topic == topic:
                self.partitions[partition].clear()
                self._next[partition] = 0
        self.ids[topic] = topic_id

    def beginning(self, partition: TopicPartition) -> int:
        """Give the first offset that is still there, or the end."""
        records = self.partitions[partition]
        return records[0].offset if records else self._next[partition]

    def end(self, partition: TopicPartition) -> int:
        """Give the offset that the next record will have."""
        return self._next[partition]


class MemorySource(Source):
    """A member of a group of one: all partitions of its topics are its own, from the first poll on.

    Args:
        log: what is read.
        topics: which topics.
        max_poll_records: most records of one poll.
    """

    def __init__(self, log: MemoryLog, topics: Sequence[str], *, max_poll_records: int = 5000) -> None:
        self._log = log
        self._topics = set(topics)
        self._max = max_poll_records
        self._positions: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()
        self._events: deque[Event] = deque()
        self.committed: dict[TopicPartition, int] = {}
        self.rebuilt: list[str] = []
        self.assign(partition for partition in log.partitions if partition.topic in self._topics)

    def assign(self, partitions: Iterable[TopicPartition]) -> None:
        """Give these partitions to this member, paused, as a group does."""
        given = tuple(sorted(partitions))
        self._positions |= dict.fromkeys(given, 0)
        self._paused |= set(given)
        self._events.append(Event(EventKind.ASSIGNED, given))

    def revoke(self, partitions: Iterable[TopicPartition], kind: EventKind = EventKind.REVOKED) -> None:
        """Take these partitions away."""
        taken = tuple(sorted(partitions))
        for partition in taken:
            self._positions.pop(partition, None)
            self._paused.discard(partition)
        self._events.append(Event(kind, taken))

    @override
    def poll(self, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        del timeout_s  # what is in memory is there at once
        batches: dict[TopicPartition, list[Record]] = {}
        room = self._max
        for partition, position in list(self._positions.items()):
            if partition in self._paused or room <= 0:
                continue
            if not self._log.beginning(partition) <= position <= self._log.end(partition):
                self._paused.add(partition)
                self._events.append(Event(EventKind.OUT_OF_RANGE, (partition,), position))
                continue
            found: list[Record] = [record for record in self._log.partitions[partition] if record.offset >= position]
            given = found[:room]
            room -= len(given)
            if given:
                batches[partition] = given
            everything = len(given) == len(found)
            self._positions[partition] = self._log.end(partition) if everything else given[-1].offset + 1
        return batches

    @override
    def events(self) -> list[Event]:
        events = list(self._events)
        self._events.clear()
        return events

    @override
    def assignment(self) -> set[TopicPartition]:
        return set(self._positions)

    @override
    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._positions[partition] = offset

    @override
    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        self._paused |= set(partitions) & self._positions.keys()

    @override
    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        self._paused -= set(partitions)

    @override
    def position(self, partition: TopicPartition) -> int | None:
        return self._positions.get(partition)

    @override
    def high_water(self, partition: TopicPartition) -> int | None:
        return self._log.end(partition)

    @override
    def partitions(self, topic: str) -> list[int]:
        return sorted(partition.partition for partition in self._log.partitions if partition.topic == topic)

    @override
    def beginnings(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return {partition: self._log.beginning(partition) for partition in partitions}

    @override
    def ends(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return {partition: self._log.end(partition) for partition in partitions}

    @override
    def offsets_for_time(self, partitions: Sequence[TopicPartition], time_ms: int) -> dict[TopicPartition, int]:
        return {
            partition: next(
                (record.offset for record in self._log.partitions[partition] if record.timestamp >= time_ms),
                self._log.end(partition),
            )
            for partition in partitions
        }

    @override
    def topic_id(self, topic: str) -> str | None:
        return self._log.ids.get(topic)

    @override
    def absent(self, topics: Sequence[str]) -> list[str]:
        return [topic for topic in topics if not self.partitions(topic)]

    @override
    def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        self.committed |= offsets

    @override
    def rebuild(self, reason: str) -> None:
        self.rebuilt.append(reason)
        partitions = list(self._positions)
        self.revoke(partitions, EventKind.LOST)
        self.assign(partitions)

    @override
    def trouble(self) -> str | None:
        return None

    @override
    def close(self) -> None:
        self._positions.clear()
