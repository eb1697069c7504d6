"""The counts of one axis hour by hour: what changes are looked for in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from prodshape.changes.contrasts import Contrasts


@dataclass(frozen=True, eq=False)
class History:
    """Hours one after the other; one without messages has zeros.

    Attributes:
        contrasts: what was asked of each message; k questions.
        first_hour: of `yes`, in hours since 1970 UTC.
        yes: `int64[hours, k]`, messages that answer yes.
        n: `int64[hours]`, messages.
        cells_yes: `int64[last hours, cells, k]`, the same by author cell, of the last hours only.
        cells_n: `int64[last hours, cells]`.
        old_yes: `int64[cells, k]`, by author cell, of what is known of the time before these last hours, in one sum.
        old_n: `int64[cells]`.
    """

    contrasts: Contrasts
    first_hour: int
    yes: NDArray[np.int64]
    n: NDArray[np.int64]
    cells_yes: NDArray[np.int64]
    cells_n: NDArray[np.int64]
    old_yes: NDArray[np.int64]
    old_n: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        contrasts: Contrasts,
        first_hour: int,
        counts: NDArray[np.int64],
        cells: NDArray[np.int64],
        old: NDArray[np.int64],
    ) -> History:
        """Build it from counts per bin: hours x bins, last hours x cells x bins, and cells x bins of the time before."""
        return cls(
            contrasts,
            first_hour,
            counts @ contrasts.matrix,
            counts.sum(axis=1),
            cells @ contrasts.matrix,
            cells.sum(axis=2),
            old @ contrasts.matrix,
            old.sum(axis=1),
        )

    @property
    def end_hour(self) -> int:
        """The hour after the last one."""
        return self.first_hour + len(self.n)
