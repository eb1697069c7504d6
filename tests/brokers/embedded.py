"""The embedded broker, as the tests see it."""

from collections.abc import Mapping

from consumers.embedded_broker import API_VERSION, EmbeddedBroker
from tests.brokers.access import Access


class Embedded:
    """A `Broker` around `EmbeddedBroker`."""

    kind = "embedded"

    def __init__(self, broker: EmbeddedBroker) -> None:
        self._broker = broker

    @property
    def access(self) -> Access:
        """The only way in."""
        return Access(self._broker.bootstrap, api_version=".".join(map(str, API_VERSION)))

    def create_topic(self, topic: str, *, configs: Mapping[str, str] | None = None) -> None:
        """Make a topic; the mock has no settings per topic, and needs none: it keeps any timestamp."""
        del configs
        self._broker.create_topic(topic)
