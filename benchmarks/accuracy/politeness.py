"""How well the score of politeness ranks requests that people rated: top against bottom quartile.

`stanford_politeness_wikipedia.csv`; the weights were set by hand with its rates of markers in view, so this is a development figure.

Run: python -m benchmarks.accuracy.politeness
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import columns, comma_table, report

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def area(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Area under the receiver operating characteristic, ties counted half (Mann-Whitney)."""
    _, inverse, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[inverse]
    positive = int(labels.sum())
    negative = len(labels) - positive
    return float((ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * negative))


def measure(folder: Path) -> dict[str, float]:
    """Area under the curve by value and by bin."""
    rows = comma_table(folder / "stanford_politeness_wikipedia.csv")
    rated = np.array([float(row["Normalized Score"]) for row in rows])
    low, high = np.quantile(rated, [0.25, 0.75])
    chosen = np.flatnonzero((rated <= low) | (rated >= high))
    found = columns("politeness", [rows[index]["Request"] for index in chosen])
    values = np.concatenate([column.values for column in found if column.values is not None])
    codes = np.concatenate([column.codes for column in found]).astype(np.float64)
    polite = rated[chosen] >= high
    measured = codes >= 0
    return {
        "wikipedia: area under the curve, by score": area(values[measured], polite[measured]),
        "wikipedia: area under the curve, by step": area(codes[measured], polite[measured]),
    }


if __name__ == "__main__":
    report(measure)
