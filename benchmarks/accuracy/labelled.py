"""Read the labelled files and ask axes, for the accuracy benchmarks and the tests that hold them to their bars.

Every row belongs to one of two halves, by a hash of its line: rules are tuned on the half `dev`, and the half `held-out` says
how well they do on rows that nobody looked at. `rows_of` chooses the half that the readers of this module give; without it they give all.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from prodshape.audience import ENGLISH, Audience
from prodshape.axes import all_axes
from prodshape.messages import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from prodshape.axes.base import Column

BATCH = 2048
HALVES = ("dev", "held-out")

_HALF: ContextVar[str | None] = ContextVar("half", default=None)


def half_of(line: str) -> str:
    """The half that a line belongs to, for ever.

    Example:
        >>> half_of("where is my refund") in HALVES
        True
    """
    return HALVES[hashlib.blake2b(line.strip().encode(), digest_size=1).digest()[0] & 1]


@contextmanager
def rows_of(half: str | None) -> Iterator[None]:
    """Let the readers give the rows of one half only; None: all."""
    token = _HALF.set(half)
    try:
        yield
    finally:
        _HALF.reset(token)


def wanted(line: str) -> bool:
    """Is this line among the rows to be given?"""
    return _HALF.get() in {None, half_of(line)}


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
            if line.strip() and wanted(line)
        ]


def comma_table(file: Path) -> list[dict[str, str]]:
    """Rows of a comma-separated file with a header."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if wanted(json.dumps(row))]


def json_lines(file: Path) -> list[dict[str, Any]]:
    """Objects of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if wanted(line)]


def text_lines(file: Path) -> list[str]:
    """Lines of a text file."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if wanted(line)]


def columns(axis: str, texts: Sequence[str], audience: Audience = ENGLISH) -> list[Column]:
    """What an axis says of texts, batch by batch."""
    measure = all_axes(audience)[axis].measure
    return [measure(Batch.of(texts[start : start + BATCH])) for start in range(0, len(texts), BATCH)]


def bins(axis: str, texts: Sequence[str], audience: Audience = ENGLISH) -> NDArray[np.str_]:
    """The bin name of each text, `-` where not measured."""
    names = np.array([*all_axes(audience)[axis].grid.names, "-"])
    return np.asarray(names[np.concatenate([column.codes for column in columns(axis, texts, audience)])])


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
