"""What each axis costs: microseconds of CPU a message in batches of 1,000, warm, tokenisation and shared parts included.

Two figures: *alone*, with everything that the axis needs computed for it, and *beside the others*, with tokens and all that other axes
asked for already there. The second ones and the shared parts make up the whole set (`python -m benchmarks.axes_speed`).
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.accuracy.labelled import table, text_lines
from prodshape.axes import all_axes
from prodshape.messages import Batch

if TYPE_CHECKING:
    from pathlib import Path

BATCH = 1000
ROUNDS = 5


class Cost(NamedTuple):
    """Microseconds a message, alone and beside the other axes."""

    alone: float
    beside: float


def texts(folder: Path) -> list[str]:
    """4,000 support tweets and 4,000 chat turns in turn: 70 characters on average."""
    pairs = zip(text_lines(folder / "support_tweets.txt"), table(folder / "chat_stream.tsv"), strict=False)
    return [text for tweet, row in pairs for text in (tweet, row["text"])][:8000]


def costs(folder: Path) -> dict[str, Cost]:
    """Median of some rounds, by axis."""
    parts = texts(folder)
    batches = [parts[start : start + BATCH] for start in range(0, len(parts), BATCH)]
    found = {}
    for name, axis in all_axes().items():
        alone, beside = [], []
        for _ in range(ROUNDS):
            spent = [0.0, 0.0]
            for part in batches:
                batch = Batch.of(part)
                for which in (0, 1):
                    began = time.thread_time()
                    axis.measure(batch)
                    spent[which] += time.thread_time() - began
            alone.append(spent[0])
            beside.append(spent[1])
        found[name] = Cost(1e6 * median(alone) / len(parts), 1e6 * median(beside) / len(parts))
    return found
