"""Records from a file: one per line, read to its end."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from typing_extensions import override

from consumers.sources.base import Event, EventKind, PlainRecord, Record, Source, TopicPartition
from prodshape.errors import InputError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


class JsonlSource(Source):
    """A file of JSON Lines, or of plain texts, as a topic with one partition; the offset is the line's number.

    A blank line is passed over, as a compacted record is. All lines carry one timestamp, that of the file, unless
    the mapping finds a time inside the lines; that one must then lie within the window of the stream's rules.

    Args:
        path: the file.
        topic: the name under which it is counted.
        time_ms: the timestamp; by default the file's time of change.
        max_poll_records: most records of one poll.

    Raises:
        InputError: the file cannot be read.
    """

    def __init__(
        self, path: Path, topic: str | None = None, *, time_ms: int | None = None, max_poll_records: int = 5000
    ) -> None:
        try:
            self._file = path.open("rb")
            changed = int(path.stat().st_mtime * 1000)
        except OSError as error:
            raise InputError(f"The file {str(path)!r} cannot be read ({error.strerror}): name one that can.") from error
        self._at = TopicPartition(topic or path.stem, 0)
        self._time_ms = changed if time_ms is None else time_ms
        self._max = max_poll_records
        self._next = 0
        self._paused = True
        self._ended = False
        self._lines: int | None = None
        self._events = deque([Event(EventKind.ASSIGNED, (self._at,))])

    @property
    def finished(self) -> bool:
        """Whether every line was given."""
        return self._ended

    @override
    def poll(self, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        del timeout_s  # a file never keeps anybody waiting
        if self._paused or self._ended:
            return {}
        records: list[Record] = []
        while len(records) < self._max:
            line = self._file.readline()
            if not line:
                self._ended = True
                break
            value = line.rstrip(b"\r\n")
            if value:
                records.append(PlainRecord(self._next, self._time_ms, None, value))
            self._next += 1
        return {self._at: records} if records else {}

    @override
    def events(self) -> list[Event]:
        events = list(self._events)
        self._events.clear()
        return events

    @override
    def assignment(self) -> set[TopicPartition]:
        return {self._at}

    @override
    def seek(self, partition: TopicPartition, offset: int) -> None:
        del partition
        self._file.seek(0)
        self._next, self._ended = 0, False
        while self._next < offset and self._file.readline():
            self._next += 1

    @override
    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        self._paused = self._paused or self._at in set(partitions)

    @override
    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        if self._at in set(partitions):
            self._paused = False

    @override
    def position(self, partition: TopicPartition) -> int | None:
        return self._next if partition == self._at else None

    @override
    def high_water(self, partition: TopicPartition) -> int | None:
        return self._next if partition == self._at and self._ended else None

    @override
    def partitions(self, topic: str) -> list[int]:
        return [0] if topic == self._at.topic else []

    @override
    def beginnings(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(partitions, 0)

    @override
    def ends(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        if self._lines is None:
            here = self._file.tell()
            self._file.seek(0)
            self._lines = sum(1 for _ in self._file)
            self._file.seek(here)
        return dict.fromkeys(partitions, self._lines)

    @override
    def offsets_for_time(self, partitions: Sequence[TopicPartition], time_ms: int) -> dict[TopicPartition, int]:
        raise UnavailableError(
            f"The lines of a file have no times of their own; {len(partitions)} cannot start at {time_ms}: use earliest."
        )

    @override
    def topic_id(self, topic: str) -> str | None:
        del topic
        return None

    @override
    def absent(self, topics: Sequence[str]) -> list[str]:
        del topics
        return []

    @override
    def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        del offsets  # nobody else watches a file

    @override
    def rebuild(self, reason: str) -> None:
        del reason
        self._paused = True
        self._events += [Event(EventKind.LOST, (self._at,)), Event(EventKind.ASSIGNED, (self._at,))]

    @override
    def trouble(self) -> str | None:
        return None

    @override
    def close(self) -> None:
        self._file.close()
