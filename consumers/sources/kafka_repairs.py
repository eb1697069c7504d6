"""Faults of kafka-python 3.0.12 that would cost us partitions, and what we do about each; see docs/decisions/kafka-python.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka.coordinator.consumer import ConsumerCoordinator
from kafka.record.default_records import DefaultRecordBatch
from kafka.structs import TopicPartition as KafkaPartition
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from kafka import KafkaConsumer
    from kafka.future import Future

    from consumers.sources.base import TopicPartition


def repair(consumer: KafkaConsumer) -> None:
    """Make a new consumer finish the joins it begins, and create no topics by asking for them."""
    read_any_header()
    coordinator = getattr(consumer, "_coordinator", None)
    if coordinator is not None:
        coordinator.__class__ = FinishingCoordinator
    # kafka-python does not hand `allow_auto_create_topics` on to the part that asks for metadata.
    config = getattr(getattr(consumer, "_cluster", None), "config", {})
    if "allow_auto_create_topics" in config:
        config["allow_auto_create_topics"] = False


def read_any_header() -> None:
    """Let a record be read whose header has a name that is no UTF-8: the name gets U+FFFD, the record is as any other.

    To Kafka a name is bytes, and some clients write any; kafka-python calls the whole batch corrupt, again and again.
    """
    if getattr(DefaultRecordBatch, "_read_msg", None) is _READ_MSG:
        DefaultRecordBatch._read_msg = _read_msg  # noqa: SLF001  # there is no public way in


_READ_MSG = getattr(DefaultRecordBatch, "_read_msg", None)


def _read_msg(batch: Any) -> Any:
    begin = batch._pos  # noqa: SLF001  # as above
    try:
        return _READ_MSG(batch)  # type: ignore[misc]  # only put in its place if it is there
    except UnicodeDecodeError:
        strict = batch._buffer  # noqa: SLF001
        batch._pos, batch._buffer = begin, _Lenient(strict)  # noqa: SLF001
        try:
            return _READ_MSG(batch)  # type: ignore[misc]
        finally:
            batch._buffer = strict  # noqa: SLF001


class _Lenient(bytes):
    """Bytes of which a slice decodes whatever it holds."""

    @override
    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return _Lenient(found) if isinstance(found, bytes) else found

    @override
    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, errors)


def unpark(consumer: KafkaConsumer, partition: TopicPartition) -> None:
    """Throw away what was fetched of a paused partition and not given out: it is fetched again.

    kafka-python takes such records up again only if its slot for the partition in line is None; while other
    partitions are read that slot holds a used-up object instead, and the partition is silent for ever.
    """
    fetcher = getattr(consumer, "_fetcher", None)
    parked = getattr(fetcher, "_paused_partition_records", {}).pop(KafkaPartition(*partition), None)
    if parked is not None:
        parked.drain()


class FinishingCoordinator(ConsumerCoordinator):  # type: ignore[misc]  # kafka-python publishes no types
    """A member of a group that takes the answer to each join that it asked for.

    A join goes on while nobody polls. kafka-python loses its answer in two ways: if it came between two polls,
    the next poll starts the join again, so that members which are not polled all the time make each other
    rebalance for ever; and if the join was begun because partitions were added, its leader forgets that it
    is joining, is given no partitions, and sends no heartbeats.
    """

    @override
    def need_rejoin(self) -> bool:
        return bool(self.rejoining or super().need_rejoin())

    @override
    async def join_group_async(self, timeout_ms: float | None = None) -> bool:
        answer: Future | None = self._join_task
        if self.rejoining and answer is not None and answer.is_done:
            self._join_task: Any = _Unread(answer)
        return bool(await super().join_group_async(timeout_ms))


class _Unread:
    """An answer that came while nobody waited: it says that it is still to come, so that somebody waits for it."""

    is_done = False

    def __init__(self, answer: Future) -> None:
        self._answer = answer

    def add_callback(self, call: Callable[[Any], None]) -> None:
        self._answer.add_callback(call)

    def add_errback(self, call: Callable[[BaseException], None]) -> None:
        self._answer.add_errback(call)

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._answer.__await__()  # type: ignore[no-any-return]  # as above
