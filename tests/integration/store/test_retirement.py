"""A topic that is not read any more: its counts stay, the watermark goes on, and whoever reads it again counts once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from prodshape.errors import InputError
from service.store.checkpoints import Delta, checkpoint
from service.store.errors import Fenced, SecretChanged, TopicInUse, TopicRecreated
from service.store.partitions import Claim, PartitionKey, claim, load_partitions, register_topic
from service.store.progress import read_progress
from service.store.retirement import QUIET, retire_topic
from service.store.tables import topics
from service.store.topics import TopicStatus, read_topics
from service.store.windows import offsets, read_window, watermark
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE


def take(
    engine: Engine, partition: int = 0, *, topic_id: str = "A", key_digest: str = "k", now: datetime = NOW
) -> Claim:
    key = PartitionKey("default", "old", partition)
    return claim(engine, key, owner="p", topic_id=topic_id, key_digest=key_digest, beginning=0, now=now)


def known(engine: Engine) -> datetime | None:
    with engine.connect() as conn:
        return watermark(conn, "default")


def status(engine: Engine) -> dict[str, TopicStatus]:
    with engine.connect() as conn:
        return {topic.topic: topic for topic in read_topics(conn, "default")}


def heartbeat(engine: Engine, mine: Claim, moment: datetime) -> None:
    delta = Delta(mine, base_offset=mine.next_offset, next_offset=mine.next_offset, high_water=900, caught_up_at=moment)
    checkpoint(engine, [delta], now=moment)


@pytest.fixture
def both(engine: Engine) -> Engine:
    """`chat` is counted up to NOW; `old` has two partitions and was counted up to five hours before that."""
    early = NOW - 8 * HOURS
    Producer(engine, topic="old", now=early).write(30, begin=early, end=NOW - 5 * HOURS)
    heartbeat(engine, take(engine, 1, now=early), NOW - 5 * HOURS)
    Producer(engine).write(20, begin=early, end=NOW)
    return engine


def test_a_retired_topic_holds_no_watermark_back_and_keeps_its_counts(both: Engine) -> None:
    with both.connect() as conn:
        before, read_before = read_progress(conn)["default"], offsets(conn, "default")
    assert known(both) == NOW - 5 * HOURS
    assert (before.partitions, before.lag) == (3, 900), "it has waiting records that nobody will read"

    assert retire_topic(both, "default", "old", reason=" merged into chat ", now=LATER)

    assert known(both) == NOW
    with both.connect() as conn:
        after = read_progress(conn)["default"]
        assert (after.partitions, after.lag) == (1, None)
        assert (after.records, after.messages) == (before.records, before.messages) == (50, 50)
        assert offsets(conn, "default") == read_before
        assert read_window(conn, "default", NOW - 9 * HOURS, NOW).panes["all"].messages == 50
    found = status(both)["old"]
    assert (found.retired_at, found.retired_reason) == (LATER, "merged into chat")


def test_the_first_retirement_stays(both: Engine) -> None:
    assert retire_topic(both, "default", "old", reason="first", now=LATER)
    assert not retire_topic(both, "default", "old", reason="second", now=LATER + MINUTE)
    assert (status(both)["old"].retired_at, status(both)["old"].retired_reason) == (LATER, "first")


def test_a_topic_that_is_read_is_not_retired_and_the_wait_is_told(both: Engine) -> None:
    read_at = NOW - 2 * MINUTE
    heartbeat(both, take(both, 1, now=read_at), read_at)
    with pytest.raises(
        TopicInUse, match=r"read old of stream default at 2026-05-14 11:58:00 UTC.* 180 s from now"
    ) as told:
        retire_topic(both, "default", "old", reason="gone", now=NOW)
    assert known(both) == NOW - 5 * HOURS
    assert retire_topic(both, "default", "old", reason="gone", now=NOW + told.value.wait)


def test_a_claim_without_a_checkpoint_is_reading_too(both: Engine) -> None:
    take(both, now=NOW)
    with pytest.raises(TopicInUse):
        retire_topic(both, "default", "old", reason="gone", now=NOW + QUIET - MINUTE)


@pytest.mark.parametrize(
    ("stream", "topic", "reason", "sentence"),
    [
        ("default", "odl", "gone", "default odl is not among: default chat, default old"),
        ("german", "old", "gone", "german old is not among"),
        ("default", "old", " ", "for a reason"),
    ],
)
def test_what_cannot_be_retired_is_said(both: Engine, stream: str, topic: str, reason: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        retire_topic(both, stream, topic, reason=reason, now=LATER)
    assert status(both)["old"].retired_at is None


def test_a_reader_that_was_frozen_is_fenced_and_its_claim_takes_the_retirement_back(both: Engine) -> None:
    frozen = take(both, now=NOW - 5 * HOURS)
    assert retire_topic(both, "default", "old", reason="gone", now=LATER)
    with pytest.raises(Fenced):
        heartbeat(both, frozen, LATER)
    assert known(both) == NOW

    again = take(both, now=LATER)

    assert (again.next_offset, again.retired_at) == (30, LATER), (
        "it goes on at the stored offset: nothing is counted twice"
    )
    assert take(both, 1, now=LATER).retired_at is None, "told once"
    assert known(both) == NOW - 5 * HOURS, "the truth again: what comes from it now is older than the watermark was"
    for partition in (0, 1):
        heartbeat(both, take(both, partition, now=LATER), NOW)
    assert known(both) == NOW


def test_a_claim_of_one_partition_brings_all_of_its_topic_back(both: Engine) -> None:
    retire_topic(both, "default", "old", reason="gone", now=LATER)
    heartbeat(both, take(both, 0, now=LATER), NOW)
    assert known(both) == NOW - 5 * HOURS, "partition 1 is read by somebody soon, and must not be passed over"


@pytest.mark.parametrize(("topic_id", "key_digest"), [("B", "k"), ("A", "another")])
def test_a_claim_that_is_refused_leaves_it_retired(both: Engine, topic_id: str, key_digest: str) -> None:
    retire_topic(both, "default", "old", reason="gone", now=LATER)
    with pytest.raises((TopicRecreated, SecretChanged)):
        take(both, topic_id=topic_id, key_digest=key_digest)
    assert status(both)["old"].retired_at == LATER
    assert known(both) == NOW


def test_a_stream_whose_topics_are_all_retired_has_no_watermark(both: Engine) -> None:
    for topic in ("old", "chat"):
        retire_topic(both, "default", topic, reason="the shop is closed", now=NOW + QUIET)
    assert known(both) is None


def test_readers_and_retirements_that_meet_lose_nothing_and_never_wait_for_each_other(engine: Engine) -> None:
    """Claims, checkpoints of all partitions and retirements lock the same rows at once."""
    register_topic(
        engine, "default", "old", topic_id="A", starts=dict.fromkeys(range(4), 0), policy="earliest", now=NOW
    )
    rounds = 25

    def read(_: int) -> int:
        written = 0
        for _ in range(rounds):
            claims = [take(engine, partition) for partition in (3, 1, 0, 2)]
            deltas = [
                Delta(mine, base_offset=mine.next_offset, next_offset=mine.next_offset + 1, records=1, filtered=1)
                for mine in claims
            ]
            try:
                checkpoint(engine, deltas, now=NOW)
                written += 4
            except Fenced:
                continue
        return written

    def retire(_: int) -> int:
        retired = 0
        while not all(task.done() for task in reading):
            retired += retire_topic(engine, "default", "old", reason="race", now=NOW, quiet=timedelta(0))
        return retired

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read, place) for place in range(2)]
        retiring = [pool.submit(retire, place) for place in range(2)]
        written = sum(task.result(timeout=60) for task in reading)
        assert sum(task.result(timeout=60) for task in retiring) > 1
    with engine.connect() as conn:
        rows = load_partitions(conn, "default")
    assert sum(row.records for row in rows) == sum(row.next_offset for row in rows) == written
    take(engine)
    with engine.connect() as conn:
        assert conn.scalars(select(topics.c.retired_at)).one() is None


def test_a_topic_that_nobody_reads_while_others_are_read_is_named_with_the_command(both: Engine) -> None:
    found = status(both)
    assert found["chat"].warning is None
    assert found["old"].unread_since == NOW - 5 * HOURS
    assert found["old"].warning is not None
    assert "`prodshape retire-topic old --stream default --reason TEXT`" in found["old"].warning
    assert (found["old"].partitions, found["old"].watermark) == (2, NOW - 5 * HOURS)
    retire_topic(both, "default", "old", reason="gone", now=LATER)
    assert status(both)["old"].warning is None


def test_one_unread_partition_of_several_is_enough(both: Engine) -> None:
    heartbeat(both, take(both, 0), NOW)
    assert status(both)["old"].unread_since == NOW - 5 * HOURS


def test_nobody_is_blamed_when_all_stand_still_or_have_just_begun(both: Engine) -> None:
    for partition in (0, 1):
        take(both, partition, now=NOW)
    assert status(both)["old"].warning is None, "claimed a moment ago: its first checkpoint comes soon"
    register_topic(both, "default", "new", topic_id="A", starts={0: 0}, policy="earliest", now=NOW)
    assert (status(both)["new"].warning, status(both)["new"].watermark) == (None, None)
    retire_topic(both, "default", "chat", reason="gone", now=NOW + QUIET)
    assert [topic.warning for topic in status(both).values()] == [None, None, None]


def test_a_topic_that_was_registered_and_never_read_is_named(both: Engine) -> None:
    register_topic(both, "default", "new", topic_id="A", starts={0: 0}, policy="earliest", now=NOW - HOURS)
    assert status(both)["new"].unread_since == NOW - HOURS
    assert known(both) is None
    for topic in ("new", "old"):
        retire_topic(both, "default", topic, reason="never came", now=LATER)
    assert known(both) == NOW
