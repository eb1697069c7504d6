"""Whether verdicts are sure in four of five cases with as many messages as they are said to need."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.verdicts.grid import EIGHT, REFERENCE, Observed, far, fingerprint, observe, renamed
from benchmarks.verdicts.population import Traffic
from prodshape.comparison import compare
from prodshape.inference.messages_needed import messages_needed


@dataclass(frozen=True)
class Case:
    """A true distance and a tolerance that a window of this traffic cannot tell apart."""

    traffic: Traffic
    kind: str
    distance: float
    tolerance: float


CASES = (
    Case(Traffic(500, 5, 0.1), "rate 20%", 0.0, 0.04),
    Case(Traffic(500, 5, 0.1), "rate 20%", 0.03, 0.06),
    Case(Traffic(500, 5, 0.1), "rate 20%", 0.1, 0.05),
    Case(Traffic(500, 5, 0.1), "length", 0.05, 0.1),
    Case(Traffic(1000, 10, 0.3), "length", 0.1, 0.05),
)


def observed(case: Case, n: int, repetitions: int) -> list[Observed]:
    """What windows of this many messages say."""
    traffic = Traffic(n, case.traffic.each, case.traffic.icc)
    feature = far(case.kind, case.distance).feature
    origin = next(one for one in EIGHT if one.name == case.kind)
    found = []
    for number in range(repetitions):
        random = np.random.default_rng([20261125, number, n])
        reference = renamed(fingerprint([origin], REFERENCE, random), {feature.name: case.kind})
        found.append(observe(compare(reference, fingerprint([feature], traffic, random)))[feature.name])
    return found


def sure(one: Observed, tolerance: float) -> bool:
    """Whether the interval leaves the tolerance out."""
    low, high = one.intervals["jensen_shannon"]
    return not low <= tolerance <= high


def needed(case: Case, repetitions: int) -> dict[str, Any]:
    """The median of what undecided windows are said to need, and how often so many messages decide."""
    first = [one for one in observed(case, case.traffic.n, repetitions) if not sure(one, case.tolerance)]
    factors = [
        messages_needed(low, one.unbiased, high, case.tolerance, fixed=one.reference_share) or math.inf
        for one in first
        for low, high in [one.intervals["jensen_shannon"]]
    ]
    factor = float(np.median(factors))
    n = round(case.traffic.n * factor / case.traffic.each) * case.traffic.each
    then = [sure(one, case.tolerance) for one in observed(case, n, repetitions)]
    return {
        "kind": case.kind,
        "n": case.traffic.n,
        "each": case.traffic.each,
        "icc": case.traffic.icc,
        "distance": case.distance,
        "tolerance": case.tolerance,
        "undecided": len(first) / repetitions,
        "factor": factor,
        "decided": float(np.mean(then)),
    }
