"""The id of a topic: another one means that the topic was deleted and made anew."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kafka import KafkaAdminClient
from kafka.errors import TopicAuthorizationFailedError, UnknownTopicOrPartitionError

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consumers.connection import KafkaConnection

log = logging.getLogger(__name__)

FIRST_WITH_IDS = (2, 8)
_UNSEEN = {UnknownTopicOrPartitionError.errno, TopicAuthorizationFailedError.errno}


class TopicIds:
    """Asks the brokers for ids; connects at the first question.

    Args:
        connection: where the brokers are.
        timeout_ms: for one request.
    """

    def __init__(self, connection: KafkaConnection, *, timeout_ms: int) -> None:
        self._connection = connection
        self._timeout_ms = timeout_ms
        self._admin: KafkaAdminClient | None = None
        self._told = False

    def get(self, topic: str) -> str | None:
        """Give the id, or None if this broker is too old to have one.

        Raises:
            UnavailableError: no broker answered, or it does not know the topic.
        """
        version = self._connection.api_version
        if version is not None and version < FIRST_WITH_IDS:
            if not self._told:
                self._told = True
                log.warning(
                    "This broker (version %s by PRODSHAPE_KAFKA_API_VERSION) has no topic ids: "
                    "a topic that is deleted and made anew will not be noticed",
                    ".".join(map(str, version)),
                )
            return None
        return parse_topic_id(self._describe([topic]))

    def absent(self, topics: Sequence[str]) -> list[str]:
        """Give those of the topics that are not there, or that we may not see; none if this broker is too old to say.

        Raises:
            UnavailableError: no broker answered.
        """
        version = self._connection.api_version
        if not topics or (version is not None and version < FIRST_WITH_IDS):
            return []
        return [found["name"] for found in self._describe(topics) if found.get("error_code", 0) in _UNSEEN]

    def _describe(self, topics: Sequence[str]) -> list[dict[str, Any]]:
        try:
            if self._admin is None:
                self._admin = KafkaAdminClient(
                    **self._connection.options(), client_id="prodshape-admin", request_timeout_ms=self._timeout_ms
                )
            return self._admin.describe_topics(list(topics))  # type: ignore[no-any-return]  # it has no types
        except Exception as error:
            self.close()
            raise UnavailableError(f"Kafka did not describe {', '.join(topics)}: {error!r}.") from error

    def close(self) -> None:
        """Disconnect, without waiting for it."""
        admin, self._admin = self._admin, None
        if admin is not None:
            threading.Thread(target=admin.close, name="close-kafka-admin", daemon=True).start()


def parse_topic_id(found: list[dict[str, Any]]) -> str | None:
    """Read the id out of kafka-python's description of one topic; None if the broker has none.

    Raises:
        UnavailableError: the broker says that it does not know the topic, or answers with an error.

    >>> parse_topic_id([{"error_code": 0, "topic_id": UUID(int=7)}])
    '00000000-0000-0000-0000-000000000007'
    """
    if not found or found[0].get("error_code", 0):
        code = found[0].get("error_code") if found else "no answer"
        raise UnavailableError(f"Kafka does not describe the topic (error {code}): see that it exists and may be read.")
    topic_id = found[0].get("topic_id")
    if topic_id is None:
        return None
    text = str(topic_id)
    return None if text == str(UUID(int=0)) else text
