"""Closed port, missing CA, wrong password: each named, on a real broker with real security."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confluent_kafka import Producer as TransactionalProducer
from sqlalchemy import Engine

from consumers.connection import KafkaConnection
from consumers.diagnosis import check_server, diagnose_connection
from prodshape.errors import ConfigurationError
from tests.brokers import listeners
from tests.brokers.access import Access
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Broker, Sent, produce
from tests.filling import HOURS, NOW, Producer
from tests.kafka_connection import connection

NOON = 1_790_000_000_000
WITH_PASSWORD = [name for name in listeners.SECURE if name != "TLS"]
WITH_CERTIFICATE = [name for name in listeners.SECURE if listeners.needs_certificate(name)]


def sentence(access: Access | KafkaConnection, check: str) -> str:
    fault = diagnose_connection(access if isinstance(access, KafkaConnection) else connection(access), timeout_s=3)
    assert fault is not None
    assert fault.check == check, fault
    assert "\n" not in fault.sentence
    return fault.sentence


def test_a_broker_that_takes_us_in(broker: Broker) -> None:
    assert diagnose_connection(connection(broker.access)) is None


def test_a_closed_port() -> None:
    assert "does not accept connections" in sentence(KafkaConnection("127.0.0.1:1"), "TCP")


def test_an_unknown_name() -> None:
    assert "broker.invalid is not known" in sentence(KafkaConnection("broker.invalid:9092"), "TCP")


def test_one_good_broker_of_several_is_enough(broker: Broker) -> None:
    several = KafkaConnection(f"127.0.0.1:1,{broker.access.bootstrap}")
    assert diagnose_connection(several) is None


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """Accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []
        accept = threading.Thread(target=lambda: taken.append(server.accept()[0]), daemon=True)
        accept.start()
        yield server.getsockname()[1]
        accept.join(5)
        for stream in taken:
            stream.close()


@pytest.mark.parametrize(("protocol", "check"), [("PLAINTEXT", "protocol"), ("SSL", "TLS")])
def test_a_port_that_never_answers(deaf_port: int, protocol: str, check: str) -> None:
    assert "no answer" in sentence(KafkaConnection(f"127.0.0.1:{deaf_port}", protocol), check)


def test_a_certificate_file_that_is_not_there() -> None:
    with pytest.raises(ConfigurationError, match=r"SSL_CAFILE is '/no/such\.pem'"):
        diagnose_connection(KafkaConnection("127.0.0.1:1", "SSL", cafile="/no/such.pem"))


@pytest.mark.kafka
@pytest.mark.parametrize("listener", listeners.SECURE)
def test_the_right_way_in(kafka: ApacheKafka, listener: str) -> None:
    way = connection(kafka.secured(listener))
    checks = list(check_server(way, *way.servers()[0]))
    assert all(check.ok for check in checks), checks
    assert [check.check for check in checks] == ["TCP", *["TLS"] * way.tls, "SASL" if way.sasl else "protocol"]


@pytest.mark.kafka
@pytest.mark.parametrize("listener", WITH_PASSWORD)
def test_a_wrong_password(kafka: ApacheKafka, listener: str) -> None:
    said = sentence(kafka.secured(listener).but(password="not it"), "SASL")
    assert "wrong name or password" in said
    assert "not it" not in said


@pytest.mark.kafka
@pytest.mark.parametrize("listener", WITH_CERTIFICATE)
def test_a_missing_ca(kafka: ApacheKafka, listener: str) -> None:
    assert "PRODSHAPE_KAFKA_SSL_CAFILE" in sentence(kafka.secured(listener).but(cafile=None), "TLS")


@pytest.mark.kafka
def test_a_mechanism_that_is_not_offered(kafka: ApacheKafka) -> None:
    said = sentence(kafka.secured("PLAIN").but(mechanism="SCRAM-SHA-256"), "SASL")
    assert "does not offer SCRAM-SHA-256, but PLAIN" in said


