"""What the store refuses, and why. Outages of the database stay SQLAlchemy's own errors: see `database.is_outage`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodshape.errors import ConfigurationError, InputError, ProdshapeError

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from service.store.partitions import PartitionKey


class Fenced(ProdshapeError):  # noqa: N818 - the word of the protocol: this writer has been fenced off
    """A checkpoint came from somebody who does not own the partition (any more), or came twice. Nothing was written.

    The way out is always the same: forget what is in memory, claim again, continue from the claim's offset.
    """

    def __init__(self, key: PartitionKey) -> None:
        super().__init__(
            f"A checkpoint needs the newest claim and the stored offset; the one for {key} has an older claim or was"
            " written before. Forget the counts in memory, claim the partition again and continue from its offset."
        )
        self.key = key


class TopicRecreated(ConfigurationError):  # noqa: N818 - names the event
    """The topic on the broker is another one than the one whose offsets are stored."""

    def __init__(self, key: PartitionKey, *, stored: str, found: str) -> None:
        super().__init__(
            f"Topic {key.topic} of stream {key.stream} was deleted and created again: its id was {stored} and is now"
            f" {found}, so the stored offset of partition {key.partition} means nothing there. If that was intended,"
            f" run `prodshape accept-topic {key.stream} {key.topic}`: counts are kept and reading starts at the"
            " beginning of the new topic."
        )
        self.key = key
        self.stored = stored
        self.found = found


class TopicInUse(InputError):  # noqa: N818 - names the finding
    """A topic that should be retired is still read."""

    def __init__(self, stream: str, topic: str, *, read_at: datetime, wait: timedelta) -> None:
        super().__init__(
            f"Only a topic that nobody reads can be retired; a consumer read {topic} of stream {stream} at"
            f" {read_at:%Y-%m-%d %H:%M:%S} UTC. Take it out of the settings of every consumer, restart them, and try"
            f" again {math.ceil(wait.total_seconds())} s from now."
        )
        self.read_at = read_at
        self.wait = wait


class SecretChanged(ConfigurationError):  # noqa: N818 - names the event
    """The keyed hashes of this process would not fit those that are stored."""

    def __init__(self, key: PartitionKey, *, stored: str, found: str) -> None:
        super().__init__(
            f"All authors of an installation are hashed under one secret; {key} was counted under the secret with the"
            f" digest {stored}, and this process has {found}. Set PRODSHAPE_SECRET to the former secret, or use a new"
            " database."
        )
        self.key = key
        self.stored = stored
        self.found = found


class UnknownRow(InputError):  # noqa: N818 - names the finding
    """Something was asked for by name or number that the store does not have."""
