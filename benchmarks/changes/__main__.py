"""False alarms a month, delay and error of the moment: `python -m benchmarks.changes [MONTHS] [TIMES] [CASE ...]`.

Writes `docs/change_moments.json`, from which `python -m docs.build_tables` makes the table of the decision page. Twenty minutes for all cases.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.changes.methods import METHODS, Alarm
from benchmarks.changes.traffic import SEGMENTS, Change, Setting, simulate

WRITTEN = Path(__file__).parents[2] / "docs" / "change_moments.json"

DAYS = 33
"""A month of looks after three days in which nothing can be compared yet."""

PLANTED = 600.6
"""Hour of the change: a Thursday after almost four weeks, not at an edge of any row."""

SEED = 1_000


def step(time: NDArray[np.float64], _: NDArray[np.int64]) -> NDArray[np.float64]:
    """5 points at once."""
    return np.asarray(0.05 * (time >= PLANTED))


def gradual(time: NDArray[np.float64], _: NDArray[np.int64]) -> NDArray[np.float64]:
    """5 points within a week."""
    return np.asarray(0.05 * np.clip((time - PLANTED) / 168, 0, 1))


def one_segment(time: NDArray[np.float64], segment: NDArray[np.int64]) -> NDArray[np.float64]:
    """10 points in a segment that has a fifth of the messages."""
    return np.asarray(0.1 * ((time >= PLANTED) & (segment == 2)))


class Case(NamedTuple):
    """One thing that may happen."""

    title: str
    change: Change | None = None
    burst: tuple[int, int, int] | None = None
    segments: tuple[str, ...] = SEGMENTS
    setting: Setting = Setting(DAYS)


CASES = {
    "nothing": Case("nothing"),
    "many": Case("nothing, 2,500 messages an hour", setting=Setting(DAYS, 2_500, 30_000)),
    "step": Case("5 points on one axis at once", step, segments=("all",)),
    "gradual": Case("5 points on one axis within a week", gradual, segments=("all",)),
    "segment": Case("10 points in one segment of a fifth", one_segment, segments=("app",)),
    "burst": Case("2,000 messages of one user in six hours", burst=(int(PLANTED), 6, 2_000)),
    "loud": Case("20,000 messages of one user in two days", burst=(int(PLANTED), 48, 20_000)),
}


def run(case: Case, seed: int) -> dict[str, dict[str, list[Alarm]]]:
    """All alarms by method and segment."""
    segments = simulate(case.setting, np.random.default_rng(seed), case.change, case.burst)
    begin = 0 if case.change is None and case.burst is None else int(PLANTED) - 6
    return {
        name: {
            segment: [alarm for series in segments[segment] for alarm in method(series, begin)]
            for segment in case.segments
        }
        for name, method in METHODS.items()
    }


def main(months: int, times: int, names: list[str]) -> None:
    """Print one JSON object per case and method, and keep them in the file, those of other cases too."""
    for name in names:
        case = CASES[name]
        number = months if case.change is None and case.burst is None else times
        alarms: dict[str, list[tuple[str, list[Alarm]]]] = defaultdict(list)
        for seed in range(SEED, SEED + number):
            for method, found in run(case, seed).items():
                alarms[method] += found.items()
        for method, found_by in alarms.items():
            report = planted if case.change is not None else unchanged
            told = report(found_by, number)
            entry = {"case": case.title, "method": method, "runs": number, **told}
            print(json.dumps(entry), flush=True)
            keep(entry)


def keep(entry: dict[str, object]) -> None:
    """Put what was measured in its place in the file."""
    kept: list[dict[str, object]] = json.loads(WRITTEN.read_text("utf-8")) if WRITTEN.exists() else []
    kept = [one for one in kept if (one["case"], one["method"]) != (entry["case"], entry["method"])]
    titles = [case.title for case in CASES.values()]
    kept = sorted(
        [*kept, entry], key=lambda one: (titles.index(str(one["case"])), [*METHODS].index(str(one["method"])))
    )
    WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def unchanged(found: list[tuple[str, list[Alarm]]], runs: int) -> dict[str, object]:
    """Alarms where there should be none; in runs with a burst those after it."""
    number = sum(len(alarms) for _, alarms in found)
    shifts = [abs(alarm.after - alarm.before) for _, alarms in found for alarm in alarms]
    return {"alarms": number, "a_month": number / runs, "greatest_shift": round(max(shifts, default=0.0), 3)}


def planted(found: list[tuple[str, list[Alarm]]], runs: int) -> dict[str, object]:
    """How soon and how well a change of question 3 was seen, and what else was called before it."""
    true = [
        next((a for a in alarms if a.question == 3 and a.seen > PLANTED and a.moment > PLANTED - 48), None)
        for _, alarms in found
    ]
    seen = [alarm for alarm in true if alarm is not None]
    early = sum(alarm.seen <= PLANTED for _, alarms in found for alarm in alarms)
    told: dict[str, object] = {"found": len(seen) / runs, "false_before": early / runs}
    if not seen:
        return told
    told["delay_h_50_90"] = _quantiles([alarm.seen - PLANTED for alarm in seen])
    told["error_h_50_90"] = _quantiles([abs(alarm.moment - PLANTED) for alarm in seen])
    spans = [(alarm.first, alarm.last) for alarm in seen if np.isfinite(alarm.last)]  # only our own method gives one
    if spans:
        told["span_h_50_90"] = _quantiles([last - first for first, last in spans])
        told["span_holds"] = float(np.mean([first <= PLANTED <= last + 1 / 12 for first, last in spans]))
    told["before_after"] = [
        round(float(np.mean(values)), 3) for values in zip(*((a.before, a.after) for a in seen), strict=True)
    ]
    return told


def _quantiles(values: list[float]) -> list[float]:
    return [round(float(found), 2) for found in np.quantile(values, (0.5, 0.9))]


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 24, int(given[1]) if len(given) > 1 else 20, given[2:] or list(CASES))
