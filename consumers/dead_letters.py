"""Copies of refused records in a topic of their own: at least once, flushed before the checkpoint counts them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from consumers.connection import KafkaConnection
    from consumers.sources.base import Record, TopicPartition

log = logging.getLogger(__name__)

FLUSH_S = 10.0
BLOCK_MS = 5_000


class DeadLetters:
    """Writes the original key, value and headers, and where they came from as headers of our own.

    Headers: `prodshape.topic`, `prodshape.partition`, `prodshape.offset`, `prodshape.reason`.
    Whoever reads the topic drops what came twice by topic, partition and offset.

    Args:
        connection: where the brokers are.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        self._connection = connection
        self._producer: Any = None
        self._sent: list[Any] = []
        self._failure: str | None = None

    def send(self, target: str, partition: TopicPartition, record: Record, reason: str) -> None:
        """Queue a copy; `flush` says if all of them arrived. After one that cannot be queued, the next ones are not tried."""
        if self._failure is not None:
            return
        headers = [
            *record.headers,
            ("prodshape.topic", partition.topic.encode()),
            ("prodshape.partition", str(partition.partition).encode()),
            ("prodshape.offset", str(record.offset).encode()),
            ("prodshape.reason", reason.encode()),
        ]
        try:
            future = self._open().send(target, value=record.value, key=record.key, headers=headers)
        except Exception as error:  # noqa: BLE001 - whatever it is, `flush` says so
            self._failure = f"The dead-letter topic {target} takes nothing: {error!r}."
        else:
            self._sent.append(future)

    def flush(self) -> None:
        """Wait until everything queued has arrived.

        Raises:
            UnavailableError: something did not: what was sent since the last flush must be sent again.
        """
        if self._failure is not None:
            failure = self._failure
            self._forget()
            raise UnavailableError(failure)
        if not self._sent:
            return
        try:
            self._producer.flush(timeout=FLUSH_S)
            for future in self._sent:
                future.get(timeout=0)
        except Exception as error:
            self._forget()
            raise UnavailableError(f"Dead letters did not arrive: {error!r}.") from error
        self._sent.clear()

    def close(self) -> None:
        """Give up what has not arrived."""
        self._forget()

    def _open(self) -> Any:
        if self._producer is None:
            from kafka import KafkaProducer

            self._producer = KafkaProducer(
                **self._connection.options(),
                client_id="prodshape-dead-letters",
                acks="all",
                linger_ms=5,
                max_block_ms=BLOCK_MS,
                enable_idempotence=False,
                retries=3,
            )
        return self._producer

    def _forget(self) -> None:
        self._sent.clear()
        self._failure = None
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                producer.close(timeout=0)
            except Exception as error:  # noqa: BLE001  # it is gone either way
                log.debug("closing the dead-letter producer failed: %r", error)
