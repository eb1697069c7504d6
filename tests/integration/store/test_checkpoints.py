"""The checkpoint: all or nothing, once, and only by the owner."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import select

from prodshape.pane import Pane
from service.store.checkpoints import Delta, Gap, PaneKey, checkpoint
from service.store.errors import Fenced
from service.store.moments import from_ms, to_ms
from service.store.partitions import Claim, PartitionKey, claim, load_partitions, register_topic
from service.store.tables import gaps, panes, samples
from service.store.windows import read_window, snapshot, watermark
from tests.counting import Record, count, records

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
KEY = PartitionKey("default", "chat", 0)


@pytest.fixture
def mine(engine: Engine) -> Claim:
    register_topic(engine, "default", "chat", topic_id="A", starts={0: 10}, policy="earliest", now=NOW)
    return claim_it(engine)


def claim_it(engine: Engine, owner: str = "one") -> Claim:
    return claim(engine, KEY, owner=owner, topic_id="A", key_digest="k", beginning=0, now=NOW)


def some(n: int, first_offset: int = 10, seed: int = 1) -> list[Record]:
    begin = to_ms(NOW - timedelta(minutes=20))
    return records(
        np.random.default_rng(seed),
        n,
        topic="chat",
        partition=0,
        first_offset=first_offset,
        begin_ms=begin,
        span_ms=900_000,
    )


def delta(mine: Claim, read: list[Record], **others: object) -> Delta:
    counted = count(read)
    base = mine.next_offset if not read else read[0].offset
    made = Delta(
        mine,
        base_offset=base,
        next_offset=base + len(read),
        records=len(read),
        messages=len(read),
        last_event_ms=max((record.time_ms for record in read), default=None),
        panes=counted.panes,
        samples=counted.samples,
    )
    for name, value in others.items():
        setattr(made, name, value)
    return made


def everything(engine: Engine) -> tuple[object, ...]:
    """All that a checkpoint may change, to compare before and after."""
    with engine.connect() as conn:
        return (
            load_partitions(conn),
            conn.execute(select(panes).order_by(panes.c.segment, panes.c.start)).all(),
            conn.execute(select(samples).order_by(samples.c.segment, samples.c.start)).all(),
            conn.execute(select(gaps)).all(),
        )


def test_two_checkpoints_store_what_one_count_of_all_gives(engine: Engine, mine: Claim) -> None:
    read = some(300)
    checkpoint(engine, [delta(mine, read[:120])], now=NOW)
    checkpoint(engine, [delta(mine, read[120:])], now=NOW)
    whole = count(read)
    with engine.connect() as conn:
        stored = {(row.segment, to_ms(row.start)): row for row in conn.execute(select(panes))}
        sampled = {(row.segment, to_ms(row.start)): bytes(row.sample) for row in conn.execute(select(samples))}
    assert {key: bytes(row.counts) for key, row in stored.items()} == {
        key: pane.to_bytes() for key, pane in whole.panes.items()
    }
    assert sampled == {key: sample.to_bytes() for key, sample in whole.samples.items()}
    assert sum(row.messages for row in stored.values()) == 300
    with snapshot(engine) as conn:
        window = read_window(conn, "default", NOW - timedelta(days=1), NOW)
    assert window.panes["all"].messages == 300
    assert set(window.panes) == {"all", "web", "app", "other"}


class Weighed(Mapping[PaneKey, Pane]):
    """Panes that are made when they are read, and how many of them were ever alive at once."""

    def __init__(self, panes: Mapping[PaneKey, Pane]) -> None:
        self._panes = panes
        self._made: list[weakref.ref[Pane]] = []
        self.most = 0

    def __getitem__(self, key: PaneKey) -> Pane:
        made = self._panes[key].copy()
        self._made.append(weakref.ref(made))
        self.most = max(self.most, sum(one() is not None for one in self._made))
        return made

    def __iter__(self) -> Iterator[PaneKey]:
        return iter(self._panes)

    def __len__(self) -> int:
        return len(self._panes)


def test_a_checkpoint_holds_one_pane_at_a_time(engine: Engine, mine: Claim) -> None:
    """Of thousands of open panes each takes 80 kB while it is made: all at once were 160 MB."""
    read = some(300)
    made = delta(mine, read)
    weighed = Weighed(made.panes)
    checkpoint(engine, [replace(made, panes=weighed)], now=NOW)
    assert len(weighed) > 5
    assert weighed.most <= 2  # the name of a loop holds one while the next is made


def test_a_checkpoint_that_was_committed_is_refused_the_second_time(engine: Engine, mine: Claim) -> None:
    once = delta(mine, some(50))
    checkpoint(engine, [once], now=NOW)
    before = everything(engine)
    with pytest.raises(Fenced, match=r"chat\[0\]"):
        checkpoint(engine, [once], now=NOW)
    assert everything(engine) == before


def test_an_older_claim_writes_nothing_even_at_the_right_offset(engine: Engine, mine: Claim) -> None:
    claim_it(engine, "two")
    before = everything(engine)
    with pytest.raises(Fenced):
        checkpoint(engine, [delta(mine, some(50))], now=NOW)
    assert everything(engine) == before


def test_one_fenced_partition_stops_the_whole_transaction(engine: Engine, mine: Claim) -> None:
    other = PartitionKey("default", "chat", 1)
    theirs = claim(engine, other, owner="one", topic_id="A", key_digest="k", beginning=0, now=NOW)
    claim_it(engine, "two")
    before = everything(engine)
    heartbeat = Delta(theirs, base_offset=0, next_offset=0, caught_up_at=NOW)
    with pytest.raises(Fenced) as caught:
        checkpoint(engine, [heartbeat, delta(mine, some(5))], now=NOW)
    assert caught.value.key == KEY
    assert everything(engine) == before


@pytest.mark.parametrize("point", ["begun", "claimed", "before_commit"])
def test_a_death_before_the_commit_leaves_nothing(engine: Engine, mine: Claim, point: str) -> None:
    before = everything(engine)

    def die(reached: str) -> None:
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checkpoint(engine, [delta(mine, some(50))], now=NOW, failpoint=die)
    assert everything(engine) == before


def test_counters_reasons_and_gaps_are_summed(engine: Engine, mine: Claim) -> None:
    first = delta(mine, some(4), records=10, next_offset=25, filtered=3, refused={"bad_json": 2, "no_time": 1})
    first.gaps = [Gap(15, 20, "retention")]
    checkpoint(engine, [first], now=NOW)
    second = Delta(mine, base_offset=25, next_offset=28, records=2, refused={"bad_json": 2}, high_water=30)
    checkpoint(engine, [second], now=NOW + timedelta(seconds=10))
    with engine.connect() as conn:
        (row,) = load_partitions(conn)
        (gap,) = conn.execute(select(gaps)).all()
    assert (row.next_offset, row.records, row.messages, row.filtered) == (28, 12, 4, 3)
    assert row.refused == {"bad_json": 4, "no_time": 1}
    assert row.messages + row.filtered + sum(row.refused.values()) == row.records
    assert (row.high_water, row.checkpointed_at) == (30, NOW + timedelta(seconds=10))
    assert (gap.from_offset, gap.to_offset, gap.reason, gap.found_at) == (15, 20, "retention", NOW)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"records": 3}, "filtered"),
        ({"filtered": 1}, "records"),
        ({"next_offset": 11}, "as many offsets"),
        ({"next_offset": 3, "records": 0, "messages": 0}, "from 10 to 3"),
    ],
)
def test_a_delta_that_does_not_add_up_is_refused(
    engine: Engine, mine: Claim, wrong: dict[str, int], message: str
) -> None:
    before = everything(engine)
    with pytest.raises(ValueError, match=message):
        checkpoint(engine, [delta(mine, some(2), **wrong)], now=NOW)
    assert everything(engine) == before


def test_two_deltas_of_one_partition_are_refused(engine: Engine, mine: Claim) -> None:
    with pytest.raises(ValueError, match="at most one delta per partition"):
        checkpoint(engine, [delta(mine, some(2)), delta(mine, some(2))], now=NOW)


def test_a_sample_that_does_not_change_is_not_written(engine: Engine, mine: Claim) -> None:
    begin = to_ms(NOW)
    read = some(400) + some(60, first_offset=410, seed=2)
    for record in read:
        record.time_ms, record.segment = begin, "web"
    read, later = read[:400], read[400:]
    checkpoint(engine, [delta(mine, read)], now=NOW)
    threshold = count(read).samples["web", begin].threshold
    unseen = [record for record in later if int(count([record]).samples["web", begin].keys[0]) >= threshold]
    assert len(unseen) > 5
    before = written(engine)
    checkpoint(engine, [delta(mine, unseen, base_offset=410, next_offset=470)], now=NOW)
    assert written(engine) == before
    checkpoint(engine, [delta(mine, some(60, first_offset=470, seed=3), base_offset=470)], now=NOW)
    assert written(engine) != before


def written(engine: Engine) -> list[tuple[str, bytes]]:
    """The transaction that wrote each sample, and what it wrote."""
    with engine.connect() as conn:
        return [
            tuple(row) for row in conn.exec_driver_sql("SELECT xmin::text, sample FROM samples ORDER BY start, segment")
        ]


def test_the_watermark_is_the_least_of_the_partitions(engine: Engine, mine: Claim) -> None:
    def known() -> datetime | None:
        with engine.connect() as conn:
            return watermark(conn, "default")

    other = claim(
        engine, PartitionKey("default", "chat", 1), owner="one", topic_id="A", key_digest="k", beginning=0, now=NOW
    )
    assert known() is None
    checkpoint(engine, [Delta(mine, base_offset=10, next_offset=10, caught_up_at=NOW)], now=NOW)
    assert known() is None, "partition 1 was never caught up and never had a message"
    checkpoint(engine, [Delta(other, base_offset=0, next_offset=0)], now=NOW)
    assert known() is None, "a heartbeat of a partition that is behind and empty tells nothing"
    early = to_ms(NOW - timedelta(minutes=33))
    checkpoint(engine, [Delta(other, base_offset=0, next_offset=0, last_event_ms=early)], now=NOW)
    assert known() == NOW - timedelta(minutes=35)
    later = NOW + timedelta(minutes=12)
    checkpoint(engine, [Delta(other, base_offset=0, next_offset=0, caught_up_at=later)], now=later)
    assert known() == NOW, "now partition 0 is the least"
    checkpoint(engine, [Delta(mine, base_offset=10, next_offset=10, last_event_ms=early)], now=later)
    assert known() == NOW, "what was known stays known when a partition falls behind"


def test_an_event_from_the_future_moves_the_watermark_to_the_checkpoint_at_most(engine: Engine, mine: Claim) -> None:
    tomorrow = to_ms(NOW + timedelta(days=1))
    checkpoint(engine, [Delta(mine, base_offset=10, next_offset=10, last_event_ms=tomorrow)], now=NOW)
    with engine.connect() as conn:
        assert watermark(conn, "default") == NOW
        (row,) = load_partitions(conn)
    assert row.last_event_at == from_ms(tomorrow)


def test_a_clock_that_ran_ahead_is_put_right_by_the_next_checkpoint(engine: Engine, mine: Claim) -> None:
    ahead = NOW + timedelta(days=1)
    checkpoint(engine, [Delta(mine, base_offset=10, next_offset=10, caught_up_at=ahead)], now=ahead)
    checkpoint(engine, [Delta(mine, base_offset=10, next_offset=10)], now=NOW)
    with engine.connect() as conn:
        assert watermark(conn, "default") == NOW
