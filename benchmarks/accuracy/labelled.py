"""Read the labelled files and ask axes, for the accuracy benchmarks and the tests that hold them to their bars."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from prodshape.axes import all_axes
from prodshape.messages import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from prodshape.axes.base import Column

BATCH = 2048


def data_folder() -> Path:
    """Where the labelled files are: PRODSHAPE_DATA, else ../shared/data beside the project."""
    return Path(os.environ.get("PRODSHAPE_DATA", Path(__file__).parents[3] / "shared" / "data"))


def table(file: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header; quotes are plain characters."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        header = next(lines).rstrip("\n").split("\t")
        return [
            dict(zip(header, line.rstrip("\n").split("\t", len(header) - 1), strict=True))
            for line in lines
            if line.strip()
        ]


def comma_table(file: Path) -> list[dict[str, str]]:
    """Rows of a comma-separated file with a header."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def json_lines(file: Path) -> list[dict[str, Any]]:
    """Objects of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def columns(axis: str, texts: Sequence[str]) -> list[Column]:
    """What an axis says of texts, batch by batch."""
    measure = all_axes()[axis].measure
    return [measure(Batch.of(texts[start : start + BATCH])) for start in range(0, len(texts), BATCH)]


def bins(axis: str, texts: Sequence[str]) -> NDArray[np.str_]:
    """The bin name of each text, `-` where not measured."""
    names = np.array([*all_axes()[axis].grid.names, "-"])
    return np.asarray(names[np.concatenate([column.codes for column in columns(axis, texts)])])


def counts(axis: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """The numerator of each text."""
    parts = [column.numerators for column in columns(axis, texts) if column.numerators is not None]
    return np.concatenate(parts)


def f1(found: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * int(np.sum(found & labels)) / max(1, int(np.sum(found)) + int(np.sum(labels)))


def report(measure: Callable[[Path], dict[str, float]]) -> None:
    """Print the figures of one benchmark, or say that the data are not here."""
    folder = data_folder()
    if not folder.is_dir():
        print(f"skipped: no labelled data in {folder}; set PRODSHAPE_DATA to its folder")
        return
    for name, figure in measure(folder).items():
        print(f"{figure:8.4f}  {name}")
