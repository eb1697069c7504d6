"""What the loop needs of a source of records, whatever is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class TopicPartition(NamedTuple):
    """One partition of a topic."""

    topic: str
    partition: int


class Record(Protocol):
    """One record of a log. kafka-python's own records fit, so that none is copied."""

    @property
    def offset(self) -> int:
        """Its position in the partition."""

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970 UTC by the log, or -1 if it has none."""

    @property
    def key(self) -> bytes | None:
        """Its key."""

    @property
    def value(self) -> bytes | None:
        """Its content."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]:
        """Its headers."""


class PlainRecord(NamedTuple):
    """A record that comes from no broker."""

    offset: int
    timestamp: int
    key: bytes | None = None
    value: bytes | None = None
    headers: Sequence[tuple[str, bytes | None]] = ()


class EventKind(Enum):
    """What may happen to partitions between two polls."""

    ASSIGNED = "assigned"
    """They are ours now, paused: claim them, seek, resume."""
    REVOKED = "revoked"
    """They go to another member: forget what is not stored."""
    LOST = "lost"
    """We were thrown out, or the connection was rebuilt: the same."""
    OUT_OF_RANGE = "out_of_range"
    """The log does not have `offset`: it is paused until somebody seeks."""
    TRUNCATED = "truncated"
    """The log was cut back to `offset` (or -1: unknown) behind our position."""


@dataclass(frozen=True)
class Event:
    """Something happened to partitions; `offset` as in `EventKind`, else -1."""

    kind: EventKind
    partitions: tuple[TopicPartition, ...]
    offset: int = -1


class Source(Protocol):
    """A source of records in partitions, used by one thread.

    Methods that ask a broker raise `prodshape.errors.UnavailableError` if it does not answer; `poll` never
    does: it reconnects by itself, and `trouble` says what is wrong.
    """

    def poll(self, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        """Give the next records of the partitions that are not paused, in order; empty after `timeout_s`."""

    def events(self) -> list[Event]:
        """Give, once, what happened since the last call, in order: handle it before the records of the same poll."""

    def assignment(self) -> set[TopicPartition]:
        """Give the partitions that are ours."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go on at `offset`."""

    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        """Give no records of these until they are resumed."""

    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        """Give their records again."""

    def position(self, partition: TopicPartition) -> int | None:
        """Give the next offset to be read, also past records that are not shown (aborted transactions)."""

    def high_water(self, partition: TopicPartition) -> int | None:
        """Give the offset that the next record of the log will have, as last heard."""

    def partitions(self, topic: str) -> list[int]:
        """Give the numbers of a topic's partitions."""

    def beginnings(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the first offset that the log still has."""

    def ends(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the offset after the last record that may be read."""

    def offsets_for_time(self, partitions: Sequence[TopicPartition], time_ms: int) -> dict[TopicPartition, int]:
        """Give the first offset with a timestamp of at least `time_ms`, or the end."""

    def topic_id(self, topic: str) -> str | None:
        """Give the id of the topic, which changes if it is made anew; None if the broker has none."""

    def absent(self, topics: Sequence[str]) -> list[str]:
        """Give those of the topics that are not there, or that we may not see."""

    def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Tell the broker how far we are, for its own tools; nothing depends on it, and it may fail in silence."""

    def rebuild(self, reason: str) -> None:
        """Throw the connection away and make a new one: all partitions are lost, and assigned again."""

    def trouble(self) -> str | None:
        """Say in one sentence what is wrong, or None."""

    def left_out(self) -> frozenset[TopicPartition]:
        """Give the partitions that cannot be read at all; they stay paused, and `trouble` says why."""
        return frozenset()

    def close(self) -> None:
        """Leave; does not wait for long."""
