"""`prodshape accept-topic`: a topic was deleted and created again, and that was intended."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def command(
    stream: Annotated[str, typer.Argument(help="The stream that reads the topic.")],
    topic: Annotated[str, typer.Argument(help="The topic that was created again.")],
    *,
    topic_id: Annotated[
        str | None, typer.Option("--topic-id", help="The new id; by default the one that a consumer met and refused.")
    ] = None,
) -> None:
    """Read a topic that was deleted and created again from its new beginning; what was counted stays counted.

    The consumers notice by themselves; each partition gets a gap row with the reason `recreated`.
    """
    from datetime import UTC, datetime

    from service.settings import load_settings
    from service.store.opening import open_store, reached
    from service.store.partitions import accept_topic

    with reached(), open_store(load_settings(), application="prodshape accept-topic") as engine:
        accepted = accept_topic(engine, stream, topic, topic_id, now=datetime.now(UTC))
    print(f"Topic {topic} of stream {stream} is read under the id {accepted} from now on.", file=sys.stderr)
