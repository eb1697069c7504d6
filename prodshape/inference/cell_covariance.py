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
        cells: how many cells of equal size tell as much as these: fewer than there are where some are larger.
    """

    shares: NDArray[np.float64]
    covariance: NDArray[np.float64]
    n: int
    cells: float

    @classmethod
    def of(cls, counts: NDArray[np.int64], design_effect: float = 1.0) -> CellShares | None:
        """Estimate from counts: cells x bins; None without messages, or if all are in one cell.

        An author's messages all lie in one cell, so what they have in common is in the spread between cells, whatever its
        form (random groups: Wolter, Introduction to Variance Estimation, 2007, chapter 2; Rao and Scott, Annals of Statistics 1984).
        Cells of unlike size count as the square of their sum over the sum of their squares, in the correction for the shares
        being estimated and in the degrees of freedom: under variances in proportion to the size, both are then right on average.

        Args:
            counts: cells x bins.
            design_effect: by how much the covariance is larger than the cells show, at least 1: for messages without ids.

        Example:
            >>> found = CellShares.of(np.array([[8, 2], [6, 4], [10, 0], [8, 2]]))
            >>> found.shares.tolist(), found.n, found.cells
            ([0.8, 0.2], 40, 4.0)
            >>> round(float(found.covariance[0, 0]), 6)
            0.006667
        """
        rows = counts.sum(axis=1)
        n = int(rows.sum())
        if int((rows > 0).sum()) < 2:
            return None
        cells = effective_cells(rows)
        shares = counts.sum(axis=0) / n
        residuals = counts - np.outer(rows, shares)
        scale = design_effect * cells / (cells - 1) / n**2
        return cls(shares, np.asarray(residuals.T @ residuals * scale, dtype=np.float64), n, cells)

    @property
    def df(self) -> float:
        """Degrees of freedom of the covariance."""
        return max(1.0, self.cells - 1)

    @property
    def independent(self) -> NDArray[np.float64]:
        """The covariance if all messages were independent."""
        return (np.diag(self.shares) - np.outer(self.shares, self.shares)) / self.n


def effective_cells(sizes: NDArray[np.int64]) -> float:
    """Give how many cells of equal size tell as much as cells of these sizes; at least two of them are not empty.

    Example:
        >>> effective_cells(np.array([10, 10, 10, 10])), round(effective_cells(np.array([97, 1, 1, 1])), 2)
        (4.0, 1.06)
    """
    shares = sizes / sizes.sum()
    return 1 / float(shares @ shares)
