"""Messages into the broker, never faster than they are counted."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consumers.demo.traffic import Message

MOST_WAITING = 20_000
"""Messages that may be in the broker and not yet counted: it keeps 5 MiB a partition and forgets the rest."""

MOST_BYTES = 4 * 1024 * 1024
"""Bytes of such messages."""

_PAUSE_S = 0.05


class Feed:
    """A producer of one topic.

    Args:
        bootstrap: of the broker.
        topic: to write to.
        counted: says how many messages of this topic are counted by now.
        tick: called with that number while waiting; may raise to give up.
    """

    def __init__(self, bootstrap: str, topic: str, counted: Callable[[], int], tick: Callable[[int], None]) -> None:
        from confluent_kafka import Producer

        self.sent = 0
        self._topic = topic
        self._counted = counted
        self._tick = tick
        self._done = 0
        self._bytes = 0
        self._producer: Any = Producer(
            {"bootstrap.servers": bootstrap, "compression.type": "zstd", "linger.ms": 20, "log_level": 2}
        )

    def send(self, messages: Iterable[Message]) -> None:
        """Send messages; the time of each is the Kafka timestamp, the author is the key."""
        for message in messages:
            record = {
                "text": message.text,
                "author": message.author,
                "segment": message.channel,
                "time": message.time_ms,
            }
            value = json.dumps({name: part for name, part in record.items() if part is not None}).encode()
            key = None if message.author is None else message.author.encode("utf-8", "surrogatepass")
            if self.sent - self._done >= MOST_WAITING or self._bytes >= MOST_BYTES:
                self.wait()
            # A partition per channel: fewer panes than if every author chose one.
            partition = 1 if message.channel == "app" else 0
            self._producer.produce(self._topic, value, key, partition, timestamp=message.time_ms)
            self._producer.poll(0)
            self.sent += 1
            self._bytes += len(value)

    def wait(self) -> None:
        """Wait until everything that was sent is counted."""
        self._producer.flush(10)
        while (done := self._counted()) < self.sent:
            self._tick(done)
            time.sleep(_PAUSE_S)
        self._done, self._bytes = done, 0

    def flush(self) -> None:
        """Hand over to the broker what waits here."""
        self._producer.flush(10)
