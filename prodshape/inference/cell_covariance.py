"""How far shares would move with other users: their covariance from the spread between author cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ASSUMED_DESIGN_EFFECT = 2.0
"""Of messages that no id ties to a user: chosen above what two real streams show (1.1 to 2.0)."""


@dataclass(frozen=True)
class CellShares:
    """Shares of bins with their covariance.

    Attributes:
        shares: per bin, 0 to 1; they add up to 1.
        covariance: bins x bins.
        n: messages.
        cells: how many cells hold any.
    """

    shares: NDArray[np.float64]
    covariance: NDArray[np.float64]
    n: int
    cells: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], design_effect: float = 1.0) -> CellShares | None:
        """Estimate from counts: cells x bins; None without messages, or if all are in one cell.

        An author's messages all lie in one cell, so what they have in common is in the spread between cells, whatever its
        form (random groups: Wolter, Introduction to Variance Estimation, 2007, chapter 2; Rao and Scott, Annals of Statistics 1984).

        Args:
            counts: cells x bins.
            design_effect: by how much the covariance is larger than the cells show, at least 1: for messages without ids.

        Example:
            >>> found = CellShares.of(np.array([[8, 2], [6, 4], [10, 0], [8, 2]]))
            >>> found.shares.tolist(), found.n, found.cells
            ([0.8, 0.2], 40, 4)
            >>> round(float(found.covariance[0, 0]), 6)
            0.006667
        """
        rows = counts.sum(axis=1)
        n, cells = int(rows.sum()), int((rows > 0).sum())
        if cells < 2:
            return None
        shares = counts.sum(axis=0) / n
        residuals = counts - np.outer(rows, shares)
        scale = design_effect * cells / (cells - 1) / n**2
        return cls(shares, np.asarray(residuals.T @ residuals * scale, dtype=np.float64), n, cells)

    @property
    def independent(self) -> NDArray[np.float64]:
        """The covariance if all messages were independent."""
        return (np.diag(self.shares) - np.outer(self.shares, self.shares)) / self.n
