"""Claims: who may write, from where, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from service.store.checkpoints import Delta, checkpoint
from service.store.errors import Fenced, SecretChanged, TopicRecreated, UnknownRow
from service.store.gaps import load_gaps
from service.store.partitions import Claim, PartitionKey, accept_topic, claim, load_partitions, register_topic
from service.store.tables import topics
from service.store.windows import watermark

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def take(
    engine: Engine,
    partition: int = 0,
    *,
    owner: str = "one",
    topic_id: str | None = "A",
    key_digest: str = "k",
    beginning: int = 7,
) -> Claim:
    key = PartitionKey("default", "chat", partition)
    return claim(engine, key, owner=owner, topic_id=topic_id, key_digest=key_digest, beginning=beginning, now=NOW)


def registered(engine: Engine, topic_id: str | None = "A") -> None:
    register_topic(engine, "default", "chat", topic_id=topic_id, starts={0: 100, 1: 200}, policy="latest", now=NOW)


def test_the_start_policy_counts_once_and_a_later_partition_begins_at_its_beginning(engine: Engine) -> None:
    starts = {0: 100, 1: 200}
    assert register_topic(engine, "default", "chat", topic_id="A", starts=starts, policy="latest", now=NOW)
    assert not register_topic(engine, "default", "chat", topic_id="A", starts={0: 5, 1: 5}, policy="earliest", now=NOW)
    assert [take(engine, partition).next_offset for partition in (0, 1, 2)] == [100, 200, 7]
    with engine.connect() as conn:
        assert conn.scalars(select(topics.c.policy)).one() == "latest"


def test_each_claim_has_a_higher_epoch_and_continues_where_the_last_stopped(engine: Engine) -> None:
    registered(engine)
    first = take(engine)
    checkpoint(engine, [Delta(first, base_offset=100, next_offset=110, records=10, filtered=10)], now=NOW)
    second = take(engine, owner="two")
    assert (second.epoch, second.next_offset) == (first.epoch + 1, 110)
    with pytest.raises(Fenced):
        checkpoint(engine, [Delta(first, base_offset=110, next_offset=120)], now=NOW)
    checkpoint(engine, [Delta(second, base_offset=110, next_offset=120)], now=NOW)


def test_of_many_claims_at_once_exactly_one_can_write(engine: Engine) -> None:
    registered(engine)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda place: take(engine, 5, owner=str(place)), range(16)))
    assert sorted(one.epoch for one in claims) == list(range(1, 17))
    wrote = 0
    for one in claims:
        try:
            checkpoint(engine, [Delta(one, base_offset=7, next_offset=8)], now=NOW)
            wrote += 1
        except Fenced:
            pass
    assert wrote == 1


def test_a_claim_under_another_secret_is_refused(engine: Engine) -> None:
    registered(engine)
    mine = take(engine)
    with pytest.raises(SecretChanged, match="digest k, and this process has other") as caught:
        take(engine, key_digest="other")
    assert "PRODSHAPE_SECRET" in str(caught.value)
    checkpoint(engine, [Delta(mine, base_offset=100, next_offset=101)], now=NOW)


def test_a_new_partition_is_refused_under_another_secret_than_the_others(engine: Engine) -> None:
    registered(engine)
    take(engine)
    for partition in (1, 2):
        with pytest.raises(SecretChanged, match="digest k, and this process has other"):
            take(engine, partition, key_digest="other")
    assert take(engine, 2).epoch == 1, "the refused claim left nothing behind"


def test_of_two_secrets_at_once_one_is_refused(engine: Engine) -> None:
    registered(engine)
    for topic in ("talk", "mail"):
        register_topic(engine, "other", topic, topic_id="A", starts={0: 0}, policy="latest", now=NOW)

    def attempt(place: int) -> str | None:
        key = PartitionKey("other", ("talk", "mail")[place % 2], 0)
        secret = f"secret {place % 2}"
        try:
            claim(engine, key, owner="one", topic_id="A", key_digest=secret, beginning=0, now=NOW)
        except SecretChanged:
            return None
        return secret

    with ThreadPoolExecutor(8) as pool:
        made = {*pool.map(attempt, range(16))}
    assert len(made - {None}) == 1


def test_a_topic_is_registered_before_it_is_claimed(engine: Engine) -> None:
    with pytest.raises(UnknownRow, match="unknown topic"):
        take(engine)


def test_a_broker_that_tells_no_id_is_believed(engine: Engine) -> None:
    registered(engine, topic_id=None)
    assert take(engine, topic_id=None).topic_id is None
    assert take(engine, topic_id="A").topic_id == "A", "the id is learnt once the broker tells it"
    with pytest.raises(TopicRecreated):
        take(engine, 1, topic_id="B")
    assert take(engine, topic_id=None).topic_id == "A"


def test_a_recreated_topic_is_refused_with_the_command_that_accepts_it(engine: Engine) -> None:
    registered(engine)
    mine = take(engine)
    with pytest.raises(TopicRecreated) as caught:
        take(engine, topic_id="B")
    assert "prodshape accept-topic default chat" in str(caught.value)
    assert (caught.value.stored, caught.value.found) == ("A", "B")
    checkpoint(engine, [Delta(mine, base_offset=100, next_offset=101)], now=NOW)
    with engine.connect() as conn:
        assert conn.scalars(select(topics.c.found_id)).one() == "B"


def test_an_accepted_topic_is_read_from_its_beginning_and_leaves_a_gap(engine: Engine) -> None:
    registered(engine)
    mine = take(engine)
    checkpoint(engine, [Delta(mine, base_offset=100, next_offset=150, records=50, filtered=50)], now=NOW)
    with pytest.raises(TopicRecreated):
        take(engine, topic_id="B")
    assert accept_topic(engine, "default", "chat", now=NOW) == "B"
    with pytest.raises(Fenced):
        checkpoint(engine, [Delta(mine, base_offset=150, next_offset=151)], now=NOW)
    again = take(engine, topic_id="B", beginning=3)
    assert (again.next_offset, again.topic_id) == (3, "B")
    assert take(engine, topic_id="B", beginning=3).next_offset == 3, "the second claim starts where the first did"
    with engine.connect() as conn:
        (gap,) = load_gaps(conn, "default")
        rows = load_partitions(conn, "default")
    assert (gap.partition, gap.from_offset, gap.to_offset, gap.reason) == (0, 150, 3, "recreated")
    assert rows[0].records == 50, "what was counted stays counted"
    with pytest.raises(TopicRecreated):
        take(engine, topic_id="A")


def test_a_partition_that_the_new_topic_does_not_have_holds_nothing_up(engine: Engine) -> None:
    registered(engine)
    both = [take(engine, 0), take(engine, 1)]
    later = NOW + timedelta(minutes=10)
    for mine, moment in zip(both, (later, NOW), strict=True):
        heartbeat = Delta(mine, base_offset=mine.next_offset, next_offset=mine.next_offset, caught_up_at=moment)
        checkpoint(engine, [heartbeat], now=later)
    with engine.connect() as conn:
        assert watermark(conn, "default") == NOW
    accept_topic(engine, "default", "chat", "B", now=later)
    take(engine, 0, topic_id="B")
    with engine.connect() as conn:
        assert watermark(conn, "default") == later


@pytest.mark.parametrize(("topic", "message"), [("chat", "nothing to accept"), ("talk", "not among: default chat")])
def test_only_what_was_met_can_be_accepted(engine: Engine, topic: str, message: str) -> None:
    registered(engine)
    with pytest.raises(UnknownRow, match=message):
        accept_topic(engine, "default", topic, now=NOW)
