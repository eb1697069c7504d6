"""Records from Kafka, through kafka-python and around its traps; each rule here was measured."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from kafka import KafkaConsumer
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import (
    AuthorizationError,
    KafkaError,
    LogTruncationError,
    OffsetOutOfRangeError,
    SaslAuthenticationFailedError,
    UnsupportedSaslMechanismError,
)
from kafka.structs import OffsetAndMetadata
from kafka.structs import TopicPartition as KafkaPartition
from typing_extensions import override

from consumers.diagnosis import diagnose_connection, refusal_sentence
from consumers.sources.base import Event, EventKind, Record, Source, TopicPartition
from consumers.sources.codecs import check_codecs
from consumers.sources.group_listener import GroupListener
from consumers.sources.kafka_repairs import repair, unpark
from consumers.sources.topic_ids import TopicIds
from consumers.sources.unreadable import Unreadable
from prodshape.errors import ConfigurationError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from consumers.connection import KafkaConnection

log = logging.getLogger(__name__)

ASSIGNORS = {"range": RangePartitionAssignor, "cooperative_sticky": CooperativeStickyAssignor}
ASK_MS = 5_000
CLOSE_MS = 5_000
DIAGNOSIS_S = 1.0
AUTHENTICATION_PAUSE_S = 60.0
LONGEST_PAUSE_S = 15.0

_AUTHENTICATION = (AuthorizationError, SaslAuthenticationFailedError, UnsupportedSaslMechanismError)


def _tell_nobody(reason: str) -> None:
    del reason


class KafkaSource(Source):
    """A member of a consumer group that keeps its offsets elsewhere.

    Any error that kafka-python does not call retriable ends the consumer inside: the next `poll` builds a new
    one, since polling the old one again may spin for ever.

    Args:
        connection: where the brokers are.
        group: the consumer group.
        topics: what to read.
        assignor: `range` or `cooperative_sticky`; the same in all members.
        max_poll_records: most records of one poll.
        session_timeout_ms: after this silence the group gives our partitions to others.
        member: a static member id, or None.
        on_rebuild: called with the reason (`error`, `authentication`, `stall`, `truncated`) at each rebuild.
    """

    def __init__(
        self,
        connection: KafkaConnection,
        *,
        group: str | None,
        topics: Sequence[str],
        assignor: str = "range",
        max_poll_records: int = 5000,
        session_timeout_ms: int = 30_000,
        max_poll_interval_ms: int = 300_000,
        metadata_max_age_ms: int = 30_000,
        member: str | None = None,
        on_rebuild: Callable[[str], None] = _tell_nobody,
    ) -> None:
        check_codecs()
        if assignor not in ASSIGNORS:
            raise ConfigurationError(f"The assignor must be one of {', '.join(ASSIGNORS)}, got {assignor!r}.")
        self._connection = connection
        self._group = group
        self._topics = list(topics)
        self._on_rebuild = on_rebuild
        self._options: dict[str, Any] = connection.options() | {
            "client_id": "prodshape",
            "group_id": group,
            "group_instance_id": member,
            "enable_auto_commit": False,
            "auto_offset_reset": "none",
            "isolation_level": "read_committed",
            "allow_auto_create_topics": False,
            "exclude_internal_topics": True,
            "max_poll_records": max_poll_records,
            "max_poll_interval_ms": max_poll_interval_ms,
            "session_timeout_ms": session_timeout_ms,
            "heartbeat_interval_ms": min(3000, session_timeout_ms // 4),
            "partition_assignment_strategy": [ASSIGNORS[assignor]],
            "metadata_max_age_ms": metadata_max_age_ms,
        }
        self._consumer: KafkaConsumer | None = None
        self._listener: GroupListener | None = None
        self._events: deque[Event] = deque()
        self._unreadable = Unreadable()
        self._topic_ids = TopicIds(connection, timeout_ms=ASK_MS)
        self._failures = 0
        self._not_before = 0.0
        self._trouble: str | None = "not connected to Kafka yet"

    @override
    def poll(self, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:  # noqa: C901, PLR0911 - one place lists every way to fail
        consumer = self._consumer
        if consumer is None:
            wait = self._not_before - time.monotonic()
            if wait > 0:
                time.sleep(min(wait, timeout_s))
                return {}
            try:
                consumer = self._build()
            except UnavailableError:
                return {}
        try:
            batches = consumer.poll(timeout_ms=int(timeout_s * 1000))
        except OffsetOutOfRangeError as error:
            for partition, offset in error.args[0].items():
                consumer.pause(partition)
                self._events.append(Event(EventKind.OUT_OF_RANGE, (TopicPartition(*partition),), offset))
            return {}
        except LogTruncationError as error:
            for partition, divergent in error.divergent_offsets.items():
                offset = -1 if divergent is None else divergent.offset
                self._events.append(Event(EventKind.TRUNCATED, (TopicPartition(*partition),), offset))
            self.rebuild("truncated")
            return {}
        except _AUTHENTICATION as error:
            self._fail(refusal_sentence(error, self._group), "authentication", AUTHENTICATION_PAUSE_S)
            return {}
        except KafkaError as error:
            if error.retriable:
                log.warning("Kafka did not answer as it should, asking again: %s", error)
                time.sleep(0.1)
                return {}
            self._unreadable.blame(consumer, error)
            self._fail(f"kafka-python gave up: {error!r}", "error")
            return {}
        except Exception as error:
            log.exception("kafka-python failed in a way it does not name")
            self._unreadable.blame(consumer, error)
            self._fail(f"kafka-python failed: {error!r}", "error")
            return {}
        if batches:
            self._failures, self._trouble = 0, None
        return batches  # type: ignore[no-any-return]  # its named tuples equal ours

    @override
    def events(self) -> list[Event]:
        events = []
        while self._events:
            events.append(self._events.popleft())
        return events

    @override
    def assignment(self) -> set[TopicPartition]:
        return set() if self._consumer is None else {TopicPartition(*tp) for tp in self._consumer.assignment()}

    @override
    def seek(self, partition: TopicPartition, offset: int) -> None:
        if self._consumer is not None:
            self._consumer.seek(KafkaPartition(*partition), offset)
            unpark(self._consumer, partition)

    @override
    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        ours = self.assignment()
        if self._consumer is not None:
            self._consumer.pause(*(KafkaPartition(*tp) for tp in partitions if tp in ours))

    @override
    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        ours = self.assignment() - self._unreadable.partitions
        for partition in partitions:
            if self._consumer is not None and partition in ours:
                unpark(self._consumer, partition)
                self._consumer.resume(KafkaPartition(*partition))

    @override
    def position(self, partition: TopicPartition) -> int | None:
        if self._consumer is None:
            return None
        try:
            return self._consumer.position(KafkaPartition(*partition), timeout_ms=0)  # type: ignore[no-any-return]
        except KafkaError:
            return None  # no longer ours, or truncated: the next poll says so

    @override
    def high_water(self, partition: TopicPartition) -> int | None:
        if self._consumer is None:
            return None
        try:
            return self._consumer.highwater(KafkaPartition(*partition))  # type: ignore[no-any-return]
        except KafkaError:
            return None

    @override
    def partitions(self, topic: str) -> list[int]:
        found = self._ask("the partitions of " + topic, lambda consumer: consumer.partitions_for_topic(topic))
        return sorted(found)

    @override
    def beginnings(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        asked = [KafkaPartition(*tp) for tp in partitions]
        found = self._ask("the first offsets", lambda consumer: consumer.beginning_offsets(asked, timeout_ms=ASK_MS))
        return {TopicPartition(*tp): offset for tp, offset in found.items()}

    @override
    def ends(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        asked = [KafkaPartition(*tp) for tp in partitions]
        found = self._ask("the last offsets", lambda consumer: consumer.end_offsets(asked, timeout_ms=ASK_MS))
        return {TopicPartition(*tp): offset for tp, offset in found.items()}

    @override
    def offsets_for_time(self, partitions: Sequence[TopicPartition], time_ms: int) -> dict[TopicPartition, int]:
        # The ends first: what comes between the two answers must not be passed over.
        ends = self.ends(partitions)
        asked = {KafkaPartition(*tp): time_ms for tp in partitions}
        found = self._ask("offsets for a time", lambda consumer: consumer.offsets_for_times(asked, timeout_ms=ASK_MS))
        return {tp: ends[tp] if (at := found.get(KafkaPartition(*tp))) is None else at.offset for tp in partitions}

    @override
    def topic_id(self, topic: str) -> str | None:
        return self._topic_ids.get(topic)

    @override
    def absent(self, topics: Sequence[str]) -> list[str]:
        return self._topic_ids.absent(topics)

    @override
    def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        ours = self.assignment()
        told = {KafkaPartition(*tp): OffsetAndMetadata(offset, "", -1) for tp, offset in offsets.items() if tp in ours}
        if self._consumer is not None and self._group is not None and told:
            try:
                self._consumer.commit_async(told)
            except Exception as error:  # noqa: BLE001  # nothing depends on it
                log.debug("offsets were not committed to Kafka: %r", error)

    @override
    def rebuild(self, reason: str) -> None:
        self._fail(f"the connection to Kafka is made anew ({reason})", reason)

    @override
    def trouble(self) -> str | None:
        return self._trouble or self._unreadable.sentence()

    @override
    def left_out(self) -> frozenset[TopicPartition]:
        return self._unreadable.partitions

    @override
    def close(self) -> None:
        self._topic_ids.close()
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            self._abandon(consumer).join(CLOSE_MS / 1000 + 1)

    def _build(self) -> KafkaConsumer:
        fault = diagnose_connection(self._connection)
        if fault is not None:
            self._later(fault.sentence, AUTHENTICATION_PAUSE_S if fault.check == "SASL" else None)
            raise UnavailableError(fault.sentence)
        consumer = KafkaConsumer.__new__(KafkaConsumer)
        try:
            consumer.__init__(**self._options)
            repair(consumer)
            listener = GroupListener(consumer, self._events)
            consumer.subscribe(self._topics, listener=listener)
        except Exception as error:
            # Its thread runs from the first lines of __init__ on, and would outlive a constructor that failed.
            client = getattr(consumer, "_client", None)
            if client is not None:
                threading.Thread(target=client.close, daemon=True).start()
            sentence = f"Kafka at {self._connection.bootstrap} did not take us in: {error!r}."
            self._later(sentence)
            raise UnavailableError(sentence) from error
        self._consumer, self._listener = consumer, listener
        self._trouble = None
        log.info("connected to Kafka at %s, group %s", self._connection.bootstrap, self._group)
        return consumer

    def _ask(self, what: str, question: Callable[[KafkaConsumer], Any]) -> Any:
        if self._consumer is None:
            raise UnavailableError(f"Kafka cannot be asked for {what}: {self._trouble}.")
        try:
            answer = question(self._consumer)
        except Exception as error:
            # A broker that went away is no error of poll(), only silence: this is how it shows.
            self._trouble = self._diagnosis() or f"Kafka was asked for {what} and gave no answer: {error!r}."
            # Each refused connection leaves an open socket in a circle of references: an hour of them is too many files.
            gc.collect()
            raise UnavailableError(self._trouble) from error
        self._trouble = None
        return answer

    def _diagnosis(self) -> str | None:
        """Say what keeps us out now: the port may be closed, and the password another one since we came in."""
        try:
            fault = diagnose_connection(self._connection, DIAGNOSIS_S)
        except ConfigurationError as error:
            return str(error)
        return None if fault is None else fault.sentence

    def _fail(self, sentence: str, reason: str, pause: float | None = None) -> None:
        consumer, self._consumer = self._consumer, None
        ours: tuple[TopicPartition, ...] = ()
        if consumer is not None:
            ours = tuple(TopicPartition(*tp) for tp in consumer.assignment())
            if self._listener is not None:
                self._listener.fall_silent()
            self._abandon(consumer)
        if ours:
            self._events.append(Event(EventKind.LOST, ours))
        self._topic_ids.close()
        self._on_rebuild(reason)
        self._later(sentence, pause)

    def _later(self, sentence: str, pause: float | None = None) -> None:
        if sentence != self._trouble:
            log.warning("%s", sentence)
        self._trouble = sentence
        self._failures += 1
        wait = min(LONGEST_PAUSE_S, 0.5 * 2 ** min(self._failures, 6)) if pause is None else pause
        self._not_before = time.monotonic() + wait

    def _abandon(self, consumer: KafkaConsumer) -> threading.Thread:
        def close() -> None:
            try:
                consumer.close(autocommit=False, timeout_ms=CLOSE_MS)
            except Exception as error:  # noqa: BLE001  # it is gone either way
                log.debug("closing the consumer failed: %r", error)

        thread = threading.Thread(target=close, name="close-kafka", daemon=True)
        thread.start()
        return thread
