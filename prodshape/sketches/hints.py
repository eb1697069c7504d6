"""Hints of words that no list knows: approximate, in memory only, never part of a fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from river import sketch

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_CELLS = 5
"""An open word is a user's word: it is shown only if at least this many author cells wrote it."""


class Hint(NamedTuple):
    """A frequent word.

    Attributes:
        word: lower case.
        approximate_count: faded: old words count less; less than the truth by at most epsilon of the words seen.
        cells: author cells that wrote it.
    """

    word: str
    approximate_count: float
    cells: int


class Hints:
    """The most frequent words of a stream, with forgetting (`river.sketch.HeavyHitters`).

    Its counts fade, depend on the order, and cannot be merged: so they are hints, and not measurements.
    Memory is bounded by 1 / epsilon words or so.
    Source: Veloso et al., Interconnect bypass fraud detection: a case study (Annals of Telecommunications, 2020).

    Args:
        epsilon: error of the counts as a share of the words seen.

    Example:
        >>> hints = Hints()
        >>> for cell in range(6):
        ...     hints.update([("widgetron", cell), ("secret", 0)])
        >>> [(hint.word, hint.cells) for hint in hints.top(10)]
        [('widgetron', 6)]
    """

    def __init__(self, epsilon: float = 0.0005) -> None:
        self._words = sketch.HeavyHitters(support=epsilon, epsilon=epsilon)
        self._cells: dict[str, int] = {}

    def update(self, words: Iterable[tuple[str, int]]) -> None:
        """Count (word, author cell) pairs."""
        for word, cell in words:
            self._words.update(word)
            self._cells[word] = self._cells.get(word, 0) | 1 << cell
        if len(self._cells) > 2 * len(self._words._entries) + 64:  # noqa: SLF001 - River has no other way to ask what it keeps
            self._cells = {word: mask for word, mask in self._cells.items() if word in self._words._entries}  # noqa: SLF001 - as above

    def top(self, k: int, *, min_cells: int = MIN_CELLS) -> list[Hint]:
        """Give at most `k` words that at least `min_cells` author cells wrote, the most frequent first."""
        found = [
            Hint(str(word), float(count), self._cells.get(str(word), 0).bit_count())
            for word, count in self._words.most_common()
        ]
        shown = [hint for hint in found if hint.cells >= min_cells]
        return sorted(shown, key=lambda hint: (-hint.approximate_count, hint.word))[:k]
