"""What is watched of an axis: the share of each bin, or of all bins up to one where they have an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Contrasts:
    """Yes-or-no questions about a message, put together from bins.

    Attributes:
        names: one per question, in words.
        matrix: `int64[bins, questions]`, 1 where a bin answers yes.
    """

    names: tuple[str, ...]
    matrix: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def of(cls, bins: Sequence[str], *, ordered: bool) -> Contrasts:
        """Choose the questions for the bins of an axis.

        Categories are asked for one by one. Of ordered bins it is asked how many messages lie in one or below it: a
        distribution that moves shifts all of these the same way, and each of its bins only a little.

        Example:
            >>> Contrasts.of(["lower", "sentence", "none"], ordered=False).names
            ('lower', 'sentence', 'none')
            >>> Contrasts.of(["0", "1", "2+"], ordered=True).names
            ('0', 'up to 1')
            >>> Contrasts.of(["no", "yes"], ordered=False).names
            ('yes',)
        """
        size = len(bins)
        if ordered:
            names = [f"up to {name}" if place else name for place, name in enumerate(bins[:-1])]
            return cls(tuple(names), np.triu(np.ones((size, size), np.int64))[:, :-1])
        first = 1 if size == 2 else 0
        return cls(tuple(bins[first:]), np.eye(size, dtype=np.int64)[:, first:])
