"""How much memory does the consumer take, and does it grow with what it has read? `python -m benchmarks.memory`.

A million messages of random words (so that no cache of words ever hits), ten segments, 200,000 authors, two in a
hundred late, go from a real Kafka through a real consumer process into Postgres. Its resident memory is read ten
times a second; the greatest of each 50,000 messages is printed, and the growth from 300,000 to the end must stay below 5 %.
2,000 open panes and no word that was seen before are the most that a consumer ever holds: the goal for that is 400 MB, and
whether it is met is said, without being an error. How long it
took from the start of Python until it was ready to read, and what it held then, with all tables read, is printed beside it.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import psutil

from benchmarks.traffic import MAPPING, SEGMENTS, Traffic
from service.store.database import make_engine, upgrade
from service.store.embedded import EmbeddedPostgres
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import produce
from tests.consumer_process import ConsumerProcess, offsets, wait_until

STEP = 50_000
FROM = 300_000
LIMIT = 0.05
GOAL_MB = 400
SILENCE_S = 120.0
STREAMS = {"default": {"topics": ["memory"], "segments": SEGMENTS} | MAPPING}


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 if memory does not grow beyond the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--n", type=int, default=1_000_000, help="messages, more than 350,000")
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory("-memory", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        kafka = ApacheKafka(folder / "kafka")
        stack.callback(kafka.kill)
        kafka.start().create_topic("memory")
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
        engine = make_engine(postgres.url)
        stack.callback(engine.dispose)
        upgrade(engine)
        traffic = Traffic(
            1, int(time.time() * 1000), chosen.n, authors=200_000, gibberish=True, faults=0.001, span_ms=24 * 3_600_000
        )
        began = time.monotonic()
        consumer = stack.enter_context(
            ConsumerProcess(folder, kafka.access, postgres.url, streams=STREAMS, settings={"checkpoint_seconds": 10})
        )
        process = psutil.Process(consumer.pid)
        wait_until(consumer.ready, 60, lambda: consumer.log)
        ready_s, ready_rss = time.monotonic() - began, process.memory_info().rss
        writer = threading.Thread(target=produce, args=(kafka.access, "memory", traffic), daemon=True)
        writer.start()
        greatest: dict[int, int] = {}
        stored, moved_at = 0, time.monotonic()
        while stored < chosen.n:
            resident = process.memory_info().rss
            found = sum(offsets(engine).values())
            if found > stored:
                stored, moved_at = found, time.monotonic()
            assert time.monotonic() - moved_at < SILENCE_S, f"nothing was stored for {SILENCE_S} s: {consumer.log}"
            step = stored // STEP * STEP
            if resident > greatest.get(step, 0):
                greatest[step] = resident
            time.sleep(0.1)
        consumer.stop()
    # A step is about one checkpoint long: the greatest of a step has the open panes in it.
    growth = max(resident for step, resident in greatest.items() if step > FROM) / greatest[FROM] - 1
    most_mb = max(greatest.values()) / 1e6
    result = {
        "from the start to ready, s": round(ready_s, 2),
        "resident memory when ready, MB": round(ready_rss / 1e6),
        "greatest resident memory by messages stored, MB": {step: round(rss / 1e6) for step, rss in greatest.items()},
        "growth": round(growth, 4),
        "limit": LIMIT,
        "greatest resident memory, MB": round(most_mb),
        "goal, MB": GOAL_MB,
        "goal met": most_mb < GOAL_MB,
    }
    print(json.dumps(result, indent=1))
    return 0 if growth < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
