"""The loop on a log in memory and a real Postgres: exactly once through every disturbance."""

import json
import socket
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from consumers.connection import KafkaConnection
from consumers.dead_letters import DeadLetters
from consumers.decode import Rules
from consumers.failpoints import Failpoint, FailpointError
from consumers.loop import Loop
from consumers.mapping import FieldMapping
from consumers.metrics import ConsumerMetrics
from consumers.plan import Pace, StreamPlan
from consumers.sources.base import EventKind, Record, TopicPartition
from consumers.sources.memory import MemoryLog, MemorySource
from prodshape.audience import ENGLISH, Audience
from prodshape.axes.base import Axis, Column, Grid
from prodshape.errors import UnavailableError
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from prodshape.messages import Batch
from prodshape.pane import Pane
from service.store import tables
from service.store.axis_definitions import load_axes
from service.store.database import make_engine
from service.store.partitions import accept_topic
from service.store.retirement import retire_topic
from service.store.topics import read_topics
from service.store.windows import watermark

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 1_790_000_000_000
SECRET = b"a secret of sixteen bytes or more"
PLANS = {
    "default": StreamPlan(("chat",), Rules(FieldMapping("text", "author", None, "segment", "time", "!bot"), ("web",)))
}


class Length(Axis):
    """Something to count that is quick, and breaks at a poisonous text."""

    name = "length"
    version = 1
    unit = "characters"
    grid = Grid.numeric((2, 8), unit="characters")

    def measure(self, batch: Batch) -> Column:
        if any("poison" in text for text in batch.texts):
            raise RuntimeError
        return Column(self.grid.codes(batch.lengths), batch.lengths, np.ones(len(batch), np.int64))


