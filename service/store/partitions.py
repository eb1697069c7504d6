"""Who reads which partition, from where, and up to which moment it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, select, update
from sqlalchemy.dialects.postgresql import insert

from service.store.errors import SecretChanged, TopicRecreated, UnknownRow
from service.store.tables import gaps, installation, partitions, streams, topics

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Engine, Row


class PartitionKey(NamedTuple):
    """A partition of a topic, as part of a stream. Sorts in the order in which rows are locked."""

    stream: str
    topic: str
    partition: int

    def __str__(self) -> str:
        return f"{self.topic}[{self.partition}] of stream {self.stream}"


@dataclass(frozen=True)
class Claim:
    """The right to write checkpoints of a partition, until somebody else claims it.

    Attributes:
        key: the partition.
        epoch: counts the claims of this partition; checkpoints with an older one are refused.
        next_offset: the first record that is not counted yet.
        topic_id: the broker's id of the topic, None where the broker does not tell.
        retired_at: when the topic had been retired, if this claim took that back.
    """

    key: PartitionKey
    epoch: int
    next_offset: int
    topic_id: str | None
    retired_at: datetime | None = None


def register_topic(
    engine: Engine,
    stream: str,
    topic: str,
    *,
    topic_id: str | None,
    starts: Mapping[int, int],
    policy: str,
    now: datetime,
) -> bool:
    """Write down where a topic is read from, for all its partitions at once, the first time it is seen.

    Later calls change nothing: the start policy of a stream is decided once.

    Args:
        engine: the store.
        stream: name of the stream.
        topic: name of the topic.
        topic_id: the broker's id of the topic, or None.
        starts: partition to first offset to read; every partition that exists now.
        policy: the start policy that gave these offsets, kept for people.
        now: time of the registration.

    Returns:
        True if this call registered it.
    """
    with engine.begin() as conn:
        conn.execute(insert(streams).values(stream=stream).on_conflict_do_nothing())
        registered = conn.execute(
            insert(topics)
            .values(stream=stream, topic=topic, topic_id=topic_id, policy=policy, registered_at=now)
            .on_conflict_do_nothing()
            .returning(topics.c.topic)
        ).first()
        if registered is None:
            return False
        rows = [
            {"stream": stream, "topic": topic, "partition": partition, "topic_id": topic_id, "next_offset": start}
            for partition, start in sorted(starts.items())
        ]
        if rows:
            conn.execute(insert(partitions), rows)
        return True


def claim(
    engine: Engine,
    key: PartitionKey,
    *,
    owner: str,
    topic_id: str | None,
    key_digest: str,
    beginning: int,
    now: datetime,
) -> Claim:
    """Take over a partition: everybody who claimed it before is fenced from now on.

    A partition without a row is new and begins at its beginning. After a recreated topic was accepted, the first
    claim of each partition writes a gap `recreated` and begins at the beginning, too. A topic that was retired is read
    again from here on, with all its partitions, each from its stored offset.

    Args:
        engine: the store.
        key: the partition.
        owner: who claims, for people.
        topic_id: the id that the broker gives for the topic now; None if it gives none.
        key_digest: digest of the secret under which this process hashes authors.
        beginning: first offset that the partition still has.
        now: time of the claim.

    Raises:
        TopicRecreated: the broker's topic is another one than the stored one.
        SecretChanged: this or another partition was counted under another secret.
        UnknownRow: the topic was never registered.
    """
    with engine.begin() as conn:
        problem = _refuse_another_topic(conn, key, topic_id)
        if problem is None:
            taken = _take(
                conn, key, owner=owner, topic_id=topic_id, key_digest=key_digest, beginning=beginning, now=now
            )
            return replace(taken, retired_at=_unretire(conn, key))
    # Raised after the commit: the id that was met must stay written for `accept-topic`.
    raise problem


def _refuse_another_topic(conn: Connection, key: PartitionKey, topic_id: str | None) -> TopicRecreated | None:
    this = and_(topics.c.stream == key.stream, topics.c.topic == key.topic)
    row = conn.execute(select(topics.c.topic_id).where(this).with_for_update()).first()
    if row is None:
        raise UnknownRow(f"A topic is registered before its partitions are claimed; {key} is of an unknown topic.")
    if topic_id is None or row.topic_id == topic_id:
        return None
    if row.topic_id is None:
        # Registered when the broker did not tell: from now on it is known.
        lock_partitions(conn, key.stream, key.topic)
        conn.execute(update(topics).where(this).values(topic_id=topic_id))
        conn.execute(
            update(partitions)
            .where(partitions.c.stream == key.stream, partitions.c.topic == key.topic)
            .values(topic_id=topic_id)
        )
        return None
    conn.execute(update(topics).where(this).values(found_id=topic_id))
    return TopicRecreated(key, stored=row.topic_id, found=topic_id)


def _unretire(conn: Connection, key: PartitionKey) -> datetime | None:
    """Take back that a topic is retired, and tell since when it was; its row is locked already."""
    retired = and_(topics.c.stream == key.stream, topics.c.topic == key.topic, topics.c.retired_at.is_not(None))
    since: datetime | None = conn.scalar(select(topics.c.retired_at).where(retired))
    if since is not None:
        conn.execute(update(topics).where(retired).values(retired_at=None, retired_reason=None))
    return since


def _take(
    conn: Connection,
    key: PartitionKey,
    *,
    owner: str,
    topic_id: str | None,
    key_digest: str,
    beginning: int,
    now: datetime,
) -> Claim:
    _refuse_another_secret(conn, key_digest)
    this = is_partition(key)
    conn.execute(
        insert(partitions)
        .values(**key._asdict(), topic_id=topic_id, next_offset=beginning, key_digest=key_digest)
        .on_conflict_do_nothing()
    )
    row = conn.execute(select(partitions).where(this).with_for_update()).one()
    next_offset: int = row.next_offset
    if topic_id is not None and row.topic_id is not None and row.topic_id != topic_id:
        conn.execute(
            insert(gaps).values(
                **key._asdict(), from_offset=row.next_offset, to_offset=beginning, reason="recreated", found_at=now
            )
        )
        next_offset = beginning
    claimed = conn.execute(
        update(partitions)
        .where(this)
        .values(
            epoch=partitions.c.epoch + 1,
            owner=owner,
            claimed_at=now,
            key_digest=key_digest,
            topic_id=func.coalesce(topic_id, partitions.c.topic_id),
            next_offset=next_offset,
        )
        .returning(partitions.c.epoch, partitions.c.topic_id)
    ).one()
    return Claim(key, claimed.epoch, next_offset, claimed.topic_id)


def _refuse_another_secret(conn: Connection, key_digest: str) -> None:
    """One author must fall into one cell on every partition, so a new partition, too, is counted under the one secret."""
    columns = partitions.c
    query = (
        select(columns.stream, columns.topic, columns.partition, columns.key_digest)
        .where(columns.key_digest.is_not(None))
        .order_by(columns.key_digest == key_digest)
        .limit(1)
    )
    found = conn.execute(query).first()
    if found is None:
        # The very first claims of an installation wait for each other, so that two secrets do not both come first.
        conn.execute(select(installation.c.id).with_for_update())
        found = conn.execute(query).first()
    if found is not None and found.key_digest != key_digest:
        raise SecretChanged(PartitionKey(*found[:3]), stored=found.key_digest, found=key_digest)


def accept_topic(engine: Engine, stream: str, topic: str, topic_id: str | None = None, *, now: datetime) -> str:
    """Accept that a topic was deleted and created again: counts are kept, reading starts at its beginning.

    Nobody who reads the former topic can write a checkpoint any more. Each partition gets its gap row
    (`recreated`) and its new offset when it is claimed next; until then it does not hold up the watermark.

    Args:
        engine: the store.
        stream: name of the stream.
        topic: name of the topic.
        topic_id: the id to accept; by default the one that a consumer met and refused.
        now: time of the acceptance.

    Returns:
        The accepted id.

    Raises:
        UnknownRow: no such topic, or nothing to accept.
    """
    with engine.begin() as conn:
        this = and_(topics.c.stream == stream, topics.c.topic == topic)
        row = conn.execute(select(topics).where(this).with_for_update()).first()
        if row is None:
            raise UnknownRow(
                f"Only a topic that was read before can be accepted anew; {stream} {topic} is not among:"
                f" {known_topics(conn)}."
            )
        accepted: str | None = topic_id or row.found_id
        if accepted is None:
            raise UnknownRow(
                f"There is nothing to accept: no consumer has met another topic id for {stream} {topic} than"
                f" {row.topic_id}. Start a consumer first, or give the id by --topic-id."
            )
        conn.execute(update(topics).where(this).values(topic_id=accepted, found_id=None, accepted_at=now))
        lock_partitions(conn, stream, topic)
        conn.execute(
            update(partitions)
            .where(
                partitions.c.stream == stream,
                partitions.c.topic == topic,
                partitions.c.topic_id.is_distinct_from(accepted),
            )
            .values(epoch=partitions.c.epoch + 1, owner=None, caught_up_at=None)
        )
    return accepted


def known_topics(conn: Connection) -> str:
    """Every stream and topic that was ever read, for an error message."""
    known = conn.execute(select(topics.c.stream, topics.c.topic).order_by(topics.c.stream, topics.c.topic))
    return ", ".join(f"{stream} {topic}" for stream, topic in known) or "none"


def lock_partitions(conn: Connection, stream: str, topic: str) -> None:
    """Lock the rows of a topic in the order in which checkpoints lock them, so that neither waits for the other."""
    conn.execute(
        select(partitions.c.partition)
        .where(partitions.c.stream == stream, partitions.c.topic == topic)
        .order_by(partitions.c.partition)
        .with_for_update()
    )


def load_partitions(conn: Connection, stream: str | None = None) -> list[Row[tuple[object, ...]]]:
    """All columns of all partitions (of one stream), in order of stream, topic and partition."""
    query = select(partitions).order_by(partitions.c.stream, partitions.c.topic, partitions.c.partition)
    if stream is not None:
        query = query.where(partitions.c.stream == stream)
    return list(conn.execute(query))


def is_partition(key: PartitionKey) -> ColumnElement[bool]:
    """The condition that picks the row of a partition."""
    return and_(
        partitions.c.stream == key.stream, partitions.c.topic == key.topic, partitions.c.partition == key.partition
    )
