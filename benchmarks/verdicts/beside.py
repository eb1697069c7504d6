"""Other tools on the same windows, where they are installed (`.venv-bench`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.accuracy.peers import ask
from benchmarks.verdicts.document import document
from benchmarks.verdicts.grid import EIGHT, SHIFTED, observe, rejected, renamed
from benchmarks.verdicts.population import Traffic
from prodshape.comparison import compare

PEERS = ("evidently_drift",)
TRAFFICS = (Traffic(1000, 1, 0.0), Traffic(1000, 10, 0.1), Traffic(5000, 1, 0.0), Traffic(5000, 10, 0.1))


def beside(repetitions: int) -> list[dict[str, Any]]:
    """False alarms and power of each tool, on windows against windows of the same kind."""
    rows = []
    for traffic in TRAFFICS:
        ours, pairs = zip(*(_pair(traffic, number) for number in range(repetitions)), strict=True)
        rows.append(_row("Prodshape", traffic, list(ours)))
        for peer in PEERS:
            said = ask(peer, pairs)
            if said is not None:
                name = f"{peer.split('_')[0].capitalize()} {said.version}"
                rows.append(_row(name, traffic, [_judged(answers) for answers in said.answers]))
    return rows


Judged = tuple[bool, bool, bool]
"""Any of eight unchanged axes; any after the shift; the shifted axis."""


def _pair(traffic: Traffic, number: int) -> tuple[Judged, list[list[list[int]]]]:
    random = np.random.default_rng([20261125, number, 3])
    source, shifted = SHIFTED[".20 to .25"]
    columns = []
    documents = []
    for features in (EIGHT, (*EIGHT, shifted)):
        codes = {one.name: one.draw(traffic, random) for one in features}
        authors = np.repeat(random.integers(0, 1 << 63, traffic.authors).astype(np.uint64), traffic.each)
        documents.append(document({one.name: one.definition for one in features}, codes, authors))
        columns.append(codes)
    found = observe(compare(renamed(documents[0], {shifted.name: source}), documents[1]))
    names = [one.name for one in EIGHT]
    family = [shifted.name if name == source else name for name in names]
    moved = rejected(found, family)
    judged = bool(rejected(found, names)), bool(moved), shifted.name in moved
    reference, window = columns
    return judged, [
        [reference[name].tolist() for name in (*names, source)],
        [window[name].tolist() for name in (*names, shifted.name)],
    ]


def _judged(answers: list[bool]) -> Judged:
    names = [one.name for one in EIGHT]
    unchanged, moved = answers[:-1], answers[-1]
    others = [answer for name, answer in zip(names, unchanged, strict=True) if name != SHIFTED[".20 to .25"][0]]
    return any(unchanged), any(others) or moved, moved


def _row(tool: str, traffic: Traffic, judged: list[Judged]) -> dict[str, Any]:
    alarms, anywhere, axis = np.mean(np.array(judged), axis=0).tolist()
    return {
        "tool": tool,
        "n": traffic.n,
        "each": traffic.each,
        "icc": traffic.icc,
        "false_alarms": alarms,
        "any": anywhere,
        "axis": axis,
    }
