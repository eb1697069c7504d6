"""Bytes in, columns out: records become a block of messages, or are refused with a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from consumers.mapping import (
    FieldMapping,
    MismatchError,
    compile_expression,
    compile_field,
    fast_reader,
    is_true,
)
from prodshape.block import Block, CellSource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consumers.sources.base import Record
    from prodshape.keys import Keys

BAD_JSON = "bad_json"
WRONG_TYPE = "wrong_type"
MISSING_TEXT = "missing_text"
INVALID_UTF8 = "invalid_utf8"
TOO_LARGE = "too_large"
NULL_VALUE = "null_value"
NO_TIME = "no_time"
UNMEASURABLE = "unmeasurable"

REASONS = (BAD_JSON, WRONG_TYPE, MISSING_TEXT, INVALID_UTF8, TOO_LARGE, NULL_VALUE, NO_TIME, UNMEASURABLE)
"""Why a record is refused. All but the last are found here; that one is an error in an axis."""

OTHER = "other"
"""The segment of a message whose own is not in the allow-list."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SECONDS_BELOW = 100_000_000_000
"""Numbers below this are seconds since 1970, others milliseconds (design D8)."""

LATEST_MS = 253_370_764_800_000
"""The year 9999 and what is later has no date in the store: a record of then has no time."""

_REMEMBERED_AUTHORS = 65_536
_LEAST_DIGITS, _MOST_DIGITS = 9, 20
_LONGEST_INTEGER = 4_300
"""Digits of an integer that Python reads; a longer one is valid JSON nevertheless."""


@dataclass(frozen=True)
class Rules:
    """What a stream takes: all of it pure functions of the record.

    Attributes:
        mapping: where the fields stand.
        segments: the allow-list; what is not in it is `other`.
        key_identifies_user: the record key names the user, and may stand in for an author.
        max_record_bytes: a longer value is refused unread.
        max_text_characters: a longer text is refused.
        past_ms: how long before the record's Kafka timestamp an event time may lie.
        future_ms: how long after.
    """

    mapping: FieldMapping = field(default_factory=FieldMapping)
    segments: tuple[str, ...] = ()
    key_identifies_user: bool = False
    max_record_bytes: int = 1_048_576
    max_text_characters: int = 32_768
    past_ms: int = 7 * 86_400_000
    future_ms: int = 300_000


@dataclass(frozen=True, eq=False)
class Decoded:
    """What `n` records became: `len(block) + filtered + len(refused) == n`.

    Attributes:
        block: the messages.
        rows: for each message of the block, the index of its record.
        refused: `(index of the record, reason)`.
        filtered: records that the stream's `include` leaves out.
        clock_skew: messages whose own time was unreadable or outside the window.
        time_missing: messages whose mapped field of the time was absent, null or empty.
    """

    block: Block
    rows: list[int]
    refused: list[tuple[int, str]]
    filtered: int
    clock_skew: int
    time_missing: int


class _RefusedError(Exception):
    def __init__(self, reason: str) -> None:
        self.reason = reason


class _FilteredError(Exception):
    pass


