"""A steady flow of records into a broker that may be down."""

import threading
import time

from confluent_kafka import Producer

from benchmarks.traffic import Traffic
from tests.brokers.apache_kafka import ApacheKafka


class Writer:
    """Writes the traffic at a steady rate from a thread of its own, whatever happens to the broker."""

    def __init__(self, kafka: ApacheKafka, topic: str, traffic: Traffic, rate: float) -> None:
        # Patience for a broker that is down; idempotence, so that the order in a partition is kept.
        options = {"enable.idempotence": True, "message.timeout.ms": 300_000, "reconnect.backoff.max.ms": 500}
        self._producer = Producer(kafka.access.librdkafka() | {"log_level": 0, "linger.ms": 20} | options)
        self._topic = topic
        self._traffic = traffic
        self._rate = rate
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.written = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Write no more, and wait until the broker has everything."""
        self._enough.set()
        self._thread.join(60)
        left = self._producer.flush(120)
        assert left == 0, f"{left} records never reached the broker"

    def _run(self) -> None:
        began = time.monotonic()
        for record in self._traffic:
            if self._enough.is_set():
                return
            self._producer.produce(self._topic, record.value, partition=record.partition, timestamp=record.timestamp_ms)
            self._producer.poll(0)
            self.written += 1
            ahead = self.written / self._rate - (time.monotonic() - began)
            if ahead > 0.05:
                self._enough.wait(ahead)
