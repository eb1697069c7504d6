"""Chaos on a real Kafka: `python -m benchmarks.chaos --kills 100 --seed 1`.

Two consumers count ten segments from one topic while the service folds, evaluates and makes versions. Meanwhile
they are killed at random and inside of checkpoints, frozen beyond their session, rebalanced; Postgres is stopped and
the broker killed. In the end an independent recount of the log must agree with the store exactly.

A kill counts only if the process owned a partition and had records that were not stored: its own metrics said so
right before, or the transaction that was cut carried counts. It prints one JSON object, and ends with 0 if the
recount is exact, every kill that was asked for was reached, and all was stored within 20 s of a broker's return; else 1.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.chaos.commit_proxy import CommitProxy
from benchmarks.chaos.disturbances import Chaos, Watched
from benchmarks.chaos.writer import Writer
from benchmarks.reading import Rules, dotted, log_ends, read_log
from benchmarks.recount import differences, recount
from benchmarks.stored import read_store
from benchmarks.traffic import MAPPING, MAX_RECORD_BYTES, SEGMENTS, Traffic
from prodshape.keys import Keys
from service.store.database import make_engine, upgrade
from service.store.embedded import EmbeddedPostgres
from service.store.installation import secret
from service.store.partitions import load_partitions
from tests.brokers.apache_kafka import ApacheKafka
from tests.consumer_process import ConsumerProcess, wait_until_drained

TOPIC = "chaos"
PARTITIONS = 6
SESSION_S = 3
STREAMS = {"default": {"topics": [TOPIC], "segments": SEGMENTS, "max_record_bytes": MAX_RECORD_BYTES} | MAPPING}
SETTINGS = {
    "kafka_session_timeout_seconds": SESSION_S,
    "checkpoint_seconds": 0.7,
    "chaos": "true",
    "group": "chaos",
    "max_poll_records": 500,
}
# Folds what it can, at once: late records then meet hours that are folded already.
SERVICE = {
    "port": 0,
    "metrics_port": 0,
    "rollup_seconds": 1,
    "refresh_seconds": 2,
    "snapshot_seconds": 1,
    "fold_after_seconds": 0,
}
BACK_WITHIN_S = 20.0


def main(arguments: list[str] | None = None) -> int:
    """Run it and print the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="kills that must count")
    parser.add_argument("--seed", type=int, default=1, help="of the traffic and of the disturbances")
    parser.add_argument("--rate", type=float, default=250, help="records written a second")
    parser.add_argument("--minutes", type=float, default=None, help="give up after; by default 3 and half a kill")
    parser.add_argument("--folder", type=Path, default=None, help="keep data and logs here")
    chosen = parser.parse_args(arguments)
    minutes = 3 + chosen.kills / 2 if chosen.minutes is None else chosen.minutes
    with ExitStack() as stack:
        folder = chosen.folder
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory("-chaos", ignore_cleanup_errors=True)))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)
        result = _run(stack, folder.resolve(), chosen, minutes * 60)
    print(json.dumps(result, indent=1))
    return 0 if result["result"] == "EXACT" and result["enough"] and result["back in time"] else 1


def _run(stack: ExitStack, folder: Path, chosen: argparse.Namespace, limit_s: float) -> dict[str, object]:
    began = time.monotonic()
    kafka = ApacheKafka(folder / "kafka")
    stack.callback(kafka.kill)
    kafka.start()
    # A few records are a day ahead; by default the broker would refuse them, and their whole batch.
    kafka.create_topic(TOPIC, partitions=PARTITIONS, configs={"message.timestamp.after.max.ms": str((1 << 63) - 1)})
    postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
    engine = make_engine(postgres.url)
    stack.callback(engine.dispose)
    upgrade(engine)
    consumers = []
    for _ in range(2):
        proxy = CommitProxy(postgres.url).start()
        stack.callback(proxy.stop)
        consumer = ConsumerProcess(folder, kafka.access, proxy.url, streams=STREAMS, settings=SETTINGS)
        stack.callback(consumer.kill)
        consumers.append(Watched(consumer.start(), proxy))
    serve = (sys.executable, "-m", "service")
    service = ConsumerProcess(
        folder, kafka.access, postgres.url, streams=STREAMS, settings=SERVICE, command=serve, name="service"
    )
    stack.callback(service.kill)
    service.start()
    draw = random.Random(chosen.seed)
    # Enough for the longest run; event times come close to now at its end, so that hours end and are folded meanwhile.
    n = int(chosen.rate * (limit_s + 60))
    writer = Writer(
        kafka, TOPIC, Traffic(chosen.seed, int(time.time() * 1000), n, partitions=PARTITIONS, ahead=0.001), chosen.rate
    )
    writer.start()
    guest = ConsumerProcess(folder, kafka.access, postgres.url, streams=STREAMS, settings=SETTINGS)
    stack.callback(guest.kill)
    chaos = Chaos(kafka, TOPIC, postgres, engine, draw, consumers, guest, service, SESSION_S)
    chaos.run(chosen.kills, began + limit_s)
    disturbed_s = time.monotonic() - began
    writer.stop()
    chaos.revive()
    ends = log_ends(kafka.access, TOPIC)
    wait_until_drained(engine, ends, *(watched.consumer for watched in consumers), timeout_s=180)
    time.sleep(3)  # one more folding of what came last
    for process in (service, *(watched.consumer for watched in consumers)):
        process.stop()
    rules = Rules(dotted(MAPPING), SEGMENTS, max_record_bytes=MAX_RECORD_BYTES)
    ledger = recount(read_log(kafka.access, [TOPIC]), rules, Keys.derive(secret(engine)))
    stored = read_store(engine, "default")
    found = differences(ledger, stored)
    with engine.connect() as conn:
        epochs = [row.epoch for row in load_partitions(conn, "default")]
    logs = "".join(path.read_text(errors="replace") for path in folder.glob("consumer-*.log"))
    failpoint_kills = sum(n for name, n in chaos.counts.items() if name.startswith("at ") and "not counted" not in name)
    kills = failpoint_kills + chaos.counts["random"]
    return {
        "result": "EXACT" if not found else "DIFFERENT",
        "differences": found,
        "enough": kills >= chosen.kills,
        "back in time": max(chaos.back_s, default=0) < BACK_WITHIN_S,
        "kills counted": kills,
        "kills at failpoints of a checkpoint": failpoint_kills,
        "disturbances": dict(sorted(chaos.counts.items())),
        "claims after the first": sum(epochs) - len(epochs),
        "fenced checkpoints": logs.count("A checkpoint needs the newest claim"),
        "back after the broker answered, s": chaos.back_s,
        "records": sum(ledger.records.values()),
        "messages": len(ledger),
        "refused": dict(ledger.refused),
        "clock_skew": ledger.clock_skew,
        "time_missing": ledger.time_missing,
        "groups of segment and hour": len(stored.panes),
        "rows": dict(stored.rows),
        "seed": chosen.seed,
        "disturbed for, s": round(disturbed_s),
    }


if __name__ == "__main__":
    sys.exit(main())
