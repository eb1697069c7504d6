"""`prodshape retire-topic`: a topic is not part of its stream any more."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def command(
    topic: Annotated[str, typer.Argument(help="The topic that is not read any more.")],
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why, for people.")],
    stream: Annotated[str, typer.Option("--stream", help="The stream that it was part of.")] = "default",
) -> None:
    """Let the watermark of a stream wait no longer for a topic that was taken out of the settings.

    What was counted stays counted. A consumer that reads the topic again takes this back, and goes on where it stopped.
    """
    from datetime import UTC, datetime

    from service.settings import load_settings
    from service.store.opening import open_store, reached
    from service.store.retirement import retire_topic

    with reached(), open_store(load_settings(), application="prodshape retire-topic") as engine:
        retired = retire_topic(engine, stream, topic, reason=reason, now=datetime.now(UTC))
    done = "is retired: its counts stay, and the watermark waits for it no longer"
    before = "was retired before: nothing is changed"
    print(f"Topic {topic} of stream {stream} {done if retired else before}.", file=sys.stderr)
