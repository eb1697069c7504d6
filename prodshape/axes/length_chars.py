"""Length of a message in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import Axis, Column, Grid

if TYPE_CHECKING:
    from prodshape.messages import Batch

_LONGEST_EXACT = 320


def _exact_grid() -> Grid:
    """One bin for each length to 320, so that a limit at 140, 160 or 280 shows as a spike."""
    names = (*(str(length) for length in range(_LONGEST_EXACT + 1)), f">{_LONGEST_EXACT}")
    edges = tuple(float(length) for length in range(_LONGEST_EXACT + 1))
    return Grid(names, edges, (*edges, _LONGEST_EXACT * 1.5), ordered=True)


class LengthChars(Axis):
    """Number of characters (Unicode code points, letters composed) of a message, white space included.

    An emoji of several code points counts as several. Every message is measured; empty is 0. The further grid `exact`
    has one bin per length up to 320. Numerator: characters; denominator: 1 per message.
    """

    name = "length_chars"
    version = 2
    unit = "characters"
    ratio = "characters / messages"
    grid = Grid.numeric((0, 5, 10, 20, 40, 80, 160, 320, 640, 1280), unit=unit)
    grids: ClassVar[dict[str, Grid]] = {"exact": _exact_grid()}
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("", "0"),
        ("help", "<=5"),
        ("where is my refund??", "<=20"),
        ("where is my refund???", "<=40"),
        ("x" * 2000, ">1280"),
    )

    def measure(self, batch: Batch) -> Column:
        """Count the code points of each text."""
        return Column(
            codes=self.grid.codes(batch.lengths),
            numerators=batch.lengths,
            denominators=batch.each,
            values=batch.lengths.astype(np.float64),
            grids={"exact": np.minimum(batch.lengths, _LONGEST_EXACT + 1).astype(np.int16)},
        )
