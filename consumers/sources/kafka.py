"""Records from Kafka, through kafka-python and around its traps; each rule here was measured."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.consumer.subscription_state import ConsumerRebalanceListener
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

from consumers.diagnosis import diagnose_connection
from consumers.sources.base import Event, EventKind, Record, Source, TopicPartition
from prodshape.errors import ConfigurationError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from consumers.connection import KafkaConnection

log = logging.getLogger(__name__)

ASSIGNORS = {"range": RangePartitionAssignor, "cooperative_sticky": CooperativeStickyAssignor}
ASK_MS = 5_000
CLOSE_MS = 5_000
AUTHENTICATION_PAUSE_S = 60.0
LONGEST_PAUSE_S = 15.0

_AUTHENTICATION = (AuthorizationError, SaslAuthenticationFailedError, UnsupportedSaslMechanismError)


def check_codecs() -> None:
    """See that every codec is there: without one, kafka-python hangs at the first batch that needs it.

    Raises:
        ConfigurationError: a library is missing.
    """
    from importlib.util import find_spec

    from kafka import codec

    present = {
        "lz4": codec.has_lz4(),
        "snappy": codec.has_snappy(),
        "zstd": codec.has_zstd(),
        "crc32c": find_spec("crc32c") is not None,
    }
    missing = [name for name, found in present.items() if not found]
    if missing:
        raise ConfigurationError(
            f"The consumer needs every codec that a producer may use, and {', '.join(missing)} cannot be loaded: "
            "pip install 'kafka-python[crc32c,lz4,snappy,zstd]'."
        )


def _tell_nobody(reason: str) -> None:
    del reason


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python publishes no types
    """Runs on kafka-python's own thread: pauses, seeks to anywhere, queues; everything else waits for the main thread."""

    def __init__(self, queue: deque[Event]) -> None:
        self.consumer: KafkaConsumer | None = None
        self.queue: deque[Event] | None = queue

    @override
    def on_partitions_assigned(self, assigned: Iterable[KafkaPartition]) -> None:
        assigned = list(assigned)
        for partition in assigned:
            # Any position will do while it is paused; with one, no offset is asked of the group coordinator.
            self.consumer.seek(partition, 0)  # type: ignore[union-attr]  # set before it subscribes
            self.consumer.pause(partition)  # type: ignore[union-attr]
        self._put(EventKind.ASSIGNED, assigned)

    @override
    def on_partitions_revoked(self, revoked: Iterable[KafkaPartition]) -> None:
        self._put(EventKind.REVOKED, revoked)

    @override
    def on_partitions_lost(self, lost: Iterable[KafkaPartition]) -> None:
        self._put(EventKind.LOST, lost)

    def _put(self, kind: EventKind, partitions: Iterable[KafkaPartition]) -> None:
        queue = self.queue
        found = tuple(TopicPartition(*partition) for partition in partitions)
        if queue is not None and found:
            queue.append(Event(kind, found))


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
            "metadata_max_age_ms": 30_000,
        }
        self._consumer: KafkaConsumer | None = None
        self._listener: _Listener | None = None
        self._events: deque[Event] = deque()
        self._admin: KafkaAdminClient | None = None
        self._told_no_topic_id = False
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
            _keep_joining(consumer)
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
            self._fail(f"Kafka refused us: {error}", "authentication", AUTHENTICATION_PAUSE_S)
            return {}
        except KafkaError as error:
            if error.retriable:
                log.warning("Kafka did not answer as it should, asking again: %s", error)
                time.sleep(0.1)
                return {}
            self._fail(f"kafka-python gave up: {error!r}", "error")
            return {}
        except Exception as error:
            log.exception("kafka-python failed in a way it does not name")
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
            self._unpark(partition)

    @override
    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        ours = self.assignment()
        if self._consumer is not None:
            self._consumer.pause(*(KafkaPartition(*tp) for tp in partitions if tp in ours))

    @override
    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        ours = self.assignment()
        for partition in partitions:
            if self._consumer is not None and partition in ours:
                self._unpark(partition)
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
        version = self._connection.api_version
        if version is not None and version < (2, 8):
            if not self._told_no_topic_id:
                self._told_no_topic_id = True
                log.warning(
                    "This broker (version %s by PRODSHAPE_KAFKA_API_VERSION) has no topic ids: "
                    "a topic that is deleted and made anew will not be noticed",
                    ".".join(map(str, version)),
                )
            return None
        try:
            if self._admin is None:
                self._admin = KafkaAdminClient(
                    **self._connection.options(), client_id="prodshape-admin", request_timeout_ms=ASK_MS
                )
            found = self._admin.describe_topics([topic])
        except Exception as error:
            self._drop_admin()
            raise UnavailableError(f"Kafka did not say which topic {topic!r} is: {error!r}.") from error
        return parse_topic_id(found)

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
        return self._trouble

    @override
    def close(self) -> None:
        self._drop_admin()
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
            _create_no_topics(consumer)
            listener = _Listener(self._events)
            listener.consumer = consumer
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

    def _unpark(self, partition: TopicPartition) -> None:
        """Throw away what was fetched of a paused partition and not given out: it is fetched again.

        kafka-python 3.0.12 takes such records up again only if its slot for the partition in line is None; while
        other partitions are read that slot holds a used-up object instead, and the partition is silent for ever.
        """
        fetcher = getattr(self._consumer, "_fetcher", None)
        parked = getattr(fetcher, "_paused_partition_records", {}).pop(KafkaPartition(*partition), None)
        if parked is not None:
            parked.drain()

    def _ask(self, what: str, question: Callable[[KafkaConsumer], Any]) -> Any:
        if self._consumer is None:
            raise UnavailableError(f"Kafka cannot be asked for {what}: {self._trouble}.")
        try:
            answer = question(self._consumer)
        except Exception as error:
            # A broker that went away is no error of poll(), only silence: this is how it shows.
            self._trouble = f"Kafka was asked for {what} and gave no answer: {error!r}."
            # Each refused connection leaves an open socket in a circle of references: an hour of them is too many files.
            gc.collect()
            raise UnavailableError(self._trouble) from error
        self._trouble = None
        return answer

    def _fail(self, sentence: str, reason: str, pause: float | None = None) -> None:
        log.warning("%s", sentence)
        consumer, self._consumer = self._consumer, None
        ours: tuple[TopicPartition, ...] = ()
        if consumer is not None:
            ours = tuple(TopicPartition(*tp) for tp in consumer.assignment())
            if self._listener is not None:
                self._listener.queue = None  # close() reports a revocation, which is no news by then
            self._abandon(consumer)
        if ours:
            self._events.append(Event(EventKind.LOST, ours))
        self._drop_admin()
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

    def _drop_admin(self) -> None:
        admin, self._admin = self._admin, None
        if admin is not None:
            threading.Thread(target=admin.close, name="close-kafka-admin", daemon=True).start()


