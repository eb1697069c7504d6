"""One stream on its way: a topic of some broker, consumer processes, a store."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.reading import Rules, log_ends, read_log
from benchmarks.recount import Ledger, recount
from benchmarks.stored import Stored, read_store
from prodshape.keys import Keys
from service.store.installation import secret
from tests.brokers.access import Access
from tests.brokers.base import Broker
from tests.consumer_process import ConsumerProcess, wait_until_drained


@dataclass
class Line:
    """A topic that is the stream `default`, and what was started to consume it."""

    broker: Broker
    engine: Engine
    database_url: str
    folder: Path
    topic: str
    group: str
    started: list[ConsumerProcess] = field(default_factory=list)

    def consume(
        self,
        stream: dict[str, Any],
        *,
        access: Access | None = None,
        command: tuple[str, ...] | None = None,
        **settings: object,
    ) -> ConsumerProcess:
        """Start a consumer process of the stream, by the plain way into the broker unless another is given."""
        consumer = ConsumerProcess(
            self.folder,
            access or self.broker.access,
            self.database_url,
            streams={"default": {"topics": [self.topic]} | stream},
            settings={"group": self.group} | settings,
            command=command,
        )
        self.started.append(consumer)
        return consumer.start()

    def drain(self, *consumers: ConsumerProcess, timeout_s: float = 90) -> float:
        """Wait until everything that the topic holds now is stored; gives the seconds that it took."""
        ends = log_ends(self.broker.access, self.topic)
        return wait_until_drained(self.engine, ends, *consumers, timeout_s=timeout_s)

    def recount(self, rules: Rules) -> Ledger:
        """Count the topic independently."""
        return recount(read_log(self.broker.access, [self.topic]), rules, Keys.derive(secret(self.engine)))

    def stored(self) -> Stored:
        """Read what the store holds."""
        return read_store(self.engine, "default")

    def end(self) -> None:
        """Kill what still runs."""
        for consumer in self.started:
            consumer.kill()