class Decoder:
    """Decodes the records of one stream by its rules; deterministic, so that a replay gives the same columns.

    The id of a message is the keyed hash of its author, else of its conversation, else of the record key if
    the rules say that it identifies a user, else of its position. A JSON number as an id is its decimal
    digits; an empty string is no id. Lone surrogates become U+FFFD.

    Example:
        >>> from consumers.sources.base import PlainRecord
        >>> from prodshape.keys import Keys
        >>> decoder = Decoder(Rules(FieldMapping("text", "user.id")), Keys.derive(b"sixteen bytes or more"))
        >>> record = PlainRecord(0, 1_700_000_000_000, value=b'{"text": "hi", "user": {"id": 7}}')
        >>> decoded = decoder.decode("chat", 0, [record, PlainRecord(1, 1_700_000_000_000, value=b"hi")])
        >>> decoded.block.texts, decoded.refused
        (['hi'], [(1, 'bad_json')])
    """

    def __init__(self, rules: Rules, keys: Keys) -> None:
        self._rules = rules
        self._keys = keys
        self._names = (*rules.segments, OTHER)
        self._segments: dict[object, int] = {name: index for index, name in enumerate(rules.segments)}
        self._authors: dict[object, int] = {}
        mapping = rules.mapping
        parts = [mapping.text, mapping.author, mapping.conversation, mapping.segment, mapping.time]
        names = ("text", "author", "conversation", "segment", "time")
        self._fields = [None if p is None else compile_field(p, n) for p, n in zip(parts, names, strict=True)]
        self._include = None if mapping.include is None else compile_expression(mapping.include, "include")
        self._document = msgspec.json.Decoder().decode
        self._read: Callable[[bytes], tuple[Any, ...]] = self._plain if mapping.text is None else self._slow
        if mapping.text is not None and mapping.include is None:
            fast = fast_reader(parts)
            self._read = self._slow if fast is None else fast

    def decode(  # noqa: C901, PLR0912, PLR0915 - the hot loop: a call per record and step would double its time
        self, topic: str, partition: int, records: Sequence[Record]
    ) -> Decoded:
        """Decode records of one topic-partition; refuses, and never raises, whatever the bytes are."""
        rules, read, timed = self._rules, self._read, self._rules.mapping.time is not None
        texts: list[str] = []
        rows: list[int] = []
        times: list[int] = []
        authors: list[int] = []
        sources: list[int] = []
        segments: list[int] = []
        refused: list[tuple[int, str]] = []
        filtered = clock_skew = time_missing = 0
        other = len(rules.segments)
        segment_code = self._segments.get
        past, future, max_bytes, max_characters = (
            rules.past_ms,
            rules.future_ms,
            rules.max_record_bytes,
            rules.max_text_characters,
        )
        for row, record in enumerate(records):
            value = record.value
            if value is None:
                refused.append((row, NULL_VALUE))
                continue
            if len(value) > max_bytes:
                refused.append((row, TOO_LARGE))
                continue
            try:
                try:
                    text, author, conversation, segment, time = read(value)
                except _RefusedError:
                    raise
                except Exception:  # noqa: BLE001  # the fast reader only says that something is wrong; the slow one says what
                    text, author, conversation, segment, time = self._slow(value)
                if type(text) is not str:
                    text = _joined_parts(text)
                if len(text) > max_characters:
                    raise _RefusedError(TOO_LARGE)  # noqa: TRY301 - see above
                if author is not None and author != "":
                    source, ident = 0, self._ident(author, b"")
                elif conversation is not None and conversation != "":
                    source, ident = 1, self._ident(conversation, b"conversation\0")
                elif rules.key_identifies_user and record.key:
                    source, ident = 2, self._keys.author(b"key\0" + record.key)
                else:
                    source, ident = 3, 0
                stamp = record.timestamp
                if not 0 <= stamp < LATEST_MS:
                    raise _RefusedError(NO_TIME)  # noqa: TRY301 - see above
            except _RefusedError as refusal:
                refused.append((row, refusal.reason))
                continue
            except _FilteredError:
                filtered += 1
                continue
            if timed and (time is None or time == ""):
                time_missing += 1
            elif timed:
                claimed = event_ms(time)
                if claimed is None or not stamp - past <= claimed <= stamp + future:
                    clock_skew += 1
                else:
                    stamp = claimed
            code = other
            if segment is not None:
                kind = type(segment)
                code = segment_code(segment if kind is str else str(segment) if kind is int else None, other)
            texts.append(text)
            rows.append(row)
            times.append(stamp)
            authors.append(ident)
            sources.append(source)
            segments.append(code)
        positions = self._keys.positions(
            topic, partition, np.fromiter((records[row].offset for row in rows), np.int64, len(rows))
        )
        source_column = np.array(sources, dtype=np.uint8)
        author_column = np.array(authors, dtype=np.uint64)
        block = Block(
            texts,
            np.array(times, dtype=np.int64),
            np.where(source_column == CellSource.RECORD, positions, author_column),
            source_column,
            np.array(segments, dtype=np.int64),
            self._names,
            positions,
        )
        return Decoded(block, rows, refused, filtered, clock_skew, time_missing)

    def _ident(self, value: Any, kind: bytes) -> int:
        cached = self._authors.get((value, kind) if kind else value) if type(value) is str else None
        if cached is not None:
            return cached
        if type(value) is str:
            ident = self._keys.author(kind + value.encode())
            if len(self._authors) >= _REMEMBERED_AUTHORS:
                self._authors.clear()
            self._authors[(value, kind) if kind else value] = ident
            return ident
        if type(value) is int:
            return self._keys.author(kind + str(value).encode())
        raise _RefusedError(WRONG_TYPE)

    def _plain(self, value: bytes) -> tuple[Any, ...]:
        try:
            return value.decode(), None, None, None, None
        except UnicodeDecodeError:
            raise _RefusedError(INVALID_UTF8) from None

    def _slow(self, value: bytes) -> tuple[Any, ...]:
        document = self._parse(value)
        try:
            if self._include is not None and not is_true(self._include.find(document)):
                raise _FilteredError
            text, *others = (None if part is None else part.find(document) for part in self._fields)
        except (MismatchError, RecursionError):
            raise _RefusedError(WRONG_TYPE) from None
        return _joined_parts(text), *map(_clean, others)

    def _parse(self, value: bytes) -> Any:
        try:
            return self._document(value)
        except (ValueError, RecursionError):
            pass
        try:
            text = value.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise _RefusedError(INVALID_UTF8) from None
        try:
            # Takes what the other does not: lone surrogates, and numbers outside the range of a double.
            return json.loads(text, parse_constant=_no_constant, parse_int=_integer)
        except (ValueError, RecursionError):
            raise _RefusedError(BAD_JSON) from None


