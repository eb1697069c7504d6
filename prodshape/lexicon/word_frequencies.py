"""The frequencies of hundreds of thousands of words, as a mapping that takes 30 bytes a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np

from prodshape.lexicon.buckets import buckets_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WordFrequencies(Mapping[str, float]):
    r"""Word to Zipf frequency, as a dict would have it.

    Args:
        lines: the words, each ended by a line feed.
        centizipf: `int16[words]`, their Zipf frequencies times 100.

    Raises:
        ValueError: another number of frequencies than of words.

    Example:
        >>> zipf = WordFrequencies("hola\nadios\n", np.array([512, 420], np.int16))
        >>> zipf["hola"], zipf.get("hol", 0.0), len(zipf), max(zipf, key=zipf.__getitem__)
        (5.12, 0.0, 2, 'hola')
    """

    def __init__(self, lines: str, centizipf: NDArray[np.int16]) -> None:
        sizes = np.fromiter(map(len, StringIO(lines)), np.int64)
        if len(sizes) != len(centizipf):
            raise ValueError(f"Each of the {len(sizes)} words has a frequency, got {len(centizipf)}.")
        self._text = lines
        self._begins = np.concatenate([[0], sizes.cumsum()]).astype(np.uint32)
        self._centizipf = centizipf
        self._buckets = buckets_of((line[:-1] for line in StringIO(lines)), np.arange(1, len(sizes) + 1))

    def get(self, word: str, default: float = 0.0) -> float:  # type: ignore[override]
        """The Zipf frequency of a word, or the default."""
        text, begins = self._text, self._begins
        for number in self._buckets.candidates(word):
            begin = int(begins[number - 1])
            if begins[number] - begin == len(word) + 1 and text.startswith(word, begin):
                return float(self._centizipf[number - 1]) / 100
        return default

    def __getitem__(self, word: str) -> float:
        zipf = self.get(word, -1.0)
        if zipf < 0:
            raise KeyError(word)
        return zipf

    def above(self, least: float) -> dict[str, float]:
        """The words that are at least so frequent."""
        rows = (self._centizipf / 100 >= least).nonzero()[0]
        begins, ends = self._begins[rows].tolist(), self._begins[rows + 1].tolist()
        zipf = (self._centizipf[rows] / 100).tolist()
        return {self._text[begin : end - 1]: value for begin, end, value in zip(begins, ends, zipf, strict=True)}

    def __iter__(self) -> Iterator[str]:
        return (line[:-1] for line in StringIO(self._text))

    def __len__(self) -> int:
        return len(self._centizipf)
