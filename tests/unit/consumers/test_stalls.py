"""A partition that has records and gives none: sought again, then the connection made anew, with growing patience."""

import pytest

from consumers.decode import Decoder, Rules
from consumers.metrics import ConsumerMetrics
from consumers.open_partition import OpenPartition
from consumers.sources.base import TopicPartition
from consumers.sources.memory import MemoryLog, MemorySource
from consumers.stalls import Stalls
from prodshape.keys import Keys
from service.store.partitions import Claim, PartitionKey

PARTITION = TopicPartition("chat", 0)


class Scene:
    """A log of three records of which none comes, and a clock that stands where it is put."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.log = MemoryLog({"chat": 1})
        for _ in range(3):
            self.log.append("chat", 0, b"hi", timestamp=0)
        self.source = MemorySource(self.log, ["chat"])
        self.metrics = ConsumerMetrics(["default"])
        self.stalls = Stalls(self.source, self.metrics, 30.0, lambda: self.seconds)
        self.opened = self.open()

    def open(self) -> OpenPartition:
        claim = Claim(PartitionKey("default", "chat", 0), 1, 0, None)
        decoder = Decoder(Rules(), Keys.derive(b"a secret of sixteen bytes or more"))
        return OpenPartition(PARTITION, claim, decoder, 0, 0, self.seconds)

    def look(self, seconds: float) -> float:
        """Look so much later; gives the number of stalls that were told."""
        self.seconds += seconds
        self.stalls.look([self.opened])
        return self.metrics.registry.get_sample_value("prodshape_stalls_total", {"stream": "default"}) or 0.0


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_it_is_sought_again_and_then_the_connection_made_anew(scene: Scene) -> None:
    scene.source.poll(0)
    scene.source.resume([PARTITION])
    scene.source.poll(0)
    assert scene.source.position(PARTITION) == 3
    assert scene.look(30) == 0
    assert scene.look(1) == 1
    assert (scene.source.position(PARTITION), scene.source.rebuilt) == (0, [])
    assert scene.look(30) == 1
    assert scene.look(1) == 2
    assert scene.source.rebuilt == ["stall"]


def test_patience_doubles_while_the_offset_stays_and_only_then(scene: Scene) -> None:
    scene.look(31)
    scene.look(31)
    assert scene.source.rebuilt == ["stall"]
    # Claimed again, at the same offset.
    scene.opened = scene.open()
    assert scene.look(60) == 2
    assert scene.look(1) == 3
    scene.opened.next_offset = 1
    scene.opened.moved_at = scene.seconds
    assert scene.look(31) == 4


def test_at_the_end_of_the_log_nothing_stalls(scene: Scene) -> None:
    scene.opened.next_offset = 3
    assert scene.look(1000) == 0
    assert scene.opened.moved_at == 1000


def test_a_partition_that_we_paused_is_excused(scene: Scene) -> None:
    scene.seconds = 100
    scene.stalls.excuse([scene.opened])
    assert scene.look(30) == 0
    assert scene.look(1) == 1


def test_records_of_an_open_transaction_are_no_stall(scene: Scene) -> None:
    class OpenTransaction(MemorySource):
        def ends(self, partitions: object) -> dict[TopicPartition, int]:
            del partitions
            return {PARTITION: 0}

    scene.source = OpenTransaction(scene.log, ["chat"])
    scene.stalls = Stalls(scene.source, scene.metrics, 30.0, lambda: scene.seconds)
    assert scene.look(1000) == 0
    assert scene.source.rebuilt == []
