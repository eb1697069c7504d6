"""panes + hours + days = counts, while writers write, are fenced and replay, and the folder and readers run."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import func, select

from prodshape.pane import Pane
from service.jobs.rollup import fold
from service.settings import ServiceSettings
from service.store.checkpoints import Delta, checkpoint
from service.store.errors import Fenced
from service.store.moments import DAY, HOUR, floor, to_ms
from service.store.partitions import Claim, PartitionKey, claim, register_topic
from service.store.tables import pane_totals, panes, partitions, rollups
from service.store.windows import read_window, snapshot
from tests.counting import KEYS, MEASURER, Record, Size, count, records

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BEGIN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SPAN = timedelta(days=12)
NOW = BEGIN + SPAN
PARTITIONS = 4
RECORDS = 600
STEP = 30
AGES_AGO, AGES_AFTER = BEGIN - timedelta(days=100), NOW + timedelta(days=100)


def log_of(partition: int) -> list[Record]:
    """A partition's log: twelve days, in rough order; one message in twenty is late by up to eleven days.

    Three in ten belong to the first ten minutes of all: rows that every checkpoint writes, and that the folder takes
    out again and again.
    """
    rng = np.random.default_rng(partition)
    log = records(
        rng,
        RECORDS,
        topic="chat",
        partition=partition,
        first_offset=0,
        begin_ms=to_ms(BEGIN),
        span_ms=int(SPAN.total_seconds() * 1000),
    )
    for record in log:
        dice = rng.random()
        if dice < 0.3:
            record.time_ms = to_ms(BEGIN) + int(rng.integers(0, 600_000))
        elif dice < 0.35:
            record.time_ms -= int(rng.integers(0, int(timedelta(days=11).total_seconds() * 1000)))
    return log


def write(engine: Engine, partition: int, log: list[Record]) -> tuple[int, int]:
    """Write a log as a consumer does; sometimes somebody else steals the claim, and sometimes a checkpoint is repeated."""
    rng = np.random.default_rng(100 + partition)
    key = PartitionKey("default", "chat", partition)
    fenced = repeated = 0

    def take() -> tuple[Claim, int]:
        taken = claim(engine, key, owner="w", topic_id="A", key_digest="k", beginning=0, now=BEGIN)
        return taken, taken.next_offset

    mine, at = take()
    while at < len(log):
        part = log[at : at + STEP]
        counted = count(part)
        delta = Delta(
            mine,
            base_offset=at,
            next_offset=at + len(part),
            records=len(part),
            messages=len(part),
            last_event_ms=max(record.time_ms for record in part),
            panes=counted.panes,
            samples=counted.samples,
        )
        dice = rng.random()
        if dice < 0.15:
            take()
        try:
            checkpoint(engine, [delta], now=NOW)
            at += len(part)
            if dice > 0.85:
                repeated += 1
                with pytest.raises(Fenced):
                    checkpoint(engine, [delta], now=NOW)
        except Fenced:
            fenced += 1
            mine, at = take()
    return fenced, repeated


def stored_messages(conn: Connection) -> int:
    return sum(int(conn.scalar(select(func.sum(table.c.messages))) or 0) for table in (panes, rollups))


@pytest.mark.slow
def test_nothing_is_lost_or_counted_twice(engine: Engine) -> None:
    logs = [log_of(partition) for partition in range(PARTITIONS)]
    register_topic(
        engine,
        "default",
        "chat",
        topic_id="A",
        starts=dict.fromkeys(range(PARTITIONS), 0),
        policy="earliest",
        now=BEGIN,
    )
    settings = ServiceSettings()
    done = threading.Event()
    folded: list[tuple[int, int]] = []
    looked: list[int] = []

    def keep_folding() -> None:
        while not done.is_set():
            folded.append(fold(engine, "default", settings))

    def keep_reading() -> None:
        while not done.is_set():
            with snapshot(engine) as conn:
                counted = conn.scalar(select(func.sum(partitions.c.messages)))
                window = read_window(conn, "default", AGES_AGO, AGES_AFTER, sampled=False)
                assert stored_messages(conn) == counted == window.panes["all"].messages
                looked.append(counted)
            done.wait(0.3)

    with ThreadPoolExecutor(PARTITIONS + 3) as pool:
        others = [pool.submit(keep_folding), pool.submit(keep_folding), pool.submit(keep_reading)]
        try:
            results = [
                future.result(120)
                for future in [pool.submit(write, engine, place, log) for place, log in enumerate(logs)]
            ]
        finally:
            done.set()
        for other in others:
            other.result(60)
    # The disturbances must have happened, else this test shows nothing.
    assert sum(fenced for fenced, _ in results) > 5
    assert sum(repeated for _, repeated in results) > 5
    assert len([counted for counted in looked if 0 < counted < PARTITIONS * RECORDS]) > 2
    assert sum(taken for taken, _ in folded) > 100, "panes were folded meanwhile"

    everything = [record for log in logs for record in log]
    for _ in range(2):  # once as the folder left it, once after the last folding
        with snapshot(engine) as conn:
            window = read_window(conn, "default", AGES_AGO, AGES_AFTER)
        for segment in ("web", "app", "other", "all"):
            wanted = [record for record in everything if segment in (record.segment, "all")]
            assert cells_of(window.panes[segment]) == recount(wanted)
        fold(engine, "default", settings)
    with engine.connect() as conn:
        levels = Counter(conn.scalars(select(rollups.c.level)))
        assert levels["day"] > 5
        assert levels["hour"] > 100
        left = conn.scalars(select(panes.c.start)).all()
        known = conn.scalars(select(func.min(partitions.c.watermark))).one()
        assert all(start >= floor(known - settings.fold_after, HOUR) for start in left)
        old = select(rollups.c.start).where(rollups.c.level == "hour", rollups.c.start < floor(known - 9 * DAY, DAY))
        assert conn.execute(old).all() == []


def test_totals_of_panes_stay_when_panes_are_folded(engine: Engine) -> None:
    logs = [log_of(partition)[:150] for partition in range(2)]
    register_topic(engine, "default", "chat", topic_id="A", starts={0: 0, 1: 0}, policy="earliest", now=BEGIN)
    for place, log in enumerate(logs):
        write(engine, place, log)
    fold(engine, "default", ServiceSettings())
    expected: dict[tuple[str, int], Pane] = {}
    for log in logs:
        for key, pane in count(log).panes.items():
            expected.setdefault(key, Pane(1)).merge(pane.collapse())
    with engine.connect() as conn:
        found = {
            (row.segment, to_ms(row.start)): Pane.from_bytes(bytes(row.counts))
            for row in conn.execute(select(pane_totals))
        }
        unfolded = {(segment, to_ms(start)) for segment, start in conn.execute(select(panes.c.segment, panes.c.start))}
    assert len(found) > 50
    assert found == {key: pane for key, pane in expected.items() if key not in unfolded}


def cells_of(pane: Pane) -> Counter[tuple[str, int, str]]:
    """Counts by axis, cell and bin, read off a pane."""
    found: Counter[tuple[str, int, str]] = Counter()
    for key, counts in pane.axes.items():
        names = MEASURER.definitions[key].grid.names
        for cell, place in zip(*np.nonzero(counts.counts), strict=True):
            found[key.name, int(cell), names[place]] = int(counts.counts[cell, place])
        for cell in np.flatnonzero(counts.not_measured):
            found[key.name, int(cell), "not measured"] = int(counts.not_measured[cell])
    return found


def recount(everything: list[Record]) -> Counter[tuple[str, int, str]]:
    """The same, one message at a time, without panes."""
    found: Counter[tuple[str, int, str]] = Counter()
    edges, names = Size.grid.edges or (), Size.grid.names
    for record in everything:
        cell = int(KEYS.cells(np.array([KEYS.author(record.author.encode())], np.uint64))[0])
        found["size", cell, names[bisect_left(edges, len(record.text))]] += 1
        ending = "not measured" if not record.text else "question" if record.text.endswith("?") else "plain"
        found["ending", cell, ending] += 1
    return found
