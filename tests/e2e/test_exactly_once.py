"""From the topic to the store, through real processes: every record once, in the right segment, cell and bin."""

import json
from collections.abc import Iterator

import pytest

from benchmarks.reading import DAY_MS, Rules, chat, dotted, plain
from benchmarks.recount import differences
from benchmarks.traffic import MAPPING, MAX_RECORD_BYTES, SEGMENTS, Traffic
from tests.brokers.base import Sent, produce
from tests.consumer_process import wait_until
from tests.line import Line

NOON = 20_000 * DAY_MS + DAY_MS // 2


def test_plain_text(line: Line) -> None:
    records = [*Traffic(seed=1, end_ms=NOON, n=2000, plain=True), Sent(b"\xff not text", NOON), Sent(None, NOON)]
    produce(line.broker.access, line.topic, records)
    line.drain(line.consume({"preset": "text"}))
    ledger = line.recount(Rules(plain, timed=False))
    assert differences(ledger, line.stored()) == []
    assert (len(ledger), dict(ledger.refused)) == (2000, {"invalid_utf8": 1, "null_value": 1})


def test_json_with_dotted_paths_late_records_and_refusals(line: Line) -> None:
    produce(line.broker.access, line.topic, Traffic(seed=2, end_ms=NOON, n=4000, authors=300, faults=0.03))
    line.drain(line.consume(MAPPING | {"segments": SEGMENTS, "max_record_bytes": MAX_RECORD_BYTES}))
    ledger = line.recount(Rules(dotted(MAPPING), SEGMENTS, max_record_bytes=MAX_RECORD_BYTES))
    assert differences(ledger, line.stored()) == []
    assert len(ledger) > 3800
    assert len(ledger.refused) == 6
    assert ledger.clock_skew > 0
    assert ledger.time_missing > 30


def _chats() -> Iterator[Sent]:
    for i, said in enumerate(Traffic(seed=5, end_ms=NOON, n=1500, plain=True)):
        text = (said.value or b"").decode()
        messages = [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "an earlier question"},
            {"role": "assistant", "content": "an answer"},
            {"role": "user", "content": text},
            {"role": "assistant", "content": "not this one"},
        ]
        request = {
            "model": "small",
            "messages": messages[: 5 if i % 3 else 4],
            "user": f"u{i % 91}",
            "conversation_id": f"c{i}",
            "created": said.timestamp_ms // 1000,
            "environment": "test" if i % 10 == 0 else "production",
        }
        yield Sent(json.dumps(request).encode(), said.timestamp_ms, said.partition)


@pytest.mark.parametrize(
    "mapping",
    [
        {"preset": "chat"},
        {
            "text": "jmespath:messages[?role=='user'] | [-1].content",
            "author": "jmespath:user",
            "conversation": "conversation_id",
            "time": "created",
        },
    ],
    ids=["preset", "jmespath"],
)
def test_chat_payloads(line: Line, mapping: dict[str, str]) -> None:
    produce(line.broker.access, line.topic, _chats())
    line.drain(line.consume(mapping | {"include": "environment != 'test'"}))
    ledger = line.recount(Rules(chat))
    assert differences(ledger, line.stored()) == []
    assert (len(ledger), ledger.filtered) == (1350, 150)


def test_one_author_on_three_partitions_falls_into_one_cell(line: Line) -> None:
    record = b'{"text": "wher is my order", "author": "ada"}'
    produce(line.broker.access, line.topic, [Sent(record, NOON, partition=i % 3) for i in range(30)])
    line.drain(line.consume({"preset": "json"}))
    stored = line.stored()
    (pane,) = stored.panes.values()
    assert sorted(pane.cell_messages.tolist()) == [0] * 31 + [30]
    assert pane.distinct_authors == 1
    assert [stored.records[line.topic, partition] for partition in range(4)] == [10, 10, 10, 0]


def test_a_consumer_that_is_asked_to_end_stores_what_it_read(line: Line) -> None:
    produce(line.broker.access, line.topic, Traffic(seed=6, end_ms=NOON, n=1000, plain=True))
    consumer = line.consume({"preset": "text"}, checkpoint_seconds=3600)
    wait_until(lambda: consumer.total("prodshape_uncommitted_records") == 1000, 60, lambda: consumer.log)
    assert line.stored().messages == 0
    assert consumer.stop() == 0
    assert differences(line.recount(Rules(plain, timed=False)), line.stored()) == []
