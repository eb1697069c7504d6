"""The topics of a stream: up to when each is known, which of them nobody reads, and which are retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from service.store.retirement import QUIET
from service.store.tables import partitions, topics

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True)
class TopicStatus:
    """How far one topic of a stream is counted.

    Attributes:
        stream: name of the stream.
        topic: name of the topic.
        partitions: how many it has; those that wait for an accepted topic do not count.
        watermark: event time up to which all of them are known to be counted; None until that is known.
        unread_since: when a partition was last read that nobody reads now, while others of the stream are read: it
            holds the stream's watermark back. Else None.
        retired_at: when the topic was retired; None if it was not.
        retired_reason: why.
    """

    stream: str
    topic: str
    partitions: int
    watermark: datetime | None
    unread_since: datetime | None
    retired_at: datetime | None
    retired_reason: str | None

    @property
    def warning(self) -> str | None:
        """One sentence with the way out, if the topic holds the watermark back because nobody reads it."""
        if self.unread_since is None:
            return None
        return (
            f"Topic {self.topic} holds the watermark of stream {self.stream} back: no consumer has read all of it"
            f" since {self.unread_since:%Y-%m-%d %H:%M:%S} UTC. If the settings still list it, /readyz of the"
            f" consumers says what keeps them from it; if not, run `prodshape retire-topic {self.topic} --stream"
            f" {self.stream} --reason TEXT`."
        )


def read_topics(conn: Connection, stream: str) -> list[TopicStatus]:
    """All topics of a stream that were ever read, by name.

    A partition counts as unread if its last claim or checkpoint lies `QUIET` before the newest checkpoint of the
    stream: consumers checkpoint all they own, idle or not. If they all stand still, none is unread.
    """
    p, t = partitions.c, topics.c
    rows = conn.execute(
        select(
            t.topic,
            t.retired_at,
            t.retired_reason,
            func.count(p.partition).label("partitions"),
            func.count(p.watermark).label("known"),
            func.min(p.watermark).label("watermark"),
            func.min(func.coalesce(func.greatest(p.checkpointed_at, p.claimed_at), t.registered_at)).label("oldest"),
            func.max(p.checkpointed_at).label("newest"),
        )
        .outerjoin(
            partitions,
            and_(
                p.stream == t.stream,
                p.topic == t.topic,
                or_(t.topic_id.is_(None), t.topic_id.is_not_distinct_from(p.topic_id)),
            ),
        )
        .where(t.stream == stream)
        .group_by(t.stream, t.topic)
        .order_by(t.topic)
    ).all()
    newest = max((row.newest for row in rows if row.newest is not None and row.retired_at is None), default=None)
    return [
        TopicStatus(
            stream=stream,
            topic=row.topic,
            partitions=row.partitions,
            watermark=row.watermark if row.partitions == row.known else None,
            unread_since=row.oldest
            if row.retired_at is None and row.partitions and newest is not None and newest - row.oldest > QUIET
            else None,
            retired_at=row.retired_at,
            retired_reason=row.retired_reason,
        )
        for row in rows
    ]
