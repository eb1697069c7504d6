"""Emoji by the cases that we wrote after UTS #51 (the tests keep them): how many are counted right, and by the emoji library.

Run: python -m benchmarks.accuracy.emoji
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.labelled import counts, report
from tests.unit.axes.test_emoji import CASES

if TYPE_CHECKING:
    from pathlib import Path


def measure(folder: Path) -> dict[str, float]:
    """Share of the cases that are right."""
    del folder
    found = counts("emoji", [text for text, _ in CASES.values()]).tolist()
    return {"own cases: right": sum(a == b for a, (_, b) in zip(found, CASES.values(), strict=True)) / len(CASES)}


if __name__ == "__main__":
    report(measure)