@pytest.mark.kafka
@pytest.mark.parametrize(("listener", "hint"), [("TLS", "TLS or a password"), ("PLAIN", "TLS or a password")])
def test_plain_words_at_a_secured_port(kafka: ApacheKafka, listener: str, hint: str) -> None:
    assert hint in sentence(KafkaConnection(kafka.secured(listener).bootstrap), "protocol")


@pytest.mark.kafka
def test_tls_at_a_plain_port(kafka: ApacheKafka) -> None:
    assert "does not speak TLS" in sentence(KafkaConnection(kafka.access.bootstrap, "SSL"), "TLS")


def command(name: str, access: Access, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin"} | access.environment()
    environment |= {f"PRODSHAPE_{key.upper()}": value for key, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "prodshape.cli", name, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )


def test_doctor_finds_everything_in_order(broker: Broker, postgres_url: str, new_name: Callable[[str], str]) -> None:
    topic = new_name("doctor")
    broker.create_topic(topic)
    streams = json.dumps({"default": {"topics": [topic]}})
    ran = command("doctor", broker.access, streams=streams, database_url=postgres_url)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    lines = ran.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["ok", name]
        for name in ("configuration", "codecs", "TCP", "protocol", "topic", "group", "Postgres", "migrations")
    ]


def test_doctor_names_each_fault(broker: Broker, empty_postgres_url: str, new_name: Callable[[str], str]) -> None:
    if broker.kind == "embedded":
        missing, fault = "", 0  # its topics come into being when somebody asks for them
    else:
        missing, fault = new_name("missing"), 1
    topic = new_name("there")
    broker.create_topic(topic)
    streams = json.dumps({"default": {"topics": [topic, *([missing] if missing else [])]}})
    ran = command("doctor", broker.access, streams=streams, database_url=empty_postgres_url)
    failed = [line for line in ran.stdout.splitlines() if line.startswith("failed")]
    assert ran.returncode == 3
    assert [line.split()[1] for line in failed] == ["topic"] * fault + ["migrations"]
    assert "prodshape migrate" in failed[-1]


def test_doctor_without_kafka_and_postgres() -> None:
    streams = json.dumps({"default": {"topics": ["chat"]}})
    ran = command("doctor", Access("127.0.0.1:1"), streams=streams, database_url="postgresql://a:hush@127.0.0.1:1/x")
    failed = [line.split()[1] for line in ran.stdout.splitlines() if line.startswith("failed")]
    assert (ran.returncode, failed) == (3, ["TCP", "Postgres"])
    assert "hush" not in ran.stdout + ran.stderr


def test_doctor_names_a_topic_that_holds_the_watermark_back(postgres_url: str, engine: Engine) -> None:
    Producer(engine, topic="old", now=NOW - 9 * HOURS).write(5, begin=NOW - 9 * HOURS, end=NOW - 8 * HOURS)
    Producer(engine).write(5, begin=NOW - HOURS, end=NOW)
    streams = json.dumps({"default": {"topics": ["chat"]}})
    ran = command("doctor", Access("127.0.0.1:1"), streams=streams, database_url=postgres_url)
    (line,) = [line for line in ran.stdout.splitlines() if line.split()[1] == "watermark"]
    assert line.startswith("failed")
    assert "`prodshape retire-topic old --stream default --reason TEXT`" in line