class Bench:
    """A loop with hands on everything around it."""

    def __init__(self, engine: Engine, log: MemoryLog, **options: Any) -> None:
        self.engine = engine
        self.log = log
        self.seconds = 0.0
        self.source = MemorySource(
            log, options.pop("topics", ["chat"]), max_poll_records=options.pop("max_poll_records", 7)
        )
        self.metrics = ConsumerMetrics(["default"])
        self.options = options
        self.loop = self.make()

    def make(self) -> Loop:
        return Loop(
            self.source,
            self.options.get("engine", self.engine),
            self.options.get("plans", PLANS),
            keys=Keys.derive(self.options.get("secret", SECRET)),
            measurers=self.options.get("measurers", {ENGLISH: Measurer({"length": Length()})}),
            metrics=self.metrics,
            pace=Pace(
                checkpoint_s=self.options.get("checkpoint_s", 1.0),
                checkpoint_panes=self.options.get("checkpoint_panes", 2_000),
                batch_messages=5,
                stall_s=30.0,
            ),
            owner="test",
            failpoint=self.options.get("failpoint"),
            dead_letters=self.options.get("dead_letters"),
            clock=lambda: self.seconds,
            now=lambda: datetime.fromtimestamp(NOW / 1000 + self.seconds, UTC),
        )

    def steps(self, count: int = 30, seconds: float = 0.1) -> None:
        for _ in range(count):
            self.seconds += seconds
            self.loop.step(0)

    def value(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(name, labels) or 0.0


def fill(log: MemoryLog, count: int, partitions: int = 2) -> None:
    for number in range(count):
        value: bytes | None = json.dumps(
            {
                "text": "x" * (number % 12),
                "author": f"user-{number % 5}",
                "segment": ["web", "phone"][number % 2],
                "time": NOW - number * 60_000,
                "bot": number % 10 == 3,
            }
        ).encode()
        if number % 10 == 7:
            value = [b"{", None, b"\xff", b'{"text": 1}'][number % 4]
        log.append("chat", number % partitions, value, timestamp=NOW - number)


@pytest.fixture
def log() -> MemoryLog:
    log = MemoryLog({"chat": 2}, {"chat": "id-1"})
    fill(log, 200)
    return log


@pytest.fixture
def bench(engine: Engine, log: MemoryLog) -> Bench:
    return Bench(engine, log)


def rows(engine: Engine) -> dict[int, Any]:
    with engine.connect() as conn:
        found = conn.execute(select(tables.partitions)).all()
    return {row.partition: row for row in found}


def counted(engine: Engine) -> dict[str, dict[int, Pane]]:
    """All panes of a segment and partition, merged."""
    merged: dict[str, dict[int, Pane]] = {}
    with engine.connect() as conn:
        for row in conn.execute(select(tables.panes)):
            merged.setdefault(row.segment, {}).setdefault(row.partition, Pane()).merge(Pane.from_bytes(row.counts))
    return merged


def expected(engine: Engine, count: int) -> None:
    """What `fill` wrote, counted by hand from its own rule."""
    found = rows(engine)
    messages = [n for n in range(count) if n % 10 not in (3, 7)]
    assert sum(row.records for row in found.values()) == count
    assert sum(row.filtered for row in found.values()) == sum(1 for n in range(count) if n % 10 == 3)
    assert sum(row.messages for row in found.values()) == len(messages)
    refused: Counter[str] = Counter()
    for row in found.values():
        refused.update(row.refused)
    names = {0: "bad_json", 1: "null_value", 2: "invalid_utf8", 3: "wrong_type"}
    assert refused == Counter(names[n % 4] for n in range(count) if n % 10 == 7)
    panes = counted(engine)
    for segment, remainder in (("web", 0), ("other", 1)):
        mine = [n for n in messages if n % 2 == remainder]
        pane = Pane()
        for part in panes[segment].values():
            pane.merge(part)
        assert pane.messages == len(mine)
        axis = next(iter(pane.axes.values()))
        assert axis.counts.sum(axis=0).tolist() == [
            sum(1 for n in mine if n % 12 <= 2), sum(1 for n in mine if 2 < n % 12 <= 8), sum(1 for n in mine if n % 12 > 8)
        ]  # fmt: skip
        assert int(axis.numerators.sum()) == sum(n % 12 for n in mine)


def test_everything_is_counted_once(bench: Bench) -> None:
    bench.steps(60)
    expected(bench.engine, 200)
    found = rows(bench.engine)
    assert {row.next_offset for row in found.values()} == {100}
    assert all(row.owner == "test" and row.caught_up_at and row.watermark == row.caught_up_at for row in found.values())
    assert bench.source.committed == {TopicPartition("chat", 0): 100, TopicPartition("chat", 1): 100}
    assert bench.value("prodshape_records_total", stream="default") == 200
    assert bench.value("prodshape_lag_records", stream="default", topic="chat", partition="1") == 0
    assert bench.loop.faults == []


def test_idle_partitions_keep_the_watermark_going(bench: Bench) -> None:
    bench.steps(60)
    before = rows(bench.engine)[0].watermark
    bench.steps(30, seconds=1.0)
    assert (rows(bench.engine)[0].watermark - before).total_seconds() >= 25


def test_a_partition_that_lags_is_not_caught_up(engine: Engine, log: MemoryLog) -> None:
    bench = Bench(engine, log, max_poll_records=1)
    bench.steps(30)
    row = rows(engine)[0]
    assert row.caught_up_at is None
    assert row.next_offset < 100
    assert bench.value("prodshape_lag_records", stream="default", topic="chat", partition="0") > 0


def test_a_record_from_the_future_does_not_say_that_a_partition_behind_is_known_up_to_now(engine: Engine) -> None:
    log = MemoryLog({"chat": 1}, {"chat": "id-1"})
    hour = 3_600_000
    log.append("chat", 0, b'{"text": "ahead"}', timestamp=NOW + 24 * hour)
    for number in range(40):
        log.append("chat", 0, b'{"text": "hi"}', timestamp=NOW - 5 * hour + number)
    bench = Bench(engine, log, max_poll_records=1)
    bench.steps(15)
    (row,) = rows(engine).values()
    assert 2 < row.messages < 41
    assert row.caught_up_at is None
    assert row.watermark <= datetime.fromtimestamp(NOW / 1000, UTC) - timedelta(hours=4)


@pytest.mark.parametrize("kind", [EventKind.REVOKED, EventKind.LOST])
def test_what_is_not_stored_is_read_again_after_a_rebalance(bench: Bench, kind: EventKind) -> None:
    partitions = list(bench.log.partitions)
    for _ in range(8):
        bench.steps(3)
        bench.source.revoke(partitions, kind)
        bench.source.assign(partitions)
    bench.steps(80)
    expected(bench.engine, 200)
    assert rows(bench.engine)[0].epoch == 9


def test_two_owners_of_one_partition_fence_each_other_and_count_once(bench: Bench) -> None:
    other = Bench(bench.engine, bench.log)
    for _ in range(150):
        bench.steps(1)
        other.steps(1)
    bench.steps(60)
    expected(bench.engine, 200)
    fenced = [b.value("prodshape_checkpoints_total", outcome="fenced") for b in (bench, other)]
    assert sum(fenced) > 0


@pytest.mark.parametrize("point", ["begun", "claimed", "before_commit", "after_commit"])
def test_an_error_around_the_commit_loses_and_doubles_nothing(engine: Engine, log: MemoryLog, point: str) -> None:
    bench = Bench(engine, log, failpoint=Failpoint(point, 2, "raise"))
    with pytest.raises(FailpointError):
        bench.steps(200)
    survivor = Bench(engine, log)
    survivor.steps(120)
    expected(engine, 200)


class Outage:
    """The engine, which is away for a while: in front of the commit or right behind it."""

    def __init__(self) -> None:
        self.left = 0
        self.point = ""

    def __call__(self, name: str) -> None:
        if self.left and name == self.point:
            self.left -= 1
            raise OperationalError("COMMIT", {}, Exception("the connection died"))


@pytest.mark.parametrize("point", ["begun", "before_commit", "after_commit"])
def test_postgres_away(engine: Engine, log: MemoryLog, point: str) -> None:
    outage = Outage()
    bench = Bench(engine, log, failpoint=outage)
    bench.steps(15)
    outage.left, outage.point = 3, point
    bench.steps(10)
    assert any("store" in fault for fault in bench.loop.faults)
    assert bench.source._paused == set(log.partitions)
    bench.steps(100, seconds=0.5)
    expected(engine, 200)
    assert bench.loop.faults == []
    # A commit whose answer was lost is not written twice: the retry is fenced, and the claim starts behind it.
    assert (bench.value("prodshape_checkpoints_total", outcome="fenced") > 0) is (point == "after_commit")


def test_postgres_away_during_a_rebalance(engine: Engine, log: MemoryLog) -> None:
    outage = Outage()
    bench = Bench(engine, log, failpoint=outage)
    bench.steps(15)
    outage.left, outage.point = 4, "before_commit"
    bench.steps(10)
    bench.source.revoke(list(log.partitions))
    bench.steps(2)
    bench.source.assign(list(log.partitions))
    bench.steps(100, seconds=0.5)
    expected(engine, 200)


def test_poison_in_an_axis_is_refused_with_its_own_reason(bench: Bench) -> None:
    for text in ("fine", "poison", "fine too"):
        bench.log.append("chat", 0, json.dumps({"text": text, "author": "a"}).encode(), timestamp=NOW)
    bench.steps(80)
    row = rows(bench.engine)[0]
    assert row.refused["unmeasurable"] == 1
    assert row.messages + row.filtered + sum(row.refused.values()) == row.records == 103
    assert bench.value("prodshape_refused_total", stream="default", reason="unmeasurable") == 1
    assert (row.clock_skew, row.time_missing) == (0, 3), "these three have no time, the others have a good one"
    assert bench.value("prodshape_time_missing_total", stream="default") == 3
    assert bench.value("prodshape_clock_skew_total", stream="default") == 0


class LongLength(Length):
    """The same axis for another audience: one bin more."""

    grid = Grid.numeric((2, 8, 16), unit="characters")


def test_streams_with_unlike_audiences_are_counted_under_their_own_keys(engine: Engine) -> None:
    log = MemoryLog({"chat": 1, "mail": 1}, {"chat": "id-1", "mail": "id-2"})
    told = Audience(("en", "es"))
    plans = {
        "default": PLANS["default"],
        "told": StreamPlan(("mail",), PLANS["default"].rules, audience=told),
    }
    measurers = {ENGLISH: Measurer({"length": Length()}), told: Measurer({"length": LongLength()})}
    bench = Bench(engine, log, plans=plans, topics=["chat", "mail"], measurers=measurers)
    for topic in ("chat", "mail", "chat"):
        log.append(topic, 0, json.dumps({"text": "x" * 12, "author": "a", "time": NOW}).encode(), timestamp=NOW)
    bench.steps(80)
    with engine.connect() as conn:
        stored = conn.execute(select(tables.panes.c.stream, tables.panes.c.counts)).all()
        known = load_axes(conn)
    found = {row.stream: Pane.from_bytes(row.counts).axes for row in stored}
    for stream, measurer, counts in (("default", ENGLISH, [0, 0, 2]), ("told", told, [0, 0, 1, 0])):
        (key,) = measurers[measurer].definitions
        assert {name: axis.counts.sum(axis=0).tolist() for name, axis in found[stream].items()} == {key: counts}
        assert known[key] == measurers[measurer].definitions[key]


class Letters(DeadLetters):
    """Keeps what was sent, and fails to deliver it a few times."""

    def __init__(self, failures: int) -> None:
        super().__init__(KafkaConnection("127.0.0.1:1"))
        self.failures = failures
        self.waiting: list[tuple[int, int, str]] = []
        self.arrived: list[tuple[int, int, str]] = []

    def send(self, target: str, partition: TopicPartition, record: Record, reason: str) -> None:
        assert target == "dead"
        self.waiting.append((partition.partition, record.offset, reason))

    def flush(self) -> None:
        if self.waiting and self.failures:
            self.failures -= 1
            self.waiting.clear()
            raise UnavailableError("The dead-letter topic takes nothing.")
        self.arrived += self.waiting
        self.waiting.clear()


def test_dead_letters_arrive_before_the_checkpoint_counts_them(engine: Engine, log: MemoryLog) -> None:
    log.append("chat", 0, b'{"text": "poison"}', timestamp=NOW)
    plans = {"default": StreamPlan(("chat",), PLANS["default"].rules, dead_letter_topic="dead")}
    letters = Letters(failures=3)
    bench = Bench(engine, log, plans=plans, dead_letters=letters)
    bench.steps(100, seconds=0.3)
    refused: Counter[str] = Counter()
    for row in rows(engine).values():
        refused.update(row.refused)
    # At least once: those of a checkpoint that failed come again, and no others.
    assert Counter(reason for _, _, reason in set(letters.arrived)) == refused
    assert (0, 100, "unmeasurable") in letters.arrived
    assert letters.failures == 0
    assert bench.value("prodshape_dead_letters_total", stream="default") == sum(refused.values())


def test_only_partitions_with_dead_letters_wait_for_their_topic(engine: Engine) -> None:
    log = MemoryLog({"chat": 2}, {"chat": "id-1"})
    log.append("chat", 0, b"{", timestamp=NOW)
    log.append("chat", 1, b'{"text": "fine"}', timestamp=NOW)
    letters = Letters(failures=5)
    plans = {"default": StreamPlan(("chat",), PLANS["default"].rules, dead_letter_topic="dead")}
    bench = Bench(engine, log, plans=plans, dead_letters=letters)
    bench.steps(25)
    assert letters.failures
    assert {number: row.records for number, row in rows(engine).items()} == {0: 0, 1: 1}
    assert bench.loop.faults == ["The dead-letter topic takes nothing."]
    bench.steps(200)
    assert {number: row.records for number, row in rows(engine).items()} == {0: 1, 1: 1}
    assert bench.loop.faults == []
    assert letters.arrived == [(0, 0, "bad_json")]


def test_a_topic_that_is_not_there_is_a_fault_until_it_is(engine: Engine, log: MemoryLog) -> None:
    plans = {"default": StreamPlan(("chat", "missing"), PLANS["default"].rules)}
    bench = Bench(engine, log, plans=plans)
    bench.steps(40)
    (fault,) = bench.loop.faults
    assert fault.startswith("The topic missing does not exist, or this user may not see it")
    log.append("missing", 0, b"{}", timestamp=NOW)
    bench.steps(160)
    assert bench.loop.faults == []


def test_a_database_that_does_not_answer_is_asked_once_for_all_partitions(engine: Engine, log: MemoryLog) -> None:
    bench = Bench(engine, log)
    bench.steps(10)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0.1)
        bench.loop._claims.engine = make_engine(
            f"postgresql://a@127.0.0.1:{silent.getsockname()[1]}/a", connect_timeout_s=2
        )
        bench.source.revoke(list(log.partitions))
        bench.source.assign(list(log.partitions))
        bench.steps(2)
        silent.accept()
        with pytest.raises(TimeoutError):
            silent.accept()
    assert "cannot be claimed yet" in bench.loop.faults[0]
    bench.loop._claims.engine = engine
    bench.steps(100)
    expected(engine, 200)


