"""The streams: what is measured, and how far."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from service.context import Here
from service.openapi import reads
from service.store.datasets import active_dataset
from service.store.fingerprints import newest_version
from service.store.progress import Progress, read_progress
from service.store.topics import read_topics
from service.store.windows import snapshot
from service.streams import known_segments, known_streams

router = APIRouter(tags=["streams"])


class TopicEntry(BaseModel):
    """One topic of a stream."""

    model_config = ConfigDict(extra="forbid")

    name: str
    partitions: NonNegativeInt
    watermark: datetime | None = Field(description="Event time up to which it is counted; null if not known yet.")
    warning: str | None = Field(
        description="Why it holds the watermark of the stream back although nobody reads it, and the way out; else null."
    )
    retired_at: datetime | None = Field(description="When it was retired; null for a topic that is part of the stream.")
    retired_reason: str | None


class StreamEntry(BaseModel):
    """One stream."""

    model_config = ConfigDict(extra="forbid")

    name: str
    segments: list[str] = Field(description="`all` is their sum, `other` what none of the settings names.")
    partitions: NonNegativeInt = Field(description="Partitions that are read: not those of retired topics.")
    watermark: datetime | None = Field(description="Event time up to which all is counted; null if not known yet.")
    topics: list[TopicEntry] = Field(
        description="The topics that were ever read. The least watermark of those that are not retired is the stream's."
    )
    messages: NonNegativeInt = Field(description="Messages measured since the beginning.")
    newest_version: int | None = Field(description="The newest version of the fingerprint; null if there is none.")
    active_dataset: int | None = Field(description="The id of the active dataset; null if there is none.")


class StreamList(BaseModel):
    """All streams."""

    model_config = ConfigDict(extra="forbid")

    items: list[StreamEntry]


_EXAMPLE = {
    "items": [
        {
            "name": "default",
            "segments": ["all", "web", "other"],
            "partitions": 12,
            "watermark": "2026-11-02T00:00:00Z",
            "topics": [
                {
                    "name": "chat",
                    "partitions": 12,
                    "watermark": "2026-11-02T00:03:10Z",
                    "warning": None,
                    "retired_at": None,
                    "retired_reason": None,
                }
            ],
            "messages": 1204331,
            "newest_version": 12,
            "active_dataset": 3,
        }
    ]
}


@router.get("/v1/streams", responses=reads(_EXAMPLE, found="The streams."))
def list_streams(here: Here) -> StreamList:
    """The streams of the settings and of the store, with how far they are counted."""
    with snapshot(here.engine) as conn:
        progress = read_progress(conn)
        items = []
        for name in known_streams(conn, here.settings):
            counted = progress.get(name) or Progress(name)
            newest = newest_version(conn, name)
            active = active_dataset(conn, name)
            items.append(
                StreamEntry(
                    name=name,
                    segments=known_segments(here.settings, name),
                    partitions=counted.partitions,
                    watermark=counted.watermark,
                    topics=[
                        TopicEntry(
                            name=topic.topic,
                            partitions=topic.partitions,
                            watermark=topic.watermark,
                            warning=topic.warning,
                            retired_at=topic.retired_at,
                            retired_reason=topic.retired_reason,
                        )
                        for topic in read_topics(conn, name)
                    ],
                    messages=counted.messages,
                    newest_version=None if newest is None else newest.version,
                    active_dataset=None if active is None else active.id,
                )
            )
    return StreamList(items=items)
