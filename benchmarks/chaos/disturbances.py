"""What happens to a running system: kills that count, and everything else that must not matter."""

import contextlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine

from benchmarks.chaos.commit_proxy import CommitProxy
from benchmarks.reading import log_ends
from service.store.embedded import EmbeddedPostgres
from tests.brokers.apache_kafka import ApacheKafka
from tests.consumer_process import ConsumerProcess, offsets

FAILPOINTS = ("begun", "claimed", "before_commit", "during_commit", "after_commit")
PATIENCE_S = 25.0
HEARD_WITHIN_S = 1.0
ATTEMPTS = 5


@dataclass
class Watched:
    """A consumer behind its own door to Postgres, and what it last said of itself."""

    consumer: ConsumerProcess
    proxy: CommitProxy

    def loaded(self) -> bool:
        """Whether it owns a partition and has records that are not stored."""
        owned, uncommitted = self.consumer.total("prodshape_owned_partitions"), 0.0
        if owned:
            uncommitted = self.consumer.total("prodshape_uncommitted_records") or 0.0
        return bool(owned) and uncommitted > 0

    def await_load(self, patience_s: float = PATIENCE_S) -> bool:
        until = time.monotonic() + patience_s
        while time.monotonic() < until and self.consumer.running:
            if self.loaded():
                return True
            time.sleep(0.02)
        return False


