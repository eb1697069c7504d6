"""Everything that the consumer needs, tried one by one: what `prodshape doctor` prints."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from consumers.diagnosis import Check, check_server, refusal_sentence
from prodshape.errors import ProdshapeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consumers.settings import ConsumerSettings

ASK_MS = 10_000
READ_MS = 1_000


def examine(settings: ConsumerSettings) -> Iterator[Check]:
    """Try configuration, TCP, TLS, SASL, topics, group, Postgres and migrations, in this order.

    What cannot be tried, since something before it failed, is left out. Writes nothing anywhere.
    """
    yield Check("configuration", True, _configuration_sentence(settings))
    yield from _examine_kafka(settings)
    yield from _examine_store(settings)


def _configuration_sentence(settings: ConsumerSettings) -> str:
    streams = ", ".join(f"{name} from {', '.join(stream.topics)}" for name, stream in settings.streams.items())
    return f"The settings are complete: {streams}; group {settings.group}."


def _examine_kafka(settings: ConsumerSettings) -> Iterator[Check]:
    from consumers.sources.codecs import check_codecs

    connection = settings.connection()
    reached = False
    try:
        check_codecs()
        yield Check("codecs", True, "lz4, snappy, zstd and crc32c are installed.")
        for host, port in connection.servers():
            checks = list(check_server(connection, host, port))
            yield from checks
            reached = reached or checks[-1].ok
    except ProdshapeError as error:
        yield Check("configuration", False, str(error))
        return
    if reached:
        yield from _examine_topics(settings)


@contextmanager
def _connected(settings: ConsumerSettings, group: str | None) -> Iterator[Any]:
    from kafka import KafkaConsumer

    from consumers.sources.kafka_repairs import repair

    consumer = KafkaConsumer(
        **settings.connection().options(),
        client_id="prodshape-doctor",
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="none",
        allow_auto_create_topics=False,
    )
    try:
        repair(consumer)
        yield consumer
    finally:
        consumer.close(autocommit=False, timeout_ms=2000)


def _examine_topics(settings: ConsumerSettings) -> Iterator[Check]:
    first: Any = None
    try:
        with _connected(settings, None) as consumer:
            for topic in [topic for stream in settings.streams.values() for topic in stream.topics]:
                check, partition = _examine_topic(consumer, topic)
                yield check
                first = first or partition
            for name in {stream.dead_letter_topic: None for stream in settings.streams.values()}:
                if name is not None and not consumer.partitions_for_topic(name):
                    yield Check(
                        "dead letters",
                        False,
                        f"The dead-letter topic {name} does not exist, or this user may not see it: "
                        "create it, or grant Describe and Write; partitions with refused records wait for it.",
                    )
    except Exception as error:  # noqa: BLE001  # whatever it is, the next check goes on
        yield Check("topic", False, f"Kafka does not tell about topics ({error!r}): see its log.")
    if first is not None:
        yield _examine_group(settings, first)


def _examine_topic(consumer: Any, topic: str) -> tuple[Check, Any]:
    """Give the check, and a partition of the topic if there is one."""
    from kafka import TopicPartition as KafkaPartition
    from kafka.errors import AuthorizationError

    partitions = [KafkaPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
    if not partitions:
        sentence = (
            f"The topic {topic} does not exist, or this user may not see it: create it, or grant Describe and Read."
        )
        return Check("topic", False, sentence), None
    ends = consumer.end_offsets(partitions, timeout_ms=ASK_MS)
    begins = consumer.beginning_offsets(partitions, timeout_ms=ASK_MS)
    count = sum(ends[partition] - begins[partition] for partition in partitions)
    # Only reading tells if we may read: to be told of offsets needs a lesser right.
    consumer.assign(partitions[:1])
    consumer.seek(partitions[0], begins[partitions[0]])
    try:
        consumer.poll(timeout_ms=READ_MS)
    except AuthorizationError as error:
        return Check("topic", False, refusal_sentence(error, None)), partitions[0]
    sentence = f"The topic {topic} has {len(partitions)} partitions and about {count} records."
    return Check("topic", True, sentence), partitions[0]


def _examine_group(settings: ConsumerSettings, partition: Any) -> Check:
    from kafka.errors import AuthorizationError

    try:
        with _connected(settings, settings.group) as consumer:
            consumer.committed(partition, timeout_ms=ASK_MS)
    except AuthorizationError as error:
        return Check("group", False, refusal_sentence(error, settings.group))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the answer
        return Check("group", False, f"The group {settings.group} cannot be asked for ({error!r}): see Kafka's log.")
    return Check("group", True, f"The group {settings.group} may be used.")


def _examine_store(settings: ConsumerSettings) -> Iterator[Check]:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    from service.store.database import at_head, make_engine
    from service.store.topics import read_topics
    from service.store.windows import snapshot

    if settings.database_url is None:
        yield Check(
            "Postgres", True, f"PRODSHAPE_DATABASE_URL is not set: an embedded PostgreSQL runs in {settings.data_dir}."
        )
        return
    try:
        engine = make_engine(
            settings.database_url.get_secret_value(),
            statement_timeout_s=settings.statement_timeout_s,
            connect_timeout_s=settings.connect_timeout_s,
        )
        with engine.connect() as conn:
            version = conn.execute(text("SHOW server_version")).scalar_one()
        yield Check("Postgres", True, f"PostgreSQL {version} takes us in.")
        if at_head(engine):
            yield Check("migrations", True, "The schema is up to date.")
            with snapshot(engine) as conn:
                topics = [topic for stream in settings.streams for topic in read_topics(conn, stream)]
            yield from (Check("watermark", False, topic.warning) for topic in topics if topic.warning is not None)
        else:
            yield Check("migrations", False, "The schema is not that of this version: run `prodshape migrate`.")
        engine.dispose()
    except ProdshapeError as error:
        yield Check("Postgres", False, str(error))
    except SQLAlchemyError as error:
        reason = " ".join(str(error.__cause__ or error).split())
        yield Check("Postgres", False, f"PostgreSQL does not take us in ({reason}): check PRODSHAPE_DATABASE_URL.")