def test_peek_shows_messages_and_refusals_and_joins_no_group(broker: Broker, new_name: Callable[[str], str]) -> None:
    topic = new_name("peek")
    broker.create_topic(topic)
    values = [{"text": "hi", "author": "ada", "segment": "web"}, {"text": 1}, {"text": "bye", "bot": True}]
    produce(broker.access, topic, [Sent(json.dumps(value).encode(), NOON + i) for i, value in enumerate(values)])
    streams = json.dumps({"default": {"topics": [topic], "preset": "json", "segments": ["web"], "include": "!bot"}})
    ran = command("peek", broker.access, "--n", "3", streams=streams)
    assert ran.returncode == 0, ran.stderr
    shown = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["offset"] for row in shown] == [0, 1, 2]
    assert (shown[0]["text"], shown[0]["segment"], shown[0]["author_is"]) == ("hi", "web", "author")
    assert shown[1]["refused"] == "wrong_type"
    assert shown[2]["filtered"] is True
    assert "ada" not in ran.stdout
    assert len(command("peek", broker.access, "--n", "1", streams=streams).stdout.splitlines()) == 1


@pytest.mark.kafka
def test_peek_finds_messages_in_front_of_what_nobody_is_shown(
    kafka: ApacheKafka, new_name: Callable[[str], str]
) -> None:
    topic = new_name("peek")
    kafka.create_topic(topic, partitions=2)
    producer = TransactionalProducer(kafka.access.librdkafka() | {"transactional.id": topic})
    producer.init_transactions(30)
    for number in range(12):
        producer.begin_transaction()
        producer.produce(topic, f"text {number}".encode(), partition=0)
        producer.flush(30)
        (producer.commit_transaction if number < 3 else producer.abort_transaction)(30)
    produce(kafka.access, topic, [Sent(b"long ago", NOON, 1)])
    streams = json.dumps({"default": {"topics": [topic]}})
    for n, shown in (
        (1, ["text 2"]),
        (3, ["text 0", "text 1", "text 2"]),
        (9, ["text 0", "text 1", "text 2", "long ago"]),
    ):
        ran = command("peek", kafka.access, "--n", str(n), streams=streams)
        assert [json.loads(line)["text"] for line in ran.stdout.splitlines()] == shown, ran.stderr


@pytest.mark.kafka
def test_doctor_and_peek_name_the_right_that_is_missing(
    kafka: ApacheKafka, postgres_url: str, new_name: Callable[[str], str]
) -> None:
    topic, group, dead = new_name("acl"), new_name("group"), new_name("dead")
    kafka.create_topic(topic, partitions=1)
    produce(kafka.access, topic, [Sent(b"hi", NOON)])
    app = kafka.secured("SCRAM")
    settings = {
        "streams": json.dumps({"default": {"topics": [topic], "dead_letter_topic": dead}}),
        "database_url": postgres_url,
        "group": group,
    }

    def failed() -> list[str]:
        lines = command("doctor", app, **settings).stdout.splitlines()
        return [" ".join(line.split()[1:]) for line in lines if line.startswith("failed")]

    kafka.grant("somebody else", "topic", topic, "read")
    kafka.grant("somebody else", "group", group, "read")
    missing_letters = f"dead letters The dead-letter topic {dead} does not exist"
    hidden, letters = failed()
    assert hidden.startswith(f"topic The topic {topic} does not exist, or this user may not see it")
    assert letters.startswith(missing_letters)
    kafka.grant(listeners.USERNAME, "topic", topic, "describe")
    unread, _, unjoined = failed()
    assert unread == f"topic This user may not read {topic}: grant Read and Describe on it."
    assert unjoined.startswith(f"group This user may not use the group {group}: grant Read on it")
    peeked = command("peek", app, **settings)
    assert (peeked.returncode, peeked.stdout) == (3, "")
    assert peeked.stderr == f"prodshape: This user may not read {topic}: grant Read and Describe on it.\n"
    kafka.grant(listeners.USERNAME, "topic", topic, "read")
    kafka.grant(listeners.USERNAME, "group", group, "read")
    kafka.create_topic(dead, partitions=1)
    assert failed() == []


def test_peek_says_why_not() -> None:
    ran = command("peek", Access("127.0.0.1:1"), streams=json.dumps({"default": {"topics": ["chat"]}}))
    assert ran.returncode == 3
    assert "does not accept connections" in ran.stderr
