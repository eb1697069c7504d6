"""What the decoder makes of bytes: every reason, every source of ids, times, segments; and it never raises."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consumers import decode
from consumers.decode import Decoder, Rules, event_ms
from consumers.mapping import PRESETS, FieldMapping
from consumers.sources.base import PlainRecord
from prodshape.block import CellSource
from prodshape.keys import Keys
from service.store.moments import DAY as DAY_LONG
from service.store.moments import from_ms

KEYS = Keys.derive(b"a secret of sixteen bytes or more")
NOW = 1_790_000_000_000
DAY = 86_400_000
FIELDS = FieldMapping("text", "user.id", "conversation", "segment", "time")


def decoder(mapping: FieldMapping = FIELDS, **rules: Any) -> Decoder:
    return Decoder(Rules(mapping, ("web", "7"), **rules), KEYS)


def one(
    value: object, mapping: FieldMapping = FIELDS, *, timestamp: int = NOW, key: bytes | None = None, **rules: Any
) -> decode.Decoded:
    content = value if isinstance(value, bytes) or value is None else json.dumps(value).encode()
    return decoder(mapping, **rules).decode("chat", 3, [PlainRecord(5, timestamp, key, content)])


def reason(value: object, mapping: FieldMapping = FIELDS, **rules: Any) -> str:
    decoded = one(value, mapping, **rules)
    assert not len(decoded.block)
    return decoded.refused[0][1] if decoded.refused else "filtered"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, decode.NULL_VALUE),
        (b"", decode.BAD_JSON),
        (b"{", decode.BAD_JSON),
        (b'{"text": "a"} and more', decode.BAD_JSON),
        (b'{"text": NaN}', decode.BAD_JSON),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", decode.BAD_JSON),
        (b'{"text": "\xff"}', decode.INVALID_UTF8),
        (b"\xff\xfe", decode.INVALID_UTF8),
        (b'{"text": "a", "unread": "\xff"}', decode.INVALID_UTF8),
        (b'{"text": ' + b"9" * 5_000 + b"}", decode.WRONG_TYPE),
        (b'{"text": "a", "user": {"id": ' + b"9" * 5_000 + b"}}", decode.WRONG_TYPE),
        ({}, decode.MISSING_TEXT),
        ({"text": None}, decode.MISSING_TEXT),
        ({"text": 7}, decode.WRONG_TYPE),
        ({"text": True}, decode.WRONG_TYPE),
        ({"text": {"a": "b"}}, decode.WRONG_TYPE),
        ({"text": ["a"]}, decode.WRONG_TYPE),
        ({"text": []}, decode.MISSING_TEXT),
        ({"text": [{"type": "image"}]}, decode.MISSING_TEXT),
        (["text"], decode.WRONG_TYPE),
        ("text", decode.WRONG_TYPE),
        ({"text": "a", "user": "ada"}, decode.WRONG_TYPE),
        ({"text": "a", "user": {"id": True}}, decode.WRONG_TYPE),
        ({"text": "a", "user": {"id": 1.5}}, decode.WRONG_TYPE),
        ({"text": "a", "user": {"id": {"x": 1}}}, decode.WRONG_TYPE),
        ({"text": "a", "conversation": [1]}, decode.WRONG_TYPE),
    ],
)
def test_reasons(value: object, expected: str) -> None:
    assert reason(value) == expected


def test_reason_depends_not_on_the_fast_path() -> None:
    # An expression for one field switches the fast reader off: the reasons stay.
    slow = FieldMapping("text", "user.id", "conversation", "jmespath:segment", "time")
    for value in ({"text": 7}, {"text": "a", "user": "ada"}, ["text"], {"text": "a", "user": {"id": True}}, {}):
        assert reason(value) == reason(value, slow)
    unread = b'{"text": "a", "unread": "\xff"}'
    assert reason(unread, slow) == reason(unread, FieldMapping("chat:messages")) == decode.INVALID_UTF8


def test_a_number_that_is_longer_than_python_reads_is_json() -> None:
    for place in (b"unread", b"time", b"segment"):
        value = b'{"text": "a", "' + place + b'": ' + b"9" * 5_000 + b"}"
        for mapping in (FIELDS, FieldMapping("text", time="time", segment="segment", include="text")):
            assert one(value, mapping).block.texts == ["a"]


def test_sizes() -> None:
    assert reason({"text": "x" * 200}, max_record_bytes=100) == decode.TOO_LARGE
    assert reason({"text": "x" * 200}, max_text_characters=199) == decode.TOO_LARGE
    assert one({"text": "x" * 200}, max_text_characters=200).block.texts == ["x" * 200]


def test_empty_text_is_a_message() -> None:
    assert one({"text": ""}).block.texts == [""]
    assert one(b"", PRESETS["text"]).block.texts == [""]


def test_plain_text() -> None:
    assert one("söme wörds".encode(), PRESETS["text"]).block.texts == ["söme wörds"]
    assert one(b'{"text": 1}', PRESETS["text"]).block.texts == ['{"text": 1}']
    assert reason(b"\xff", PRESETS["text"]) == decode.INVALID_UTF8


def test_lone_surrogates_and_nuls() -> None:
    block = one(rb'{"text": "cut \ud83d off\u0000", "user": {"id": "\udc00"}, "segment": "\ud800"}').block
    assert block.texts == ["cut \ufffd off\0"]
    assert block.sources.tolist() == [CellSource.AUTHOR]
    assert block.names[int(block.segments[0])] == "other"
    # A whole pair in a document that also has half of one.
    assert one(rb'{"text": "\ud83d\ude00", "user": {"id": "\udc00"}}').block.texts == ["\U0001f600"]


def test_byte_order_mark() -> None:
    assert one(b'\xef\xbb\xbf{"text": "a"}').block.texts == ["a"]


def test_chat() -> None:
    chat = PRESETS["chat"]
    messages = [
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "sure"},
        {"role": "user", "content": "last"},
        {"role": "assistant", "content": None, "tool_calls": []},
    ]
    assert one({"messages": messages}, chat).block.texts == ["last"]
    parts = [{"type": "text", "text": "look"}, {"type": "image_url", "image_url": {}}, {"type": "text", "text": "here"}]
    assert one({"messages": [{"role": "user", "content": parts}]}, chat).block.texts == ["look\nhere"]
    assert one({"messages": [7, {"role": "user", "content": "a"}, None]}, chat).block.texts == ["a"]
    assert reason({"messages": [{"role": "system", "content": "be nice"}]}, chat) == decode.MISSING_TEXT
    assert reason({"messages": []}, chat) == decode.MISSING_TEXT
    assert reason({"messages": {"role": "user"}}, chat) == decode.WRONG_TYPE
    assert reason({}, chat) == decode.MISSING_TEXT


def test_jmespath() -> None:
    mapping = FieldMapping("jmespath:messages[?role=='user'] | [-1].content", "jmespath:meta.ids[0]")
    value = {"messages": [{"role": "user", "content": "a"}, {"role": "bot"}], "meta": {"ids": [3]}}
    decoded = one(value, mapping)
    assert decoded.block.texts == ["a"]
    assert decoded.block.authors.tolist() == [KEYS.author(b"3")]
    assert reason({"text": "a"}, FieldMapping("jmespath:length(missing)")) == decode.WRONG_TYPE


def test_include() -> None:
    mapping = FieldMapping("text", include="env == 'prod' && !bot")
    assert one({"text": "a", "env": "prod"}, mapping).block.texts == ["a"]
    decoded = one({"text": "a", "env": "prod", "bot": True}, mapping)
    assert (decoded.filtered, decoded.refused, len(decoded.block)) == (1, [], 0)
    # What is not a user's message is not refused for what it lacks either.
    assert reason({"env": "test"}, mapping) == "filtered"
    assert reason(b"no json", mapping) == decode.BAD_JSON


@pytest.mark.parametrize(
    ("value", "key", "source", "ident"),
    [
        ({"user": {"id": "ada"}, "conversation": "c"}, b"k", CellSource.AUTHOR, b"ada"),
        ({"user": {"id": 17}, "conversation": "c"}, b"k", CellSource.AUTHOR, b"17"),
        ({"user": {"id": 10**30}}, None, CellSource.AUTHOR, str(10**30).encode()),
        ({"user": {"id": ""}, "conversation": "c"}, b"k", CellSource.CONVERSATION, b"conversation\0c"),
        ({"user": None, "conversation": 5}, b"k", CellSource.CONVERSATION, b"conversation\x005"),
        ({"conversation": None}, b"k", CellSource.KEY, b"key\0k"),
        ({}, b"\xff", CellSource.KEY, b"key\0\xff"),
    ],
)
def test_where_the_id_comes_from(value: dict[str, Any], key: bytes | None, source: CellSource, ident: bytes) -> None:
    block = one({"text": "a"} | value, key=key, key_identifies_user=True).block
    assert block.sources.tolist() == [source]
    assert block.authors.tolist() == [KEYS.author(ident)]


def test_record_stands_in_for_an_author() -> None:
    for key in (None, b"k"):
        block = one({"text": "a"}, key=key).block
        assert block.sources.tolist() == [CellSource.RECORD]
        assert block.authors.tolist() == block.positions.tolist()


def test_one_author_is_one_id_on_every_partition() -> None:
    record = PlainRecord(5, NOW, None, b'{"text": "a", "user": {"id": "ada"}}')
    ids = {int(decoder().decode("chat", partition, [record]).block.authors[0]) for partition in range(3)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("segment", "expected"),
    [("web", "web"), ("WEB", "other"), (7, "7"), (True, "other"), (None, "other"), ({"a": 1}, "other"), (7.0, "other")],
)
def test_segments(segment: object, expected: str) -> None:
    block = one({"text": "a", "segment": segment}).block
    assert block.names[int(block.segments[0])] == expected


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (NOW - 1000, NOW - 1000),
        ((NOW - 5000) // 1000, NOW - 5000),
        ((NOW - 5500) / 1000, NOW - 5500),
        (str(NOW - 1), NOW - 1),
        ("2026-09-21T14:13:20Z", NOW),
        ("2026-09-21T14:13:20", NOW),
        ("2026-09-21T16:13:19.5+02:00", NOW - 500),
        (NOW - 7 * DAY, NOW - 7 * DAY),
        (NOW + 300_000, NOW + 300_000),
    ],
)
def test_own_time_is_believed(claimed: object, expected: int) -> None:
    decoded = one({"text": "a", "time": claimed})
    assert decoded.block.times.tolist() == [expected]
    assert (decoded.clock_skew, decoded.time_missing) == (0, 0)


@pytest.mark.parametrize(
    "claimed",
    [
        NOW - 7 * DAY - 1,
        NOW + 300_001,
        0,
        -1,
        True,
        "yesterday",
        {"a": 1},
        10**400,
        "9" * 5000,
        1e300,
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_own_time_is_not_believed(claimed: object) -> None:
    decoded = one({"text": "a", "time": claimed})
    assert decoded.block.times.tolist() == [NOW]
    assert (decoded.clock_skew, decoded.time_missing) == (1, 0)


@pytest.mark.parametrize("message", [{"text": "a"}, {"text": "a", "time": None}, {"text": "a", "time": ""}])
@pytest.mark.parametrize("time", ["time", "jmespath:time"])
def test_a_time_that_is_not_there_is_no_clock_that_is_wrong(message: dict[str, object], time: str) -> None:
    decoded = one(message, FieldMapping("text", time=time))
    assert decoded.block.times.tolist() == [NOW]
    assert (decoded.clock_skew, decoded.time_missing) == (0, 1)


def test_without_a_field_for_time_nothing_is_skewed_or_missing() -> None:
    decoded = one({"text": "a", "time": 5}, FieldMapping("text"))
    assert (decoded.clock_skew, decoded.time_missing) == (0, 0)


def test_number_out_of_range() -> None:
    assert one(b'{"text": "a", "time": 1e999}').clock_skew == 1


def test_no_time() -> None:
    assert reason({"text": "a", "time": NOW}, timestamp=-1) == decode.NO_TIME


@pytest.mark.parametrize("timestamp", [decode.LATEST_MS, 316_000_000_000_000, 2**63 - 1])
def test_a_time_that_no_date_can_say_is_none(timestamp: int) -> None:
    assert reason({"text": "a"}, timestamp=timestamp) == decode.NO_TIME
    latest = one({"text": "a", "time": decode.LATEST_MS + 1000}, timestamp=decode.LATEST_MS - 1).block.times[0]
    assert (from_ms(int(latest)) + 31 * DAY_LONG).year == 9999


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, [], b"1", "", "12345678", "²" * 10])
def test_no_event_time(value: object) -> None:
    assert event_ms(value) is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["user", "ada"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "user", "id", "role", "content", "messages", "time", "segment", "conversation", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
MAPPINGS = [
    FIELDS,
    PRESETS["chat"],
    PRESETS["text"],
    FieldMapping("jmespath:text", "user.id", None, "segment", "time", "x"),
]
VALUES = (
    st.binary(max_size=40)
    | JSON.map(lambda document: json.dumps(document).encode())
    | st.builds(lambda document, cut: json.dumps(document).encode()[:cut], JSON, st.integers(0, 60))
)


@given(
    st.lists(
        st.tuples(VALUES | st.none(), st.none() | st.binary(max_size=3), st.sampled_from([NOW, 0, -1])), max_size=6
    ),
    st.sampled_from(MAPPINGS),
)
@example([(b'{"text": "\\ud800"}', None, NOW)], FIELDS)
def test_every_record_is_counted_once_and_alone_as_among_others(
    rows: list[tuple[bytes | None, bytes | None, int]], mapping: FieldMapping
) -> None:
    records = [PlainRecord(offset, time, key, value) for offset, (value, key, time) in enumerate(rows)]
    together = decoder(mapping, key_identifies_user=True).decode("chat", 0, records)
    block = together.block

    assert len(block) + together.filtered + len(together.refused) == len(records)
    assert {why for _, why in together.refused} <= set(decode.REASONS)
    for text in block.texts:
        text.encode()

    messages = {row: index for index, row in enumerate(together.rows)}
    for row, record in enumerate(records):
        alone = decoder(mapping, key_identifies_user=True).decode("chat", 0, [record])
        assert [why for _, why in alone.refused] == [why for at, why in together.refused if at == row]
        if row in messages:
            index = messages[row]
            assert alone.block.texts == [block.texts[index]]
            for name in ("times", "authors", "sources", "segments", "positions"):
                assert getattr(alone.block, name).tolist() == [getattr(block, name)[index]]


@given(JSON)
def test_fast_and_slow_readers_agree(document: object) -> None:
    value = json.dumps(document).encode()
    for fast, slow in [
        (FIELDS, FieldMapping("jmespath:text", "user.id", "conversation", "segment", "time")),
        (FieldMapping("chat:messages", "user"), FieldMapping("chat:messages", "user", include="`true`")),
    ]:
        one_way, other_way = one(value, fast), one(value, slow)
        if "nan" in repr(document) or "inf" in repr(document):
            continue  # json writes what is no JSON
        if isinstance(document, dict):
            assert one_way.refused == other_way.refused
            assert one_way.block.texts == other_way.block.texts
            assert one_way.block.authors.tolist() == other_way.block.authors.tolist()
