"""Everything that the consumer needs, tried one by one: what `prodshape doctor` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consumers.diagnosis import Check, check_server
from prodshape.errors import ProdshapeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consumers.settings import ConsumerSettings

ASK_MS = 10_000


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


def _examine_topics(settings: ConsumerSettings) -> Iterator[Check]:
    from kafka import KafkaConsumer
    from kafka import TopicPartition as KafkaPartition

    consumer: Any = None
    try:
        consumer = KafkaConsumer(
            **settings.connection().options(),
            client_id="prodshape-doctor",
            group_id=settings.group,
            enable_auto_commit=False,
            auto_offset_reset="none",
            allow_auto_create_topics=False,
        )
        topics = [topic for stream in settings.streams.values() for topic in stream.topics]
        first: Any = None
        for topic in topics:
            found = sorted(consumer.partitions_for_topic(topic))
            if not found:
                yield Check(
                    "topic",
                    False,
                    f"The topic {topic} does not exist, or this user may not see it: create it, or grant Describe and Read.",
                )
                continue
            partitions = [KafkaPartition(topic, number) for number in found]
            first = first or partitions[0]
            ends = consumer.end_offsets(partitions, timeout_ms=ASK_MS)
            begins = consumer.beginning_offsets(partitions, timeout_ms=ASK_MS)
            count = sum(ends[partition] - begins[partition] for partition in partitions)
            yield Check("topic", True, f"The topic {topic} has {len(found)} partitions and about {count} records.")
        if first is not None:
            yield _examine_group(settings, consumer, first)
    except Exception as error:  # noqa: BLE001  # whatever it is, the next check goes on
        yield Check("topic", False, f"Kafka does not tell about topics ({error!r}): see its log.")
    finally:
        if consumer is not None:
            consumer.close(autocommit=False, timeout_ms=2000)


def _examine_group(settings: ConsumerSettings, consumer: Any, partition: Any) -> Check:
    from kafka.errors import AuthorizationError

    try:
        consumer.committed(partition, timeout_ms=ASK_MS)
    except AuthorizationError:
        return Check(
            "group",
            False,
            f"This user may not use the group {settings.group}: grant Read on it, or set PRODSHAPE_GROUP to one it may use.",
        )
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
