"""Real chat turns on all axes: halves of one stream, and windows of it, are the same traffic."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.verdicts.document import document
from benchmarks.verdicts.grid import SHIFTED, Observed, observe
from benchmarks.verdicts.population import Traffic, YesNo
from prodshape.axes import all_axes
from prodshape.comparison import compare
from prodshape.definitions import AxisDefinition
from prodshape.measurement import Measurer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from prodshape.fingerprint import Fingerprint

FILE = "chat_stream.tsv"
BATCH = 2048
REFERENCE = 80_000
PLANTED = "planted"
_BINS_ALONE = 1_000_000
WINDOWS = (
    ("independent", 500),
    ("independent", 1000),
    ("independent", 5000),
    ("conversations", 500),
    ("conversations", 1000),
    ("conversations", 5000),
)


@dataclass(frozen=True)
class Stream:
    """A measured stream.

    Attributes:
        definitions: of the axes.
        codes: by axis, the bin of each message.
        conversations: the number of each message's conversation, rising.
        starts: the first message of each conversation, and the end.
    """

    definitions: Mapping[str, AxisDefinition]
    codes: Mapping[str, NDArray[np.int16]]
    conversations: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def read(cls, folder: Path) -> Stream:
        """Measure the turns of all conversations on all axes."""
        with (folder / FILE).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        rows.sort(key=lambda row: row["conversation"])
        _, conversations = np.unique([row["conversation"] for row in rows], return_inverse=True)
        measurer = Measurer(all_axes())
        texts = [row["text"] for row in rows]
        parts = [measurer.measure(texts[start : start + BATCH]).columns for start in range(0, len(texts), BATCH)]
        codes = {key.name: np.concatenate([part[key].codes for part in parts]) for key in parts[0]}
        starts = np.searchsorted(conversations, np.arange(conversations.max() + 2))
        # Bins alone, as axes of their own: rates are derived from further grids, which no test looks at.
        definitions = {
            name: AxisDefinition.make(name, _BINS_ALONE, unit=axis.unit, grid=axis.grid)
            for name, axis in all_axes().items()
        }
        return cls(definitions, codes, conversations, starts)

    def chosen(
        self, rows: NDArray[np.int64], authors: NDArray[np.uint64], planted: NDArray[np.int16] | None = None
    ) -> Fingerprint:
        """The fingerprint of these messages, with a further axis of given codes."""
        definitions = dict(self.definitions)
        codes = {name: column[rows] for name, column in self.codes.items()}
        if planted is not None:
            definitions[PLANTED] = YesNo(PLANTED, 0.2).definition
            codes[PLANTED] = planted
        return document(definitions, codes, authors)


def halves(stream: Stream, number: int) -> dict[str, Observed]:
    """Split the conversations in two at random, and compare."""
    random = np.random.default_rng([20261125, number])
    ids = random.integers(0, 1 << 63, len(stream.starts) - 1).astype(np.uint64)
    first = random.permutation(len(ids)) < len(ids) // 2
    sides = [np.flatnonzero(first[stream.conversations] == side) for side in (True, False)]
    return observe(compare(*(stream.chosen(rows, ids[stream.conversations[rows]]) for rows in sides)))


def windows(stream: Stream, number: int) -> dict[tuple[str, int, bool], dict[str, Observed]]:
    """Draw messages and conversations with replacement, so that the stream itself is the truth; half of them with a planted shift."""
    random = np.random.default_rng([20261125, number, 1])
    m = len(stream.conversations)
    rate, shift = 0.2, SHIFTED[".20 to .25"][1]
    assert isinstance(shift, YesNo)
    plain = Traffic(REFERENCE, 1, 0.0)
    reference = stream.chosen(
        random.integers(0, m, REFERENCE), _ids(random, REFERENCE), YesNo(PLANTED, rate).draw(plain, random)
    )
    found = {}
    for kind, n in WINDOWS:
        if kind == "independent":
            rows, authors = random.integers(0, m, n), _ids(random, n)
        else:
            picked = random.integers(0, len(stream.starts) - 1, n)
            sizes = stream.starts[picked + 1] - stream.starts[picked]
            picked = picked[: int(np.searchsorted(np.cumsum(sizes), n)) + 1]
            rows = np.concatenate([np.arange(stream.starts[one], stream.starts[one + 1]) for one in picked])
            authors = np.repeat(_ids(random, len(picked)), sizes[: len(picked)])
        for shifted in (False, True):
            codes = YesNo(PLANTED, shift.rate if shifted else rate).draw(Traffic(len(rows), 1, 0.0), random)
            found[kind, n, shifted] = observe(compare(reference, stream.chosen(rows, authors, codes)))
    return found


def _ids(random: np.random.Generator, m: int) -> NDArray[np.uint64]:
    return random.integers(0, 1 << 63, m).astype(np.uint64)