def event_ms(value: object) -> int | None:
    """Read an event time: milliseconds since 1970 UTC, or None if it is none.

    Numbers below 1e11 are seconds, others milliseconds, also as a string of nine or more digits; other strings
    are ISO 8601, in UTC where they name no offset.

    Example:
        >>> event_ms(1_700_000_000), event_ms(1_700_000_000_000), event_ms("2023-11-14T22:13:20Z")
        (1700000000000, 1700000000000, 1700000000000)
        >>> event_ms(float("nan")), event_ms(True), event_ms("yesterday")
        (None, None, None)
    """
    if isinstance(value, str):
        if not (len(value) >= _LEAST_DIGITS and value.isascii() and value.isdigit()):
            return _iso_ms(value)
        value = int(value[:_MOST_DIGITS])
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 1000 if value < SECONDS_BELOW else value
    if isinstance(value, float) and isfinite(value):
        return round(value * 1000 if value < SECONDS_BELOW else value)
    return None


def _iso_ms(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return (moment - EPOCH) // MILLISECOND
    except (ValueError, OverflowError):
        return None


def _joined_parts(text: Any) -> str:
    if isinstance(text, str):
        return _clean_text(text)
    if text is None:
        raise _RefusedError(MISSING_TEXT)
    if not isinstance(text, list) or not all(isinstance(part, dict) for part in text):
        raise _RefusedError(WRONG_TYPE)
    parts = [part["text"] for part in text if isinstance(part.get("text"), str)]
    if not parts:
        raise _RefusedError(MISSING_TEXT)
    return _clean_text("\n".join(parts))


def _clean(value: Any) -> Any:
    return _clean_text(value) if isinstance(value, str) else value


def _clean_text(text: str) -> str:
    """Put U+FFFD in place of lone surrogates; halves that are neighbours become the character they make."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