def test_a_gap_is_told_once_however_often_the_checkpoint_fails(engine: Engine, log: MemoryLog) -> None:
    Bench(engine, log).steps(5)
    log.delete_before("chat", 0, 90)
    letters = Letters(failures=3)
    plans = {"default": StreamPlan(("chat",), PLANS["default"].rules, dead_letter_topic="dead")}
    bench = Bench(engine, log, plans=plans, dead_letters=letters)
    bench.steps(120, seconds=0.3)
    assert letters.failures == 0
    with engine.connect() as conn:
        (gap,) = conn.execute(select(tables.gaps)).all()
    assert bench.value("prodshape_gaps_total", stream="default", reason="retention") == 1
    lost = gap.to_offset - gap.from_offset
    assert bench.value("prodshape_gap_records_total", stream="default", reason="retention") == lost


def test_retention_overtakes_us_while_we_run(bench: Bench) -> None:
    bench.steps(3)
    bench.log.delete_before("chat", 0, 90)
    bench.steps(80)
    with bench.engine.connect() as conn:
        (gap,) = conn.execute(select(tables.gaps)).all()
    assert (gap.reason, gap.to_offset) == ("retention", 90)
    found = rows(bench.engine)[0]
    assert found.next_offset == 100
    assert found.records == 100 - (gap.to_offset - gap.from_offset)
    assert bench.value("prodshape_gap_records_total", stream="default", reason="retention") == 90 - gap.from_offset


