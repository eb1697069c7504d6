"""Messages per CPU-second: `python -m benchmarks.throughput`.

What is measured, each in a process of its own, one after the other, several rounds: a bare `poll()` loop of
kafka-python (the ceiling of everything that reads with it), measuring alone, and the whole way from Kafka to a
checkpoint in Postgres; for plain text and for JSON with dotted paths. CPU time is that of the whole process, kafka-python's
own thread included; Postgres and the broker are other processes. The table gives medians and their ratio to `poll()`.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.reading import log_ends
from benchmarks.traffic import MAPPING, SEGMENTS, Traffic
from consumers.connection import KafkaConnection
from consumers.decode import Decoder, Rules
from consumers.mapping import FieldMapping
from consumers.sources.base import PlainRecord
from prodshape.accumulation import PaneSet
from prodshape.audience import ENGLISH
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from service.store.database import make_engine, upgrade
from service.store.embedded import EmbeddedPostgres
from tests.brokers.access import Access
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Sent, produce

PARTITIONS = 4
BATCH = 2048
FORMS = ("plain text", "dotted paths")
CASES = ("poll", "measure", "chain")


def rules(form: str) -> Rules:
    """How the records of a form are decoded."""
    return Rules() if form == "plain text" else Rules(FieldMapping(**MAPPING), SEGMENTS)


def poll(access: Access, topic: str, form: str, n: int) -> dict[str, float]:
    """Read and do nothing."""
    del form
    from kafka import KafkaConsumer, TopicPartition

    consumer = KafkaConsumer(
        **KafkaConnection(access.bootstrap).options(),
        enable_auto_commit=False,
        isolation_level="read_committed",
        max_poll_records=5000,
    )
    partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    taken = 0
    began = time.process_time()
    while taken < n:
        taken += sum(len(records) for records in consumer.poll(timeout_ms=1000).values())
    seconds = time.process_time() - began
    consumer.close(autocommit=False, timeout_ms=5000)
    return {"n": taken, "cpu_s": seconds}


def measure(access: Access, topic: str, form: str, n: int) -> dict[str, float]:
    """Decode, measure and count records that are in memory already."""
    from benchmarks.reading import read_log

    keys = Keys.derive(b"the secret of the benchmark")
    decoder, measurer = Decoder(rules(form), keys), Measurer()
    records = [
        PlainRecord(int(message.offset() or 0), message.timestamp()[1], value=message.value())
        for message in islice(read_log(access, [topic]), n)
    ]
    measurer.measure(["warm up"])
    # The records are kept only by this benchmark: the collector must not walk through them again and again.
    gc.collect()
    gc.freeze()
    panes, taken, spent = PaneSet(), 0, dict.fromkeys(("decode", "axes", "panes"), 0.0)
    for start in range(0, len(records), BATCH):
        began = time.thread_time()
        block = decoder.decode(topic, 0, records[start : start + BATCH]).block
        decoded = time.thread_time()
        measured = measurer.measure(block.texts)
        done = time.thread_time()
        panes.add(block, measured, keys)
        spent["decode"] += decoded - began
        spent["axes"] += done - decoded
        spent["panes"] += time.thread_time() - done
        taken += len(block)
    return {"n": taken, "cpu_s": sum(spent.values())} | {f"{name}_s": seconds for name, seconds in spent.items()}


def chain(access: Access, topic: str, form: str, n: int, database_url: str) -> dict[str, float]:
    """Go all the way, with the loop of the consumer in this process."""
    from consumers.loop import Loop
    from consumers.metrics import ConsumerMetrics
    from consumers.plan import Pace, StreamPlan
    from consumers.sources.kafka import KafkaSource
    from service.store.installation import secret

    engine = make_engine(database_url)
    measurer = Measurer()
    measurer.measure(["warm up"])
    metrics = ConsumerMetrics(["default"])
    loop = Loop(
        KafkaSource(KafkaConnection(access.bootstrap), group=f"group-{time.time_ns()}", topics=[topic]),
        engine,
        {"default": StreamPlan((topic,), rules(form))},
        keys=Keys.derive(secret(engine)),
        measurers={ENGLISH: measurer},
        metrics=metrics,
        pace=Pace(),
    )
    taken = 0
    while not taken:
        taken = loop.step()
    counted = {"decode_s": metrics.decode_seconds, "measure_s": metrics.measure_seconds}
    before = {name: metric._value.get() for name, metric in counted.items()}  # noqa: SLF001 - its only reader
    began, first = time.process_time(), taken
    while taken < n:
        taken += loop.step()
    loop.run(lambda: True)
    seconds = time.process_time() - began
    engine.dispose()
    spent = {name: metric._value.get() - before[name] for name, metric in counted.items()}  # noqa: SLF001 - as above
    return {"n": taken - first, "cpu_s": seconds} | spent


def main(arguments: list[str] | None = None) -> int:
    """Run all cases and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("--n", type=int, default=120_000, help="records per case and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=Path, default=None, help="one text a line; by default made ones")
    parser.add_argument("--late", type=float, default=0.0, help="share of late messages, of the dotted paths")
    parser.add_argument("--json", action="store_true", help="print the single runs instead of the table")
    # Only for the processes that this one starts.
    parser.add_argument("--case", nargs=5, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.case is not None:
        case, bootstrap, topic, form, database_url = chosen.case
        access = Access(bootstrap)
        result = (
            chain(access, topic, form, chosen.n, database_url)
            if case == "chain"
            else {"poll": poll, "measure": measure}[case](access, topic, form, chosen.n)
        )
        print(json.dumps(result))
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory("-throughput", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        runs = _run(stack, folder, chosen)
    print(json.dumps(runs) if chosen.json else table(runs))
    return 0


def _run(stack: ExitStack, folder: Path, chosen: argparse.Namespace) -> list[dict[str, Any]]:
    kafka = ApacheKafka(folder / "kafka")
    stack.callback(kafka.kill)
    kafka.start()
    postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
    texts = None if chosen.texts is None else chosen.texts.read_text(encoding="utf-8").splitlines()
    for form in FORMS:
        topic = form.replace(" ", "-")
        kafka.create_topic(topic, partitions=PARTITIONS)
        produce(
            kafka.access,
            topic,
            _records(form, chosen.n, texts, chosen.late),
            **{"linger.ms": 200, "batch.num.messages": 1000},
        )
        assert sum(log_ends(kafka.access, topic).values()) == chosen.n
    runs = []
    for number in range(chosen.rounds):
        for form in FORMS:
            for case in CASES:
                url = _database(postgres, f"bench_{number}_{form[:5]}") if case == "chain" else ""
                place = [case, kafka.access.bootstrap, form.replace(" ", "-"), form, url]
                command = [sys.executable, "-m", "benchmarks.throughput", "--n", str(chosen.n), "--case", *place]
                done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
                if done.returncode:
                    raise RuntimeError(f"{case} of {form} failed: {done.stderr[-3000:]}")
                runs.append({"case": case, "form": form} | json.loads(done.stdout))
                print(json.dumps(runs[-1]), file=sys.stderr, flush=True)
    return runs


def _database(postgres: EmbeddedPostgres, name: str) -> str:
    from sqlalchemy import text

    administrator = make_engine(postgres.url).execution_options(isolation_level="AUTOCOMMIT")
    with administrator.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name}"))
    administrator.dispose()
    url = postgres.url.replace("/postgres?", f"/{name}?")
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def _records(form: str, n: int, texts: list[str] | None, late: float) -> Any:
    # A thousand messages a second: panes as full as those of a busy stream.
    traffic = Traffic(1, int(time.time() * 1000), n, authors=20_000, faults=0, plain=form == "plain text", late=late)
    traffic.span_ms = n
    if texts is None:
        return traffic
    return (_with_text(sent, text, form) for sent, text in zip(traffic, cycle(texts), strict=False))


def _with_text(sent: Sent, text: str, form: str) -> Sent:
    if form == "plain text":
        return Sent(text.encode(), sent.timestamp_ms, sent.partition)
    document = json.loads(sent.value or b"{}")
    document["payload"]["text"] = text
    return Sent(json.dumps(document, ensure_ascii=False).encode(), sent.timestamp_ms, sent.partition)


def table(runs: list[dict[str, Any]]) -> str:
    """Medians as a table in Markdown; µs of CPU a message for the parts."""
    rates: dict[tuple[str, str], list[float]] = defaultdict(list)
    parts: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        place = run["form"], run["case"]
        rates[place].append(run["n"] / run["cpu_s"])
        for name, seconds in run.items():
            if name.endswith("_s") and name != "cpu_s":
                parts[place][name[:-2]].append(seconds / run["n"] * 1e6)
    lines = [
        "| records | what | messages per CPU-second | of bare poll | of it, µs a message |",
        "|---|---|---|---|---|",
    ]
    for form in FORMS:
        ceiling = statistics.median(rates[form, "poll"])
        for case in CASES:
            rate = statistics.median(rates[form, case])
            spent = ", ".join(f"{name} {statistics.median(us):.1f}" for name, us in parts[form, case].items())
            lines.append(f"| {form} | {case} | {rate:,.0f} | {rate / ceiling:.2f} | {spent} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
