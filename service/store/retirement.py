"""A topic that nobody reads any more is retired: what was counted stays, and the watermark waits for it no longer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, update

from prodshape.errors import InputError
from service.store.errors import TopicInUse, UnknownRow
from service.store.partitions import known_topics, lock_partitions
from service.store.tables import partitions, topics

if TYPE_CHECKING:
    from sqlalchemy import Engine

QUIET = timedelta(minutes=5)
"""Silence after which a topic counts as not read: a consumer checkpoints what it owns every ten seconds, idle or not."""


def retire_topic(
    engine: Engine, stream: str, topic: str, *, reason: str, now: datetime, quiet: timedelta = QUIET
) -> bool:
    """Retire a topic: watermark, number of partitions and lag leave it out; counts, offsets and gaps stay.

    Nobody who claimed it before can write a checkpoint any more. So whoever reads it after all must claim it again,
    and a claim takes the retirement back: what is retired is never counted, and what is counted is never retired.

    Args:
        engine: the store.
        stream: name of the stream.
        topic: name of the topic.
        reason: why, for people.
        now: time of the retirement.
        quiet: silence that the topic needs; zero asks for none, for a broker that is known to be gone.

    Returns:
        True if this call retired it, False if it was retired before; then the former time and reason stay.

    Raises:
        UnknownRow: no such topic was ever read.
        TopicInUse: a consumer claimed or checkpointed it less than `quiet` ago.
        InputError: the reason is empty.
    """
    if not reason.strip():
        raise InputError("A topic is retired for a reason that people can read later, and it is empty: say one.")
    with engine.begin() as conn:
        this = and_(topics.c.stream == stream, topics.c.topic == topic)
        row = conn.execute(select(topics.c.retired_at).where(this).with_for_update()).first()
        if row is None:
            raise UnknownRow(
                f"Only a topic that was read can be retired; {stream} {topic} is not among: {known_topics(conn)}."
            )
        if row.retired_at is not None:
            return False
        lock_partitions(conn, stream, topic)
        of_topic = and_(partitions.c.stream == stream, partitions.c.topic == topic)
        read_at = conn.scalar(
            select(func.max(func.greatest(partitions.c.checkpointed_at, partitions.c.claimed_at))).where(of_topic)
        )
        if quiet and read_at is not None and now - read_at < quiet:
            raise TopicInUse(stream, topic, read_at=read_at, wait=quiet - (now - read_at))
        conn.execute(update(topics).where(this).values(retired_at=now, retired_reason=reason.strip()))
        conn.execute(update(partitions).where(of_topic).values(epoch=partitions.c.epoch + 1, owner=None))
    return True