def test_retention_overtook_us_while_we_were_away(bench: Bench) -> None:
    bench.steps(12)
    stored = rows(bench.engine)[0].next_offset
    bench.log.delete_before("chat", 0, 95)
    Bench(bench.engine, bench.log).steps(80)
    with bench.engine.connect() as conn:
        gaps = conn.execute(select(tables.gaps)).all()
    assert [(gap.from_offset, gap.to_offset) for gap in gaps] == [(stored, 95)]
    assert rows(bench.engine)[0].next_offset == 100


def test_a_recreated_topic_is_refused_until_it_is_accepted(bench: Bench) -> None:
    bench.steps(60)
    bench.log.recreate("chat", "id-2")
    fill(bench.log, 40)
    bench.source.rebuild("test")
    bench.steps(40)
    assert any("accept-topic default chat" in fault for fault in bench.loop.faults)
    assert rows(bench.engine)[0].next_offset == 100
    accept_topic(bench.engine, "default", "chat", now=datetime.now(UTC))
    bench.steps(80, seconds=0.5)
    assert bench.loop.faults == []
    assert {row.next_offset for row in rows(bench.engine).values()} == {20}
    assert sum(row.records for row in rows(bench.engine).values()) == 240


def test_a_topic_that_was_retired_while_it_was_read_comes_back_and_counts_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.steps(12)
    moment = datetime.fromtimestamp(NOW / 1000, UTC)
    assert retire_topic(bench.engine, "default", "chat", reason="a mistake", now=moment, quiet=timedelta(0))
    with bench.engine.connect() as conn:
        assert watermark(conn, "default") is None
    bench.steps(80, seconds=0.5)
    expected(bench.engine, 200)
    assert bench.loop.faults == []
    assert [text for text in caplog.messages if "retired" in text] == [
        "topic chat of stream default was retired, and is read again"
    ]
    with bench.engine.connect() as conn:
        (topic,) = read_topics(conn, "default")
        assert topic.retired_at is None
        assert watermark(conn, "default") is not None


