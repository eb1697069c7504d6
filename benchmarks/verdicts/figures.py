"""What the repetitions add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.verdicts.grid import DISTANCES, DIVERGENCES, EIGHT, FAR, LEVEL, SHIFTED, rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.verdicts.grid import Observed
    from benchmarks.verdicts.population import Traffic

TOLERANCE = 0.05
"""Of which the rates of verdicts are told."""

ENOUGH_AUTHORS = 100


def setting(
    traffic: Traffic, against: str, runs: Sequence[dict[str, Observed]], visible: dict[str, float]
) -> dict[str, Any]:
    """The figures of one setting."""
    names = [one.name for one in EIGHT]
    power = {}
    for shift, (axis, feature) in SHIFTED.items():
        family = [feature.name if name == axis else name for name in names]
        power[shift] = {
            "any": _share(bool(rejected(run, family)) for run in runs),
            "axis": _share(feature.name in rejected(run, family) for run in runs),
            "alone": _share(run[feature.name].p < LEVEL for run in runs),
        }
    return {
        "against": against,
        "n": traffic.n,
        "each": traffic.each,
        "icc": traffic.icc,
        "authors": traffic.authors,
        "false_alarms": _share(bool(rejected(run, names)) for run in runs),
        "false_alarms_alone": {name: _share(run[name].p < LEVEL for run in runs) for name in names},
        "power": power,
        "intervals": [_interval(one.kind, one.distance, runs) for one in FAR],
        "verdicts": {f"{distance:g}": _verdicts(distance, runs) for distance in DISTANCES},
        "visible": {
            kind: {
                "distance": distance,
                "rejected": _share(run[name].p < LEVEL for run in runs),
                "above_zero": _share(run[name].intervals["jensen_shannon"][0] > 0 for run in runs),
            }
            for kind, distance in visible.items()
            for name in [f"{kind} at {distance:.6f}"]
        },
    }


def _interval(kind: str, distance: float, runs: Sequence[dict[str, Observed]]) -> dict[str, Any]:
    one = next(found for found in FAR if (found.kind, found.distance) == (kind, distance))
    held, width = {}, {}
    for divergence, truth in one.truths().items():
        ends = [
            run[one.feature.name].intervals[divergence] for run in runs if divergence in run[one.feature.name].intervals
        ]
        if ends and truth is not None:
            held[divergence] = _share(low <= truth <= high for low, high in ends)
            width[divergence] = float(np.median([high - low for low, high in ends]))
    return {"kind": kind, "distance": distance, "coverage": held, "width": width}


def _verdicts(distance: float, runs: Sequence[dict[str, Observed]]) -> dict[str, float]:
    ends = [
        run[one.feature.name].intervals["jensen_shannon"] for run in runs for one in FAR if one.distance == distance
    ]
    within, breach = _share(high <= TOLERANCE for _, high in ends), _share(low > TOLERANCE for low, _ in ends)
    return {"within": within, "breach": breach, "undecided": round(1 - within - breach, 10)}


def coverage(settings: Sequence[dict[str, Any]], *, authors: int) -> list[dict[str, Any]]:
    """Coverage over the settings with at least so many authors, by divergence and true distance."""
    rows = []
    for divergence in DIVERGENCES:
        for distance in DISTANCES:
            found = [
                (one["coverage"][divergence], f"{one['kind']}, n {at['n']}, {at['each']} each, ICC {at['icc']:g}")
                for at in settings
                if at["authors"] >= authors
                for one in at["intervals"]
                if one["distance"] == distance and divergence in one["coverage"]
            ]
            if found:
                row = {
                    "divergence": divergence,
                    "distance": distance,
                    "mean": float(np.mean([value for value, _ in found])),
                    "least": min(found)[0],
                    "least_of": min(found)[1],
                    "most": max(found)[0],
                    "settings": len(found),
                }
                rows.append(row)
    return rows


def _share(values: Iterable[bool]) -> float:
    found = [*values]
    return sum(found) / len(found) if found else float("nan")


def share_interval(share: float, repetitions: int) -> tuple[float, float]:
    """The 95 % interval of a share of so many repetitions (Wilson, JASA 1927)."""
    half = 1.96**2 / (2 * repetitions)
    spread = 1.96 * float(np.sqrt(share * (1 - share) / repetitions + half / (2 * repetitions)))
    return (share + half - spread) / (1 + 2 * half), (share + half + spread) / (1 + 2 * half)


def standard_error(share: float, repetitions: int) -> float:
    """Of a share of so many repetitions."""
    return float(np.sqrt(share * (1 - share) / repetitions))
