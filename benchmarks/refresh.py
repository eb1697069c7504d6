"""How long a refresh of the service takes: `python -m benchmarks.refresh` prints it, in CPU seconds of the process.

A real PostgreSQL holds 5,000 panes of ten segments in the live window (100,000 messages on all axes), a dataset, a baseline
with its segments, and a contract that judges all of them. Measured are the first refresh of a process, one after
the watermark moved, so that every segment changed, and one in between; beside them a comparison of two fingerprints,
as the ratio to it depends less on the machine. PostgreSQL is another process; how much of the wall clock it took is the difference.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.traffic import SEGMENTS, Traffic
from prodshape.accumulation import PaneSet
from prodshape.block import Block
from prodshape.comparison import compare
from prodshape.contract_draft import draft
from prodshape.fingerprint import Fingerprint
from prodshape.freezing import freeze
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from service.jobs.refresh import refresh
from service.jobs.snapshot import make_due
from service.remembering import Remembered
from service.settings import ServiceSettings
from service.store.axis_definitions import register_axes
from service.store.checkpoints import Delta, checkpoint
from service.store.contracts import push_contract
from service.store.database import make_engine, upgrade
from service.store.datasets import activate, register
from service.store.embedded import EmbeddedPostgres
from service.store.fingerprints import load_live
from service.store.moments import to_ms
from service.store.partitions import Claim, PartitionKey, claim, register_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
STREAM, TOPIC = "default", "chat"
PARTITIONS, PANES, EACH = 10, 50, 20
"""Times ten segments: 5,000 rows of so many messages."""
GOAL_S = 1.0
STEP = timedelta(minutes=5)


class Writer:
    """Counts random messages of one partition as a consumer does; texts are measured once and drawn again."""

    def __init__(self, engine: Engine, partition: int, pool: list[str], measurer: Measurer, keys: Keys) -> None:
        self._engine, self._pool, self._measurer, self._keys = engine, pool, measurer, keys
        key = PartitionKey(STREAM, TOPIC, partition)
        self._claim: Claim = claim(
            engine, key, owner="benchmark", topic_id="A", key_digest=keys.digest, beginning=0, now=NOW
        )
        self._next = self._claim.next_offset
        self._random = random.Random(partition)

    def write(self, starts: list[datetime], each: int) -> None:
        """Write `each` messages of every segment into the pane at each start; caught up at the end of the last."""
        counted = PaneSet(256)
        for start in starts:
            names = [segment for segment in SEGMENTS for _ in range(each)]
            texts = [self._random.choice(self._pool) for _ in names]
            offsets = np.arange(self._next, self._next + len(names), dtype=np.int64)
            authors = [self._keys.author(str(int(5000 * self._random.random() ** 3)).encode()) for _ in names]
            block = Block.of(
                texts,
                times=[to_ms(start) + self._random.randrange(300_000) for _ in names],
                authors=authors,
                sources=[0] * len(names),
                segments=names,
                positions=self._keys.positions(TOPIC, self._claim.key.partition, offsets),
            )
            counted.add(block, self._measurer.measure(texts), self._keys)
            self._next += len(names)
        end = starts[-1] + STEP
        delta = Delta(
            self._claim,
            base_offset=self._next - counted.messages,
            next_offset=self._next,
            records=counted.messages,
            messages=counted.messages,
            last_event_ms=to_ms(end) - 1,
            caught_up_at=end,
            panes=counted.panes,
            samples=counted.samples,
        )
        checkpoint(self._engine, [delta], now=end)


def texts(seed: int, n: int) -> list[str]:
    """Plain texts of a seed."""
    flow = replace(Traffic(seed, to_ms(NOW), n), plain=True)
    return [sent.value.decode() for sent in flow if sent.value is not None]


def dataset(measurer: Measurer, keys: Keys) -> Fingerprint:
    """The fingerprint of a training set of 5,000 rows by as many authors."""
    rows = texts(2, 5000)
    counted = PaneSet(4096)
    numbers = np.arange(len(rows), dtype=np.int64)
    block = Block.of(
        rows,
        times=[0] * len(rows),
        authors=[keys.author(str(number).encode()) for number in numbers.tolist()],
        sources=[0] * len(rows),
        segments=["all"] * len(rows),
        positions=keys.positions("file", 0, numbers),
    )
    counted.add(block, measurer.measure(rows), keys)
    (pane,), (sample,) = counted.panes.values(), counted.samples.values()
    return freeze(pane, sample, measurer.definitions, kind="dataset", source={"rows": len(rows)})


def fill(engine: Engine, settings: ServiceSettings) -> list[Writer]:
    """Count a week ago for the baseline, and the last day; register the dataset and the contract."""
    measurer, keys = Measurer(), Keys.derive(b"the secret of the benchmark")
    register_topic(
        engine, STREAM, TOPIC, topic_id="A", starts=dict.fromkeys(range(PARTITIONS), 0), policy="earliest", now=NOW
    )
    register_axes(engine, measurer.definitions, now=NOW)
    pool = texts(1, 20_000)
    writers = [Writer(engine, number, pool, measurer, keys) for number in range(PARTITIONS)]
    before = NOW - timedelta(days=2)
    for writer in writers:
        writer.write([before - number * STEP for number in range(5, 0, -1)], 4 * EACH)
    version = make_due(engine, STREAM, before, settings)
    assert version is not None
    pause = timedelta(hours=23) / PANES // STEP * STEP
    for writer in writers:
        writer.write([NOW - STEP - number * pause for number in range(PANES - 1, -1, -1)], EACH)
    found = register(
        engine,
        STREAM,
        dataset(measurer, keys),
        name="train",
        revision="1",
        built_against=version.version,
        who="ada",
        now=NOW,
        minimum_n=settings.stream(STREAM).minimum_n,
    )
    activate(engine, STREAM, found.id, who="ada", why="benchmark", now=NOW)
    return writers


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of this process, and seconds on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 if a refresh of changed segments takes less than the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refresh")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="print where the time of one refresh goes")
    chosen = parser.parse_args(arguments)
    settings = ServiceSettings()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory("-refresh", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        engine = make_engine(stack.enter_context(EmbeddedPostgres(folder / "postgres")).url)
        stack.callback(engine.dispose)
        upgrade(engine)
        writers = fill(engine, settings)
        refresh(engine, STREAM, NOW, settings)
        with engine.connect() as conn:
            live = Fingerprint.loads(load_live(conn, STREAM, whole=True))
            web = Fingerprint.loads(load_live(conn, STREAM, SEGMENTS[0], whole=True))
        yaml = draft(live, "all", "the benchmark") + f"segments: {json.dumps({name: {} for name in SEGMENTS})}\n"
        push_contract(engine, STREAM, yaml, who="ada", why="benchmark", now=NOW)
        one = min(timed(lambda: compare(live, web))[0] for _ in range(chosen.rounds * 3))
        rounds: dict[str, list[tuple[float, float]]] = {
            "of a new process": [],
            "everything changed": [],
            "nothing changed": [],
        }
        kept = Remembered()
        refresh(engine, STREAM, NOW, settings, kept)
        moment = NOW
        for _ in range(chosen.rounds):
            for name, memory in (
                ("everything changed", kept),
                ("nothing changed", kept),
                ("of a new process", Remembered()),
            ):
                if memory is not kept or name == "everything changed":
                    for writer in writers:
                        writer.write([moment], 1)
                    moment += STEP
                gc.collect()
                rounds[name].append(timed(partial(refresh, engine, STREAM, moment, settings, memory)))
        if chosen.profile:
            import cProfile
            import pstats

            for writer in writers:
                writer.write([moment], 1)
            with cProfile.Profile() as profile:
                refresh(engine, STREAM, moment + STEP, settings, kept)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
    print(f"one comparison on {len(live.axes)} axes: {one * 1000:.0f} ms of CPU")
    for name, measured in rounds.items():
        cpu, wall = (median(column) for column in zip(*measured, strict=True))
        print(f"a refresh, {name}: {cpu:.2f} s of CPU = {cpu / one:.1f} comparisons; {wall:.2f} s on the wall")
    return int(median(cpu for cpu, _ in rounds["everything changed"]) >= GOAL_S)


if __name__ == "__main__":
    sys.exit(main())