def test_an_offset_error_on_a_recreated_topic_is_not_called_retention(bench: Bench) -> None:
    bench.steps(60)
    bench.log.recreate("chat", "id-2")
    bench.steps(60)
    with bench.engine.connect() as conn:
        assert conn.execute(select(tables.gaps)).all() == []
    assert any("accept-topic" in fault for fault in bench.loop.faults)


def test_a_log_without_id_that_is_shorter_than_our_offset_is_read_from_its_beginning(engine: Engine) -> None:
    log = MemoryLog({"chat": 1})
    fill(log, 30, 1)
    bench = Bench(engine, log)
    bench.steps(40)
    log.recreate("chat", "")
    log.ids.clear()
    fill(log, 10, 1)
    Bench(engine, log).steps(80)
    row = rows(engine)[0]
    assert (row.next_offset, row.records) == (10, 40)
    with engine.connect() as conn:
        (gap,) = conn.execute(select(tables.gaps)).all()
    assert (gap.from_offset, gap.to_offset, gap.reason) == (0, 30, "truncated")


def test_another_secret_is_refused(bench: Bench) -> None:
    bench.steps(60)
    other = Bench(bench.engine, bench.log, secret=b"quite another secret, as long")
    other.steps(30)
    assert any("PRODSHAPE_SECRET" in fault for fault in other.loop.faults)
    assert other.value("prodshape_refused_claims_total", stream="default", reason="secret_changed") > 0


