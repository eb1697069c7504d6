"""What `judge` says of whole windows: a contract over eight axes, with the least numbers of messages and authors that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.verdicts.grid import EIGHT, REFERENCE, far, fingerprint, renamed
from prodshape.contract import Contract
from prodshape.judging import Pair, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.verdicts.population import Traffic

AXIS = "rate 20%"
CASES = ((0.0, 0.05), (0.0, 0.1), (0.1, 0.05), (0.2, 0.1))
"""How far one of the eight axes moved, and the tolerance of all."""
OUTCOMES = ("within", "breach", "undecided")


def judged(number: int, settings: Iterable[Traffic]) -> dict[Traffic, list[str]]:
    """The verdict on one window of every setting, of each case."""
    random = np.random.default_rng([20261125, number, 4])
    moved = {distance: far(AXIS, distance).feature for distance, _ in CASES}
    sources = {feature.name: AXIS for distance, feature in moved.items() if distance}
    reference = renamed(fingerprint(EIGHT, REFERENCE, random), sources)
    found = {}
    for traffic in settings:
        pair = Pair.of(reference, fingerprint([*EIGHT, *moved.values()], traffic, random))
        found[traffic] = [
            str(judge(_contract(moved[distance].name, tolerance), {"all": pair}).verdict)
            for distance, tolerance in CASES
        ]
    return found


def _contract(name: str, tolerance: float) -> Contract:
    axes: dict[str, dict[str, str]] = {name if one.name == AXIS else one.name: {} for one in EIGHT}
    return Contract.model_validate(
        {"format": "prodshape.contract/1", "name": "all", "tolerance": tolerance, "axes": axes}
    )


def rates(settings: Iterable[Traffic], runs: Sequence[dict[Traffic, list[str]]]) -> list[dict[str, Any]]:
    """How often each outcome came, by setting and case."""
    return [
        {
            "n": traffic.n,
            "each": traffic.each,
            "icc": traffic.icc,
            "authors": traffic.authors,
            "cases": [
                {
                    "distance": distance,
                    "tolerance": tolerance,
                    **{name: float(np.mean([run[traffic][place] == name for run in runs])) for name in OUTCOMES},
                }
                for place, (distance, tolerance) in enumerate(CASES)
            ],
        }
        for traffic in settings
    ]
