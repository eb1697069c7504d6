"""How often verdicts are right: `python -m benchmarks.verdicts` prints it and writes docs/verdicts.md and docs/verdicts.json.

The full run takes about ten minutes on two cores, and says on standard error how far it is; `--quick` takes less than a minute, and its figures are rough.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from benchmarks.accuracy.labelled import data_folder
from benchmarks.verdicts.beside import beside
from benchmarks.verdicts.figures import ENOUGH_AUTHORS, coverage, setting
from benchmarks.verdicts.grid import KINDS, SAME_SIZE, SETTINGS, rejected, repetition, stated
from benchmarks.verdicts.judged import judged, rates
from benchmarks.verdicts.needed import CASES, needed
from benchmarks.verdicts.page import commit, render, save
from benchmarks.verdicts.population import Traffic
from benchmarks.verdicts.real import FILE, PLANTED, Stream, halves, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.verdicts.grid import Observed

T = TypeVar("T")

PILOTS = 12
QUICK = (Traffic(500, 1, 0.0), Traffic(1000, 10, 0.1))
AGAINST = {False: "80,000 independent rows", True: "as many messages of the same kind of users"}


_TOLD = 10


def told(what: str, found: Iterator[T], total: int) -> list[T]:
    """Collect results, and say on standard error how far it is, ten times."""
    began, results = time.monotonic(), []
    for result in found:
        results.append(result)
        if len(results) * _TOLD // total > (len(results) - 1) * _TOLD // total:
            minutes = (time.monotonic() - began) / 60
            print(f"{what}: {len(results)} of {total}, {minutes:.1f} minutes", file=sys.stderr, flush=True)
    return results


def visible(settings: tuple[Traffic, ...], pilots: int, pool: ProcessPoolExecutor) -> dict[Traffic, dict[str, float]]:
    """The medians of what so many windows state."""
    found = told("pilots", pool.map(partial(stated, settings=settings), range(pilots)), pilots)
    return {
        traffic: {kind: round(float(np.median([one[traffic][kind] for one in found])), 6) for kind in KINDS}
        for traffic in settings
    }


def simulated(
    settings: tuple[Traffic, ...], repetitions: int, pool: ProcessPoolExecutor, pilots: int
) -> list[dict[str, Any]]:
    """The figures of all settings, against both kinds of reference."""
    medians = visible(settings, pilots, pool)
    made = []
    for same_size, against in AGAINST.items():
        seen: dict[Traffic, dict[str, float]] = {} if same_size else medians
        chosen = tuple(traffic for traffic in settings if not same_size or traffic in SAME_SIZE)
        one: Callable[[int], dict[Traffic, dict[str, Observed]]] = partial(
            repetition, settings=chosen, visible=seen, same_size=same_size
        )
        times = repetitions // 2 if same_size else repetitions
        runs = told(f"windows against {against}", pool.map(one, range(times)), times)
        made += [setting(traffic, against, [run[traffic] for run in runs], seen.get(traffic, {})) for traffic in chosen]
    return made


def real(folder: Path, splits: int, repetitions: int, pool: ProcessPoolExecutor) -> dict[str, Any] | None:
    """Figures of the real stream; None without it."""
    if not (folder / FILE).is_file():
        return None
    stream = Stream.read(folder)
    split = told("halves", pool.map(partial(halves, stream), range(splits), chunksize=max(1, splits // 10)), splits)
    chunk = max(1, repetitions // 10)
    drawn = told("real windows", pool.map(partial(windows, stream), range(repetitions), chunksize=chunk), repetitions)
    alarms = Counter(name for run in split for name in rejected(run, run))
    rows = []
    for kind, n, shifted in drawn[0]:
        if shifted:
            continue
        plain, moved = ([run[kind, n, which] for run in drawn] for which in (False, True))
        row = {
            "messages": kind,
            "n": n,
            "false_alarms": float(np.mean([bool(rejected(run, run)) for run in plain])),
            "any": float(np.mean([bool(rejected(run, run)) for run in moved])),
            "axis": float(np.mean([PLANTED in rejected(run, run) for run in moved])),
            "alone": float(np.mean([run[PLANTED].p < 0.05 for run in moved])),
        }
        rows.append(row)
    return {
        "turns": len(stream.conversations),
        "conversations": len(stream.starts) - 1,
        "axes": len(split[0]),
        "splits": splits,
        "repetitions": repetitions,
        "false_alarms": float(np.mean([bool(rejected(run, run)) for run in split])),
        "reach_zero": float(
            np.mean([one.intervals["jensen_shannon"][0] == 0 for run in split for one in run.values()])
        ),
        "widest": max(one.intervals["jensen_shannon"][1] for run in split for one in run.values()),
        "alarms": dict(alarms.most_common()),
        "windows": rows,
    }


def result(folder: Path, *, quick: bool, repetitions: int, workers: int, now: datetime) -> dict[str, Any]:
    """Run everything."""
    began = time.monotonic()
    settings = QUICK if quick else SETTINGS
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        grid = simulated(settings, repetitions, pool, 3 if quick else PILOTS)
        chosen = CASES[:2] if quick else CASES
        cases = told("messages needed", pool.map(partial(needed, repetitions=repetitions), chosen), len(chosen))
        whole = told("verdicts", pool.map(partial(judged, settings=settings), range(repetitions)), repetitions)
        stream = real(folder, repetitions // 2, repetitions // 2, pool)
    return {
        "date": now.date().isoformat(),
        "commit": commit(),
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} shared cores, {platform.machine()}",
        "repetitions": repetitions,
        "repetitions_same_size": repetitions // 2,
        "repetitions_beside": max(1, repetitions // 4),
        "minutes": round((time.monotonic() - began) / 60, 1),
        "settings": grid,
        "coverage": {
            "all": coverage(grid, authors=0),
            "enough_authors": coverage(grid, authors=ENOUGH_AUTHORS),
        },
        "judged": rates(settings, whole),
        "needed": cases,
        "real": stream,
        "beside": beside(max(1, repetitions // 4)),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verdicts")
    parser.add_argument("--quick", action="store_true", help="few settings and repetitions; writes nothing")
    parser.add_argument("--repetitions", type=int, help="of every setting: 400, or 20 with --quick")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--no-page", action="store_true", help="only print")
    chosen = parser.parse_args(arguments)
    found = result(
        data_folder(),
        quick=chosen.quick,
        repetitions=chosen.repetitions or (20 if chosen.quick else 400),
        workers=chosen.workers,
        now=datetime.now(UTC),
    )
    print(render(found))
    if not (chosen.quick or chosen.no_page):
        save(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