@pytest.mark.parametrize(
    ("start", "first"), [("earliest", 0), ("latest", 100), (datetime.fromtimestamp(NOW / 1000 - 1, UTC).isoformat(), 0)]
)
def test_start_policy_is_for_partitions_that_exist(engine: Engine, log: MemoryLog, start: str, first: int) -> None:
    plans = {"default": StreamPlan(("chat",), PLANS["default"].rules, start)}
    bench = Bench(engine, log, plans=plans)
    bench.steps(60)
    assert sum(row.records for row in rows(engine).values()) == 200 - 2 * first
    # A partition that appears later begins at its beginning, whatever the policy.
    for number in range(10):
        log.append("chat", 2, b'{"text": "late"}', timestamp=NOW + number)
    bench.source.revoke([TopicPartition("chat", 0), TopicPartition("chat", 1)])
    bench.source.assign(log.partitions)
    bench.steps(60)
    assert rows(engine)[2].records == 10


def test_offsets_without_records_are_passed(bench: Bench) -> None:
    bench.log.skip("chat", 0, 5)
    bench.steps(60)
    row = rows(bench.engine)[0]
    assert (row.next_offset, row.records, row.caught_up_at is None) == (105, 100, False)


def test_last_checkpoint_at_the_end(engine: Engine, log: MemoryLog) -> None:
    bench = Bench(engine, log, checkpoint_s=3600.0)
    calls: Iterator[bool] = iter([False] * 60)
    bench.loop.run(lambda: next(calls, True))
    expected(engine, 200)


class SilentSource(MemorySource):
    """Gives no records of one partition until the connection is made anew."""

    silent: TopicPartition | None = TopicPartition("chat", 0)

    def poll(self, timeout_s: float) -> Any:
        if self.silent is None or self.silent in self._paused:
            return super().poll(timeout_s)
        self._paused.add(self.silent)
        found = super().poll(timeout_s)
        self._paused.discard(self.silent)
        return found

    def rebuild(self, reason: str) -> None:
        self.silent = None
        super().rebuild(reason)


def test_a_stalled_partition_is_nudged_and_then_the_connection_rebuilt(engine: Engine, log: MemoryLog) -> None:
    bench = Bench(engine, log)
    bench.source = SilentSource(log, ["chat"], max_poll_records=7)
    bench.loop = bench.make()
    bench.steps(40, seconds=1.0)
    assert bench.value("prodshape_stalls_total", stream="default") == 1
    assert bench.source.rebuilt == []
    bench.steps(60, seconds=1.0)
    assert bench.source.rebuilt == ["stall"]
    expected(engine, 200)


def test_memory_is_bounded_by_panes(engine: Engine, log: MemoryLog) -> None:
    bench = Bench(engine, log, checkpoint_s=3600.0, checkpoint_panes=20)
    bench.steps(60)
    assert bench.value("prodshape_checkpoints_total", outcome="written") > 2
