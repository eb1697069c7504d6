"""How fast the whole set of axes is, and how much memory it needs: `python -m benchmarks.axes_speed`.

Rows: real short messages of the data folder, each once (chat turns, bank queries, text messages, support tweets, in mixed order). Times are
CPU seconds of one thread, batches of 1,000; each case runs in a process of its own. *First pass*: the memo of words outside the
tables is empty. *Single message*: 2,000 messages, each in a batch of its own, after all of that; of three rounds the best, whatever
else runs on the machine only adds. *Gibberish*: every word is unseen, for ever. *Start*: from the start of Python to the first measured message; the first start
also compiles all bytecode. All tables ship ready made and are only read (nothing is built or written at the start, so nothing
can go wrong when several processes start at once). Evidently's text descriptors are put to the same rows in the same run where installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import string
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.accuracy.labelled import comma_table, data_folder, json_lines, table, text_lines
from benchmarks.accuracy.peers import ROOT, ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prodshape.measurement import Measurer

RESULT = ROOT / "docs" / "axes_speed.json"
BATCH = 1000
ROUNDS = 3
SINGLE = 2000
GIBBERISH = 200_000
BESIDE = 10_000
GOALS: dict[str, tuple[float, bool, str]] = {
    "whole set, warm": (40_000, True, "messages/s"),
    "first pass over unseen words": (15_000, True, "messages/s"),
    "single message, median": (1.0, False, "ms"),
    "gibberish, growth of memory over the second half": (0.05, False, "share"),
    "start, warm": (2.0, False, "s"),
    "start, first": (10.0, False, "s"),
    "memory of a consumer's parts after all rows": (400, False, "MiB"),
}
"""What the issue asks for: figure, whether more is better, unit."""


def rows(folder: Path) -> list[str]:
    """All distinct short messages in a fixed, mixed order."""
    texts = [row["text"] for row in table(folder / "chat_stream.tsv")]
    texts += [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    texts += [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")]
    texts += text_lines(folder / "nus_sms_en_5k.txt") + text_lines(folder / "support_tweets.txt")
    distinct = list(dict.fromkeys(texts))
    random.Random(7).shuffle(distinct)
    return distinct


def passes(texts: list[str]) -> dict[str, float]:
    """The first pass, warm passes, single messages."""
    from prodshape.measurement import Measurer

    measurer = Measurer()
    measurer.measure(["where is my refund", "plaese chekc xqzzt", "¿dónde está? 😀 where"])
    speeds = []
    for _ in range(1 + ROUNDS):
        began = time.thread_time()
        for start in range(0, len(texts), BATCH):
            measurer.measure(texts[start : start + BATCH])
        speeds.append(len(texts) / (time.thread_time() - began))
    rounds = [[milliseconds(measurer, text) for text in texts[:SINGLE]] for _ in range(ROUNDS)]
    return {
        "first pass over unseen words": speeds[0],
        "whole set, warm": statistics.median(speeds[1:]),
        "single message, median": min(map(statistics.median, rounds)),
        "single message, 99th percentile": min(statistics.quantiles(single, n=100)[98] for single in rounds),
    }


def milliseconds(measurer: Measurer, text: str) -> float:
    """CPU time of a message in a batch of its own."""
    began = time.thread_time()
    measurer.measure([text])
    return 1000 * (time.thread_time() - began)


def gibberish(_: list[str]) -> dict[str, float]:
    """Speed and memory where no word was ever seen."""
    import psutil

    from prodshape.measurement import Measurer

    rng, measurer, process = random.Random(3), Measurer(), psutil.Process()
    memory, spent = [], 0.0
    for start in range(0, GIBBERISH, BATCH):
        batch = [" ".join("".join(rng.choices(string.ascii_lowercase, k=7)) for _ in range(6)) for _ in range(BATCH)]
        began = time.thread_time()
        measurer.measure(batch)
        spent += time.thread_time() - began
        if start >= GIBBERISH // 2:
            memory.append(process.memory_info().rss)
    return {
        "gibberish": GIBBERISH / spent,
        "gibberish, growth of memory over the second half": max(memory) / memory[0] - 1,
    }


def memory(texts: list[str]) -> dict[str, float]:
    """Greatest resident memory of a process that has loaded a consumer's parts with all tables and measured all rows.

    What open panes add, `benchmarks.memory` measures in a real consumer.
    """
    import consumers.loop  # noqa: F401
    import service.store.opening  # noqa: F401
    from prodshape.measurement import Measurer

    measurer = Measurer()
    measurer.warm_up()
    for start in range(0, len(texts), BATCH):
        measurer.measure(texts[start : start + BATCH])
    greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"memory of a consumer's parts after all rows": greatest}


CASES: dict[str, Callable[[list[str]], dict[str, float]]] = {"passes": passes, "gibberish": gibberish, "memory": memory}


def in_process(case: str) -> dict[str, float]:
    """Run one case in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.axes_speed", "--case", case]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def starts() -> dict[str, float]:
    """Seconds by the clock from the start of Python to the first measured message, without and with compiled bytecode.

    The least of some warm starts: whatever else runs on the machine only adds.
    """
    code = "from prodshape.measurement import Measurer; Measurer().measure(['hi i returnd the thing'])"
    found = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        for _ in range(1 + ROUNDS):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=folder)
            found.append(time.perf_counter() - began)
    return {"start, first": found[0], "start, warm": min(found[1:])}


def evidently(texts: list[str]) -> dict[str, float]:
    """Four descriptors of Evidently on the first rows, at once, the second pass."""
    said = ask("evidently", texts[:BESIDE])
    return {} if said is None else {f"Evidently {said.version}, four descriptors": 1e6 / said.us}


def show(found: dict[str, float]) -> list[dict[str, object]]:
    """Print the figures beside their goals, and give them as rows."""
    shown: list[dict[str, object]] = []
    for name, figure in found.items():
        goal, more, unit = GOALS.get(name, (None, True, "ms" if "single" in name else "messages/s"))
        met = None if goal is None else (figure >= goal) is more or figure == goal
        said = "" if goal is None else f"goal {'>=' if more else '<='} {goal:g}: {'met' if met else 'MISSED'}"
        print(f"{figure:12,.2f} {unit:10}  {name}  {said}")
        shown.append({"name": name, "value": round(figure, 4), "unit": unit, "goal": goal, "met": met})
    return shown


def main(arguments: list[str] | None = None) -> int:
    """Run all cases, or print one as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.axes_speed")
    parser.add_argument("--case", choices=CASES, help="only this case, in this process, as JSON")
    chosen = parser.parse_args(arguments)
    folder = data_folder()
    if not folder.is_dir():
        print(f"skipped: no labelled data in {folder}; set PRODSHAPE_DATA to its folder")
        return 0
    texts = rows(folder)
    if chosen.case:
        print(json.dumps(CASES[chosen.case](texts)))
        return 0
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts):,} messages of {characters:.0f} characters on average")
    found: dict[str, float] = {}
    for case in CASES:
        found |= in_process(case)
    found |= starts() | evidently(texts)
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} shared cores, {platform.machine()}",
        "load": [round(one, 2) for one in os.getloadavg()],
        "messages": len(texts),
        "characters": round(characters, 1),
        "figures": show(found),
    }
    RESULT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(f"written: {RESULT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