def _keep_joining(consumer: KafkaConsumer) -> None:
    """See that a join that was begun is waited for.

    kafka-python 3.0.12 starts a join when the partitions of a topic change, and forgets that as soon as it has
    given them out as the leader of the group: if `poll` runs into its time-out at this moment, nobody takes the
    answer, the member has no partitions, sends no heartbeats, and does not notice.
    """
    coordinator = getattr(consumer, "_coordinator", None)
    if getattr(coordinator, "rejoining", False) and not coordinator.rejoin_needed:  # type: ignore[union-attr]  # it is there
        coordinator.request_rejoin()  # type: ignore[union-attr]


def _create_no_topics(consumer: KafkaConsumer) -> None:
    """Tell the part that asks for metadata, too: kafka-python 3.0.12 does not hand `allow_auto_create_topics` on to it."""
    config = getattr(getattr(consumer, "_cluster", None), "config", {})
    if "allow_auto_create_topics" in config:
        config["allow_auto_create_topics"] = False


def parse_topic_id(found: list[dict[str, Any]]) -> str | None:
    """Read the id out of kafka-python's description of one topic; None if the broker has none.

    Raises:
        UnavailableError: the broker says that it does not know the topic, or answers with an error.
    """
    if not found or found[0].get("error_code", 0):
        code = found[0].get("error_code") if found else "no answer"
        raise UnavailableError(f"Kafka does not describe the topic (error {code}): see that it exists and may be read.")
    topic_id = found[0].get("topic_id")
    if topic_id is None:
        return None
    text = str(topic_id)
    return None if text == str(UUID(int=0)) else text
