"""How far estimated shares of messages with more than one request are off: counted, and corrected for the training prior.

Samples of 2,000 single and joined messages with a known share of joined ones, 20 per share; mean absolute error. Sources: Banking77 and CLINC150
(the connectives of `intents.py`, both kinds), and the labelled real messages as they are (evaluate only).

Run: python -m benchmarks.accuracy.request_rates
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.intents import CONNECTIVES, NEW_CONNECTIVES
from benchmarks.accuracy.labelled import BATCH, comma_table, json_lines, report
from prodshape.axes import all_axes
from prodshape.axes.base import NOT_MEASURED
from prodshape.messages import Batch
from training.sources import CLEAN_FOLD, fold_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

RATES = (0.01, 0.03, 0.10, 0.20, 0.40)
_JOINED, _SAMPLE, _SAMPLES = 3000, 2000, 20


def measure(folder: Path) -> dict[str, float]:
    """All figures by name."""
    banking = [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    clinc = [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")]
    figures: dict[str, float] = {}
    for name, texts in (("banking77", banking), ("clinc150", clinc)):
        figures |= _errors(name, texts)
        figures |= _errors(f"{name}, in no fit", [text for text in texts if fold_of(text) == CLEAN_FOLD])
    rows = json_lines(folder / "real_intents_forms_dev.jsonl")
    counted, shifted = _estimates(*_columns([row["text"] for row in rows]))
    figures["intents, real messages: share of several, corrected"] = shifted
    figures["intents, real messages: share of several, counted"] = counted
    return figures


def _errors(name: str, texts: list[str]) -> dict[str, float]:
    rng = random.Random(11)
    joined = []
    for _ in range(_JOINED):
        first, second = rng.sample(texts, 2)
        joined.append(first.rstrip(".?! ") + rng.choice(CONNECTIVES + NEW_CONNECTIVES) + second[0].lower() + second[1:])
    single, several = _columns(texts), _columns(joined)
    draw = np.random.default_rng(11)
    figures = {}
    for rate in RATES:
        off = []
        for _ in range(_SAMPLES):
            many = draw.binomial(_SAMPLE, rate)
            one, two = (
                draw.integers(0, len(column[0]), size) for column, size in ((single, _SAMPLE - many), (several, many))
            )
            codes, scores = (np.concatenate([a[one], b[two]]) for a, b in zip(single, several, strict=True))
            off.append([abs(found - many / _SAMPLE) for found in _estimates(codes, scores)])
        counted, shifted = np.mean(off, axis=0)
        figures[f"intents, {name}, true share {rate:g}: error of counting"] = float(counted)
        figures[f"intents, {name}, true share {rate:g}: error after correction"] = float(shifted)
    return figures


def _columns(texts: Sequence[str]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """The bin and the bin of the score of each text that is measured."""
    axis = all_axes()["intents"]
    parts = [axis.measure(Batch.of(texts[start : start + BATCH])) for start in range(0, len(texts), BATCH)]
    codes = np.concatenate([part.codes for part in parts])
    scores = np.concatenate([part.grids["score"] for part in parts])
    return codes[codes != NOT_MEASURED], scores[codes != NOT_MEASURED]


def _estimates(codes: NDArray[np.int16], scores: NDArray[np.int16]) -> tuple[float, float]:
    """The share of several: counted, corrected."""
    axis = all_axes()["intents"]
    counts = np.bincount(codes, minlength=len(axis.grid.names)).tolist()
    grid = np.bincount(scores, minlength=len(axis.grids["score"].names)).tolist()
    found = axis.estimates(counts, {"score": grid}, {})["several"]
    return found.counted, found.rate


if __name__ == "__main__":
    report(measure)
