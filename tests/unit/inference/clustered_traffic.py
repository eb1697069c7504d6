"""Messages of authors who repeat themselves, as counts by cell, with a known truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 32


@dataclass(frozen=True)
class Traffic:
    """How much is sent, and how alike the messages of one author are.

    Attributes:
        n: messages.
        each: messages an author.
        icc: intra-class correlation, 0 to below 1.
    """

    n: int
    each: int
    icc: float

    def yes_or_no(self, rate: float, random: np.random.Generator) -> NDArray[np.int64]:
        """Counts cells x 2 of a thing that authors do with rates of a beta distribution around `rate`."""
        authors = self.n // self.each
        rates = np.full(authors, rate)
        if self.icc:
            spread = (1 - self.icc) / self.icc
            rates = random.beta(rate * spread, (1 - rate) * spread, authors)
        found = random.binomial(self.each, rates)
        counts = np.zeros((CELLS, 2), dtype=np.int64)
        np.add.at(counts, random.integers(0, CELLS, authors), np.column_stack([self.each - found, found]))
        return counts

    def lengths(self, shift: float, random: np.random.Generator) -> NDArray[np.int64]:
        """Counts cells x 12 of a normal number, moved by `shift` standard deviations; authors differ in their mean."""
        authors = self.n // self.each
        people = random.normal(shift, self.icc**0.5, (authors, 1))
        values = people + random.normal(0.0, (1 - self.icc) ** 0.5, (authors, self.each))
        bins = np.searchsorted(np.linspace(-2.2, 2.2, 11), values)
        cells = random.integers(0, CELLS, (authors, 1))
        return np.bincount((cells * 12 + bins).ravel(), minlength=CELLS * 12).reshape(CELLS, 12)
