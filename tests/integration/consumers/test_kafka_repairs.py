"""What kafka-python gets wrong and we repair: each test here runs into its deadline without the repair.

Only on Apache Kafka: the mock's group gives up on members that are as slow as these.
"""

import time
from collections.abc import Callable

import pytest

from consumers.sources.base import TopicPartition
from tests.brokers.apache_kafka import ApacheKafka
from tests.integration.consumers.member import Member, member

BUSY_S = 0.2


def work_and_poll(one: Member) -> None:
    """Look whether something came and do something else for longer: no answer of the group comes during a poll."""
    one.poll(0.0)
    time.sleep(BUSY_S)


@pytest.mark.kafka
@pytest.mark.parametrize("assignor", ["range", "cooperative_sticky"])
def test_members_that_do_something_between_polls_come_to_rest(
    kafka: ApacheKafka, new_name: Callable[[str], str], assignor: str
) -> None:
    topic, group = new_name("busy"), new_name("group")
    kafka.create_topic(topic)
    with (
        member(kafka.access, topic, group, assignor=assignor) as one,
        member(kafka.access, topic, group, assignor=assignor) as two,
    ):
        for members, each in (((one,), 4), ((one, two), 2)):
            deadline = time.monotonic() + 40
            while any(len(each_one.source.assignment()) != each for each_one in members):
                assert time.monotonic() < deadline, [each_one.events for each_one in members]
                for each_one in members:
                    work_and_poll(each_one)
        rebalances = len(one.events)
        for _ in range(10):
            work_and_poll(one)
            work_and_poll(two)
        assert len(one.events) == rebalances
        assert not one.rebuilt
        assert not two.rebuilt


@pytest.mark.kafka
def test_the_leader_gets_partitions_that_are_added_while_it_does_something(
    kafka: ApacheKafka, new_name: Callable[[str], str]
) -> None:
    topic = new_name("grows")
    kafka.create_topic(topic, partitions=1)
    with member(kafka.access, topic, new_name("group"), metadata_max_age_ms=2_000) as one:
        for total in (1, 2, 3, 4):
            if total > 1:
                kafka.add_partitions(topic, total)
            deadline = time.monotonic() + 30
            while one.source.assignment() != {TopicPartition(topic, n) for n in range(total)}:
                assert time.monotonic() < deadline, one.events
                work_and_poll(one)
