"""How well fragments, praise, rudeness and hedges are judged on our own lines (`tests/data/register_lines.tsv`).

Lines of many trades and styles, each marked by hand before a rule was changed for it; two lines of a kind are `tune` and `report`, by chance. Rules
were made with the misses of `tune` in view and the totals of `report`; both are by one writer, so other people's messages are judged worse.

Run: python -m benchmarks.accuracy.register_lines
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import bins, f1, report, table
from prodshape.clauses.courtesy_score import markers
from prodshape.messages import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LINES = Path(__file__).parents[2] / "tests" / "data" / "register_lines.tsv"
NAMES = {
    "fragments": "fragments, own loose lines",
    "hedging": "hedging, own lines",
    "praise": "politeness, own lines of praise",
    "blunt": "politeness, own lines of rudeness",
}
"""What is judged, and how its figures begin."""


def judged(kind: str, texts: Sequence[str]) -> NDArray[np.bool_]:
    """`bool[n]`: which texts are fragments, hedged, praising or rude."""
    if kind == "fragments":
        return np.asarray(bins("fragments", texts) == "fragment")
    if kind == "hedging":
        return np.asarray(bins("hedging", texts) == "yes")
    found, flags = markers(Batch.of(texts)), np.zeros(len(texts), np.bool_)
    for name in ("praise",) if kind == "praise" else ("blunt", "harsh"):
        flags[found.get(name, [])] = True
    return flags


def accuracy_and_f1(kind: str, part: str) -> tuple[float, float]:
    """Both figures of the lines of one kind and part."""
    rows = [row for row in table(LINES) if row["axis"] == kind and row["part"] == part]
    found = judged(kind, [row["text"] for row in rows])
    labels = np.array([row["marked"] == "1" for row in rows])
    return float(np.mean(found == labels)), f1(found, labels)


def measure(folder: Path) -> dict[str, float]:  # noqa: ARG001 -- the lines are the project's own
    """Accuracy and F1 by kind and part."""
    figures: dict[str, float] = {}
    for kind, name in NAMES.items():
        for part in ("tune", "report"):
            figures[f"{name}, {part}: accuracy"], figures[f"{name}, {part}: F1"] = accuracy_and_f1(kind, part)
    return figures


if __name__ == "__main__":
    report(measure)
