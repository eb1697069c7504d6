"""A reader of logs that shares nothing with the consumer: librdkafka, and the standard library's JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Consumer, KafkaError, Message, TopicPartition

from tests.brokers.access import Access

DAY_MS = 86_400_000


class Refused(Exception):  # noqa: N818 - it is an outcome, not an error
    """A record that cannot be counted; its argument is the reason."""


@dataclass(frozen=True)
class Fields:
    """What one record says; None where it says nothing."""

    text: Any
    author: Any = None
    conversation: Any = None
    segment: Any = None
    time: Any = None
    included: bool = True


Form = Callable[[bytes], Fields]


@dataclass(frozen=True)
class Rules:
    """How a stream is to be read, as its settings say; the numbers are the settings' defaults."""

    form: Form
    segments: Sequence[str] = ()
    timed: bool = True
    max_record_bytes: int = 1_048_576
    past_ms: int = 7 * DAY_MS
    future_ms: int = 300_000


def plain(value: bytes) -> Fields:
    """The record is the text."""
    try:
        return Fields(value.decode())
    except UnicodeDecodeError:
        raise Refused("invalid_utf8") from None


def dotted(mapping: Mapping[str, str]) -> Form:
    """The record is JSON; `mapping` gives the dotted path of each field.

    >>> dotted({"text": "payload.text", "author": "user.id"})(b'{"payload": {"text": "hi"}}')
    Fields(text='hi', author=None, conversation=None, segment=None, time=None, included=True)
    """

    def read(value: bytes) -> Fields:
        document = _json(value)
        return Fields(**{name: _walk(document, path) for name, path in mapping.items()})

    return read


def chat(value: bytes) -> Fields:
    """The record is a chat request: the text is what the user said last; the environment `test` is left out."""
    document = _json(value)
    texts = [said.get("content") for said in document["messages"] if said.get("role") == "user"]
    return Fields(
        texts[-1] if texts else None,
        author=document.get("user"),
        conversation=document.get("conversation_id"),
        time=document.get("created"),
        included=document.get("environment") != "test",
    )


def log_ends(access: Access, *topics: str) -> dict[tuple[str, int], int]:
    """The offset after the last record, and after its transaction's marker, of every partition of the topics."""
    consumer = Consumer(access.librdkafka() | {"group.id": "recount"})
    try:
        return {
            (topic, partition): consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=30)[1]
            for topic in topics
            for partition in consumer.list_topics(topic, timeout=30).topics[topic].partitions
        }
    finally:
        consumer.close()


def read_log(
    access: Access, topics: Sequence[str], starts: Mapping[tuple[str, int], int] | None = None
) -> Iterator[Message]:
    """Every committed record of the topics, one partition after the other, from the first that is still there.

    `starts` moves the beginning of some (topic, partition).
    """
    options = access.librdkafka() | {
        "group.id": "recount",
        "enable.auto.commit": False,
        "enable.partition.eof": True,
        "isolation.level": "read_committed",
        "auto.offset.reset": "error",
    }
    for topic in topics:
        consumer = Consumer(options)
        try:
            for partition in sorted(consumer.list_topics(topic, timeout=30).topics[topic].partitions):
                low, _ = consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=30)
                first = max(low, (starts or {}).get((topic, partition), 0))
                consumer.assign([TopicPartition(topic, partition, first)])
                yield from _until_the_end(consumer, f"{topic}[{partition}]")
        finally:
            consumer.close()


def _until_the_end(consumer: Consumer, name: str) -> Iterator[Message]:
    while True:
        message = consumer.poll(30)
        if message is None:
            raise RuntimeError(f"the broker gave nothing of {name} for 30 s, not even its end")
        error = message.error()
        if error is None:
            yield message
        elif error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - librdkafka's own codes are named so
            return
        else:
            raise RuntimeError(f"the recount cannot read {name}: {error.str()}")


def extract(value: bytes | None, rules: Rules) -> Fields:
    """What a record says, as far as it can be counted.

    Raises:
        Refused: it cannot; with the reason.
    """
    if value is None:
        raise Refused("null_value")
    if len(value) > rules.max_record_bytes:
        raise Refused("too_large")
    fields = rules.form(value)
    if not fields.included:
        return fields
    if fields.text is None:
        raise Refused("missing_text")
    if not isinstance(fields.text, str):
        raise Refused("wrong_type")
    for identity in (fields.author, fields.conversation):
        if identity not in (None, ""):
            if type(identity) not in (str, int):
                raise Refused("wrong_type")
            break
    return fields


def event_time(fields: Fields, stamp: int, rules: Rules) -> tuple[int, str]:
    """Event time in ms, and why it is not the record's own: `time_missing`, `clock_skew`, or empty where it is."""
    if not rules.timed:
        return stamp, ""
    said = fields.time
    if said in (None, ""):
        return stamp, "time_missing"
    if type(said) is not int:
        return stamp, "clock_skew"
    said = said * 1000 if said < 10**11 else said
    if -rules.past_ms <= said - stamp <= rules.future_ms:
        return said, ""
    return stamp, "clock_skew"


def segment_of(fields: Fields, rules: Rules) -> str:
    """The allow-listed segment, or `other`."""
    said = str(fields.segment) if type(fields.segment) in (str, int) else ""
    return said if said in rules.segments else "other"


def _json(value: bytes) -> Any:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        raise Refused("invalid_utf8") from None
    try:
        return json.loads(text)
    except ValueError:
        raise Refused("bad_json") from None


def _walk(document: Any, path: str) -> Any:
    for key in path.split("."):
        if document is None:
            return None
        if not isinstance(document, dict):
            raise Refused("wrong_type")
        document = document.get(key)
    return document
