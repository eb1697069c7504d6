"""Copies of refused records in a topic of their own: at least once, flushed before the checkpoint counts them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from kafka.errors import MessageSizeTooLargeError

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from consumers.connection import KafkaConnection
    from consumers.sources.base import Record, TopicPartition

log = logging.getLogger(__name__)

FLUSH_S = 10.0
BLOCK_MS = 5_000
LARGEST_REQUEST = 64 * 2**20
"""Bytes; far above what topics take, so that the broker says what is too large."""


class DeadLetters:
    """Writes the original key, value and headers, and where they came from as headers of our own.

    Headers: `prodshape.topic`, `prodshape.partition`, `prodshape.offset`, `prodshape.reason`.
    Whoever reads the topic drops what came twice by topic, partition and offset.

    Two records have no exact copy. One without key and value cannot be written: its value is empty, and the reason
    `null_value` tells. Of one that the topic finds too large only our headers arrive, with `prodshape.omitted`: the
    bytes of its value.

    Args:
        connection: where the brokers are.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        self._connection = connection
        self._producer: Any = None
        self._sent: list[tuple[str, Any, list[tuple[str, bytes]]]] = []
        """Where it was sent, its future, and the headers that go alone if it is too large."""
        self._failure: str | None = None

    def send(self, target: str, partition: TopicPartition, record: Record, reason: str) -> None:
        """Queue a copy; `flush` says if all of them arrived. After one that cannot be queued, the next ones are not tried."""
        if self._failure is not None:
            return
        ours = [
            ("prodshape.topic", partition.topic.encode()),
            ("prodshape.partition", str(partition.partition).encode()),
            ("prodshape.offset", str(record.offset).encode()),
            ("prodshape.reason", reason.encode()),
        ]
        # kafka-python writes neither a header without a value nor a record without key and value.
        headers = [*((name, content or b"") for name, content in record.headers), *ours]
        value = b"" if record.value is None and record.key is None else record.value
        omitted = [*ours, ("prodshape.omitted", str(len(value or b"")).encode())]
        try:
            try:
                future = self._open().send(target, value=value, key=record.key, headers=headers)
            except MessageSizeTooLargeError:
                future = self._open().send(target, value=b"", headers=omitted)
        except Exception as error:  # noqa: BLE001 - whatever it is, `flush` says so
            self._failure = _sentence(target, error)
        else:
            self._sent.append((target, future, omitted))

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
        target = self._sent[0][0]
        try:
            self._producer.flush(timeout=FLUSH_S)
            again = []
            for target, future, omitted in self._sent:
                if isinstance(future.exception, MessageSizeTooLargeError):
                    again.append(self._producer.send(target, value=b"", headers=omitted))
                else:
                    future.get(timeout=0)
            if again:
                self._producer.flush(timeout=FLUSH_S)
            for future in again:
                future.get(timeout=0)
        except Exception as error:
            self._forget()
            raise UnavailableError(_sentence(target, error)) from error
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
                max_request_size=LARGEST_REQUEST,
                # Else the copy of a record that its producer compressed may be too large for an equal topic.
                compression_type="lz4",
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


def _sentence(target: str, error: Exception) -> str:
    return (
        f"The dead-letter topic {target} takes nothing ({error!r}): see that it exists and that this user may write to it."
        " The partitions with refused records wait for it, nothing is lost."
    )