@dataclass
class Chaos:
    """The run: its parts, its dice, its counts."""

    kafka: ApacheKafka
    topic: str
    postgres: EmbeddedPostgres
    engine: Engine
    draw: random.Random
    consumers: list[Watched]
    guest: ConsumerProcess
    service: ConsumerProcess
    session_s: float
    counts: Counter[str] = field(default_factory=Counter)
    back_s: list[float] = field(default_factory=list)

    def run(self, kills: int, deadline: float) -> None:
        """Kill until `kills` kills counted or time is up; everything else happens in between."""
        done = 0
        for plan in self._plans():
            if done >= kills or time.monotonic() > deadline:
                return
            self.revive()
            counted = plan()
            done += counted
            print(f"{time.strftime('%X')} {done} of {kills}: {dict(self.counts)}", file=sys.stderr, flush=True)

    def _plans(self) -> Iterator[Callable[[], bool]]:
        """First every failpoint, every disturbance once; then at random."""
        disturbances = [self.freeze, self.rebalance, self.stop_postgres, self.kill_broker, self.cut, self.kill_service]
        points: list[Callable[[], bool]] = [self._at(point) for point in FAILPOINTS]
        first = [*(self._until_it_counts(point) for point in points), *disturbances]
        self.draw.shuffle(first)
        yield from first
        while True:
            roll = self.draw.random()
            if roll < 0.4:
                yield self.kill
            elif roll < 0.7:
                yield self.draw.choice(points)
            elif roll < 0.8:
                yield self.freeze
            else:
                yield self.draw.choice(disturbances)

    def _at(self, point: str) -> Callable[[], bool]:
        return self.kill_during_commit if point == "during_commit" else lambda: self.kill_at(point)

    def _until_it_counts(self, point: Callable[[], bool]) -> Callable[[], bool]:
        def repeated() -> bool:
            for _ in range(ATTEMPTS):
                self.revive()
                if point():
                    return True
            return False

        return repeated

    def revive(self) -> None:
        """Start what does not run, without any failpoint."""
        for watched in self.consumers:
            watched.proxy.disarm()
            if not watched.consumer.running:
                watched.consumer.start()
        if not self.service.running:
            self.service.start()

    def _count(self, name: str, *, counts: bool) -> bool:
        self.counts[name if counts else f"{name}, not counted"] += 1
        return counts

    def kill(self) -> bool:
        """Kill -9 at any moment."""
        watched = self.draw.choice(self.consumers)
        loaded = watched.await_load()
        time.sleep(self.draw.random() * 0.05)
        loaded = loaded and watched.loaded()
        watched.consumer.kill()
        return self._count("random", counts=loaded)

    def kill_at(self, point: str) -> bool:
        """Let it kill itself at a failpoint of a checkpoint that has something to store."""
        watched = self.draw.choice(self.consumers)
        watched.consumer.kill()
        # Not at its first checkpoints, which may find nothing to store.
        watched.consumer.start(failpoint=f"{point}:{self.draw.randint(3, 7)}:kill")
        loaded, heard, until = False, 0.0, time.monotonic() + 2 * PATIENCE_S
        while watched.consumer.running and time.monotonic() < until:
            said = watched.loaded()
            if watched.consumer.running:
                loaded, heard = said, time.monotonic()
            time.sleep(0.02)
        ended = not watched.consumer.running
        watched.consumer.kill()
        return self._count(f"at {point}", counts=ended and loaded and time.monotonic() - heard < HEARD_WITHIN_S)

    def kill_during_commit(self) -> bool:
        """Kill -9 when the COMMIT of a checkpoint was sent, and is not answered."""
        watched = self.draw.choice(self.consumers)
        watched.proxy.arm(watched.consumer.kill)
        self._await(lambda: not watched.consumer.running, 2 * PATIENCE_S)
        struck = not watched.proxy.disarm()
        watched.consumer.kill()
        return self._count("at during_commit", counts=struck)

    def cut(self) -> bool:
        """Cut the connection when the COMMIT was sent: the consumer lives, and does not know the outcome."""
        watched = self.draw.choice(self.consumers)
        before = watched.proxy.strikes
        watched.proxy.arm(lambda: None)
        self._await(lambda: watched.proxy.strikes > before, PATIENCE_S)
        watched.proxy.disarm()
        self.counts["commit answers lost"] += watched.proxy.strikes > before
        return False

    def freeze(self) -> bool:
        """Freeze a consumer beyond its session, so that it wakes up as a zombie with records in its hands."""
        watched = self.draw.choice(self.consumers)
        loaded = watched.await_load()
        if watched.consumer.running:
            watched.consumer.freeze()
            time.sleep(self.session_s + 2 + self.draw.random() * 4)
            watched.consumer.thaw()
        self.counts["zombies" if loaded else "zombies without records"] += 1
        return False

    def rebalance(self) -> bool:
        """Let a third consumer come, and go."""
        guest = self.guest.start()
        self._await(lambda: (guest.total("prodshape_claims_total") or 0) > 0, PATIENCE_S)
        if self.draw.random() < 0.7 and guest.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                guest.stop()
        guest.kill()
        self.counts["guests"] += 1
        return False

    def stop_postgres(self) -> bool:
        """Stop Postgres as a power cut would, and start it again."""
        self.postgres.kill()
        time.sleep(2 + self.draw.random() * 4)
        self.postgres.restart()
        self.counts["postgres stopped"] += 1
        return False

    def kill_broker(self) -> bool:
        """Kill the broker, start it again, and see how long it takes until something is stored."""
        self.kafka.kill()
        time.sleep(3 + self.draw.random() * 8)
        self.revive()
        self.kafka.start()
        answered = time.monotonic()
        ends = log_ends(self.kafka.access, self.topic)
        self._await(lambda: _reached(offsets(self.engine), ends), 60)
        self.back_s.append(round(time.monotonic() - answered, 1))
        self.counts["broker killed"] += 1
        return False

    def kill_service(self) -> bool:
        """Kill the service: in the middle of a folding, with luck."""
        self.service.kill()
        self.service.start()
        self.counts["service killed"] += 1
        return False

    @staticmethod
    def _await(met: Callable[[], bool], patience_s: float) -> None:
        until = time.monotonic() + patience_s
        while not met() and time.monotonic() < until:
            time.sleep(0.02)


def _reached(stored: Mapping[tuple[str, int], int], ends: Mapping[tuple[str, int], int]) -> bool:
    return all(stored.get(place, -1) >= end for place, end in ends.items())
