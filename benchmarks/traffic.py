"""Seeded records as users of a support chat would send them: late, early, broken, from authors of unlike diligence."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.brokers.base import Sent

SEGMENTS = ("web", "app", "mail", "kiosk", "voice", "partner", "store", "beta", "trial", "press")
"""Ten allow-listed segments; records also name others."""

MAPPING = {
    "text": "payload.text",
    "author": "user.id",
    "conversation": "session",
    "segment": "tier",
    "time": "sent_at",
}
"""Where the fields stand in the JSON that `Traffic` writes, as the settings of a stream say it."""

MAX_RECORD_BYTES = 4096
"""Set as the size limit of the stream, so that records above it need not be large."""

DAY_MS = 86_400_000

_OPENERS = ("hi", "Hello,", "hey there", "ok so", "good morning!", "pls", "", "", "", "")
_VERBS = ("track", "cancel", "retrun", "change", "find", "pay for", "complain about", "reorder", "gift wrap")
_THINGS = ("my order", "the blue jacket", "teh invoice", "two tickets", "a parcel", "mi pedido", "the subscription")
_TAILS = ("", "", ".", "!!", "?", "...", " 😀", " :)", " thx", " asap", " and also where is my refund?", " bhai jaldi")


@dataclass
class Traffic:
    """An endless, reproducible flow of records for `partitions` partitions, two hours of event time long.

    Attributes:
        seed: the same seed gives the same records.
        end_ms: Kafka timestamps run up to here, ms UTC.
        n: how many records make up the flow.
        authors: how many people take part; some write a hundred times more than others.
        gibberish: replace the words by random ones, so that no cache of words helps.
        faults: share of records that cannot be read.
        plain: records are text and nothing else.
        late: share of messages written ten minutes to six hours before their record.
        ahead: share of records whose Kafka timestamp is a day in the future (a broker refuses them by default).
        span_ms: how much time the flow spans.
    """

    seed: int
    end_ms: int
    n: int
    authors: int = 5000
    partitions: int = 4
    gibberish: bool = False
    faults: float = 0.01
    plain: bool = False
    late: float = 0.02
    ahead: float = 0.0
    span_ms: int = 2 * 3_600_000

    def __iter__(self) -> Iterator[Sent]:
        """Give the records in the order in which they are to be written."""
        draw = random.Random(self.seed)
        for i in range(self.n):
            stamp = self.end_ms - self.span_ms + self.span_ms * i // self.n
            stamp += DAY_MS if self.ahead and draw.random() < self.ahead else 0
            partition = draw.randrange(self.partitions)
            if self.plain:
                yield Sent(self._text(draw).encode(), stamp, partition)
            elif draw.random() < self.faults:
                yield Sent(_unreadable(draw), stamp, partition)
            else:
                yield Sent(self._record(draw, stamp), stamp, partition)

    def _record(self, draw: random.Random, stamp: int) -> bytes:
        author = int(self.authors * draw.random() ** 3)
        chance = draw.random()
        late = chance < self.late
        # Event times beyond five minutes after the Kafka timestamp are not believed, and counted as clock_skew.
        early = chance > 0.997
        sent_at = stamp - draw.randrange(600_000, 6 * 3_600_000) if late else stamp - draw.randrange(0, 20_000)
        sent_at += draw.choice((120_000, DAY_MS)) if early else 0
        record: dict[str, Any] = {
            "payload": {"text": self._text(draw), "kind": "typed"},
            "session": f"s{author}-{i // 7}" if (i := draw.randrange(40)) else None,
            "tier": draw.choice(SEGMENTS) if draw.random() < 0.95 else "unheard of",
            "sent_at": sent_at if draw.random() < 0.98 else None,
        }
        # The same author as a number and as a string is the same author.
        if draw.random() < 0.9:
            record["user"] = {"id": author if draw.random() < 0.5 else str(author)}
        return json.dumps(record, ensure_ascii=draw.random() < 0.5).encode()

    def _text(self, draw: random.Random) -> str:
        if self.gibberish:
            letters = (draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randrange(3, 10)) for _ in range(9))
            return " ".join(map("".join, letters))
        words = (
            draw.choice(_OPENERS),
            "i want to",
            draw.choice(_VERBS),
            draw.choice(_THINGS),
            str(draw.randrange(10**4)),
        )
        return " ".join(words).strip() + draw.choice(_TAILS)


def _unreadable(draw: random.Random) -> bytes | None:
    choices: tuple[bytes | None, ...] = (
        None,
        b"{not json",
        b'{"payload": {"text": "cut off',
        b'{"payload": {"text": 7}}',
        b'["a", "list"]',
        b'{"payload": {"kind": "typed"}}',
        b'{"payload": {"text": null}}',
        b'{"payload": {"text": "\xff\xfe"}}',
        b'{"payload": {"text": "fine"}, "user": {"id": ["no"]}}',
        b'{"payload": {"text": "' + b"x" * MAX_RECORD_BYTES + b'"}}',
    )
    return draw.choice(choices)
