"""The broker of the demo and of the fast tests: librdkafka's mock cluster, inside this process."""

from types import TracebackType
from typing import Any, Self

from prodshape.errors import UnavailableError

# The mock answers version negotiation in a form that kafka-python cannot read: the version is told, not asked.
API_VERSION = (2, 3)
# Every topic of the mock is created on first use, with this many partitions.
PARTITIONS = 4


class EmbeddedBroker:
    """A broker that speaks Kafka's protocol on a loopback port for as long as it is open; other processes may use it.

    It keeps at most 5 MiB a partition (older records vanish, as if retention had taken them), has no security, and no
    admin API: topics come into being when somebody first writes to them, and have no id.

    >>> with EmbeddedBroker() as broker:
    ...     broker.bootstrap.split(":")[0]
    '127.0.0.1'
    """

    def __init__(self) -> None:
        self._owner: Any = None
        self._bootstrap: str | None = None

    @property
    def bootstrap(self) -> str:
        """Address for clients, as `host:port`.

        Raises:
            UnavailableError: it is not open.
        """
        if self._bootstrap is None:
            raise UnavailableError("the embedded broker is not running: use it as `with EmbeddedBroker() as broker:`")
        return self._bootstrap

    def start(self) -> Self:
        """Start the broker; a second call does nothing."""
        if self._owner is None:
            from confluent_kafka import Producer

            # The cluster lives inside this client and ends with it.
            self._owner = Producer({"test.mock.num.brokers": 1, "log_level": 2})
            broker = next(iter(self._owner.list_topics(timeout=10).brokers.values()))
            self._bootstrap = f"{broker.host}:{broker.port}"
        return self

    def create_topic(self, topic: str) -> None:
        """Make a topic with `PARTITIONS` partitions, if there is none of that name."""
        self._bootstrap = self.bootstrap
        self._owner.list_topics(topic, timeout=10)

    def stop(self) -> None:
        """End the broker and forget every record; a second call does nothing."""
        self._owner = None
        self._bootstrap = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
