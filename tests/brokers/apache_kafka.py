"""A real Apache Kafka (KRaft, broker and controller in one process) on loopback ports."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from confluent_kafka import KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._acl import AclBinding, AclOperation, AclPermissionType
from confluent_kafka.admin._resource import ResourcePatternType, ResourceType
from confluent_kafka.cimpl import NewPartitions, NewTopic

from tests.brokers import jars, listeners
from tests.brokers.access import Access
from tests.brokers.ports import free_ports

START_TIMEOUT_S = 90.0
PARTITIONS = 4


class ApacheKafka:
    """One broker with its data under `folder`; `kill` and `start` keep data and ports.

    With `secure` it has, besides the plain listener, one per way of security (`listeners.SECURE`), all at once.
    """

    kind = "real"

    def __init__(self, folder: Path, *, secure: bool = False) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        names = listeners.SECURE if secure else ()
        plain, controller, *others = free_ports(2 + len(names))
        self._ports = {"PLAINTEXT": plain, "CONTROLLER": controller, **dict(zip(names, others, strict=True))}
        self._java = ["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", f"{jars.folder()}/*"]

    @property
    def access(self) -> Access:
        """The plain way in."""
        return Access(f"127.0.0.1:{self._ports['PLAINTEXT']}")

    def secured(self, listener: str) -> Access:
        """The way in through one of `listeners.SECURE`."""
        return listeners.access(listener, self._ports[listener], self._folder)

    @property
    def admin(self) -> AdminClient:
        """A new admin client over the plain listener."""
        return AdminClient(self.access.librdkafka())

    def start(self) -> Self:
        """Start the process, on the same data and ports as before, and wait until it answers.

        Raises:
            RuntimeError: it ended, or did not answer in time; the message holds the end of its log.
        """
        if not (self._folder / "server.properties").exists():
            self._format()
        log = (self._folder / "kafka.log").open("ab")
        with log:
            command = [
                *self._java,
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "kafka.Kafka",
                str(self._folder / "server.properties"),
            ]
            # In its own session: a Ctrl-C for the tests must not reach it before the tests have ended it.
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                tail = (self._folder / "kafka.log").read_text(errors="replace")[-3000:]
                raise RuntimeError(
                    f"Apache Kafka did not start within {START_TIMEOUT_S:.0f} s; the end of its log: {tail}"
                )
        return self

    def stop(self) -> None:
        """End the process in good order: at the next start, its log is taken as it is."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(60)
        self._process = None

    def kill(self) -> None:
        """End the process with SIGKILL, if it runs."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def segment(self, topic: str, partition: int) -> Path:
        """The file of a partition's log, as long as it is one."""
        (file,) = (self._folder / "data" / f"{topic}-{partition}").glob("*.log")
        return file

    def create_topic(
        self, topic: str, *, partitions: int = PARTITIONS, configs: Mapping[str, str] | None = None
    ) -> None:
        """Make a topic and wait until the broker knows it."""
        new = NewTopic(topic, num_partitions=partitions, replication_factor=1, config=dict(configs or {}))
        # A name of its own: the answer never comes once the client is collected.
        admin = self.admin
        admin.create_topics([new])[topic].result(30)

    def delete_topic(self, topic: str) -> None:
        """Delete a topic and wait until its name is free."""
        admin = self.admin
        admin.delete_topics([topic])[topic].result(30)
        deadline = time.monotonic() + 30
        while topic in admin.list_topics(timeout=10).topics:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the topic {topic} is still there 30 s after it was deleted")
            time.sleep(0.1)

    def add_partitions(self, topic: str, total: int) -> None:
        """Grow a topic to `total` partitions."""
        admin = self.admin
        admin.create_partitions([NewPartitions(topic, total)])[topic].result(30)

    def delete_records(self, topic: str, before: Mapping[int, int]) -> None:
        """Do what retention does: forget the records of each partition before an offset."""
        bounds = [TopicPartition(topic, partition, offset) for partition, offset in before.items()]
        admin = self.admin
        for answer in admin.delete_records(bounds).values():
            answer.result(30)

    def grant(self, user: str, kind: str, name: str, operation: str) -> None:
        """Allow a user something on a topic or group; from then on those without a grant may do nothing with it."""
        rule = AclBinding(
            ResourceType[kind.upper()],
            name,
            ResourcePatternType.LITERAL,
            f"User:{user}",
            "*",
            AclOperation[operation.upper()],
            AclPermissionType.ALLOW,
        )
        admin = self.admin
        for answer in admin.create_acls([rule]).values():
            answer.result(30)

    def _answers(self) -> bool:
        try:
            return bool(AdminClient(self.access.librdkafka() | {"log_level": 0}).list_topics(timeout=0.5).brokers)
        except KafkaException:
            time.sleep(0.1)
            return False

    def _format(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        secure = [name for name in self._ports if name in listeners.SECURE]
        if any(listeners.needs_certificate(name) for name in secure):
            listeners.make_certificate(self._folder)
        properties = self._base() | listeners.properties(secure, self._folder)
        text = "".join(f"{name}={value}\n" for name, value in properties.items())
        partial = self._folder / "server.properties.new"
        partial.write_text(text)
        tool = [*self._java, "-XX:TieredStopAtLevel=1", "kafka.tools.StorageTool"]
        identity = subprocess.run(
            [*tool, "random-uuid"], check=True, capture_output=True, text=True, timeout=60
        ).stdout.strip()
        scram = ["--add-scram", listeners.SCRAM_USER] if secure else []
        done = subprocess.run(
            [*tool, "format", "--standalone", "-t", identity, "-c", str(partial), *scram],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode != 0:
            raise RuntimeError(f"Kafka's StorageTool failed: {done.stdout}{done.stderr}")
        partial.rename(self._folder / "server.properties")

    def _base(self) -> dict[str, str]:
        addresses = {name: f"{name}://127.0.0.1:{port}" for name, port in self._ports.items()}
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.bootstrap.servers": f"127.0.0.1:{self._ports['CONTROLLER']}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listeners": ",".join(addresses.values()),
            "advertised.listeners": ",".join(address for name, address in addresses.items() if name != "CONTROLLER"),
            "listener.security.protocol.map": ",".join(
                f"{name}:{listeners.PROTOCOLS.get(name, 'PLAINTEXT')}" for name in self._ports
            ),
            "log.dirs": str(self._folder / "data"),
            # Everybody may do everything, until `grant` says something of a topic or group.
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",
            "allow.everyone.if.no.acl.found": "true",
            # A consumer's own metadata request must not bring a deleted topic back.
            "auto.create.topics.enable": "false",
            "offsets.topic.num.partitions": "1",
            "offsets.topic.replication.factor": "1",
            "transaction.state.log.num.partitions": "1",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "group.initial.rebalance.delay.ms": "0",
            # So that a test of a frozen consumer lasts seconds.
            "group.min.session.timeout.ms": "1000",
            # A broker that was killed is let back in only when its last session has timed out.
            "broker.session.timeout.ms": "3000",
            "broker.heartbeat.interval.ms": "500",
            # Records of long ago are written by tests, and must stay.
            "log.retention.ms": "-1",
            "log.retention.check.interval.ms": "1000",
        }
