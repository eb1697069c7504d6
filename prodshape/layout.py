"""Where each axis stands in the flat arrays of a pane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from prodshape.definitions import AxisDefinition, AxisKey


@dataclass(frozen=True, order=True)
class Shape:
    """Sizes of one axis: bins of the main grid and of each further grid, by name."""

    key: AxisKey
    bins: int
    grids: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Layout:
    """The axes of a pane in the order of their keys; offsets are in numbers, for one cell.

    Example:
        >>> from prodshape.definitions import AxisKey
        >>> layout = Layout((Shape(AxisKey("a", 1, "x"), 3, ()), Shape(AxisKey("b", 1, "y"), 2, (("fine", 9),))))
        >>> layout.bins, layout.bin_starts.tolist(), layout.grid_bins, len(layout)
        (5, [0, 3], 9, 2)
    """

    shapes: tuple[Shape, ...] = ()

    def __len__(self) -> int:
        return len(self.shapes)

    @classmethod
    def of(cls, definitions: Iterable[AxisDefinition]) -> Layout:
        """Lay out axes by their definitions."""
        shapes = (
            Shape(
                one.key, len(one.grid.names), tuple((name, len(grid.names)) for name, grid in sorted(one.grids.items()))
            )
            for one in definitions
        )
        return cls(tuple(sorted(shapes)))

    @cached_property
    def header(self) -> msgspec.Raw:
        """The layout as msgpack, for the stored form of a pane."""
        return msgspec.Raw(msgspec.msgpack.encode([(*shape.key, shape.bins, shape.grids) for shape in self.shapes]))

    @cached_property
    def keys(self) -> tuple[AxisKey, ...]:
        """The keys, sorted."""
        return tuple(shape.key for shape in self.shapes)

    @cached_property
    def index(self) -> dict[AxisKey, int]:
        """The place of each key."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def bin_counts(self) -> NDArray[np.int64]:
        """Bins of each axis."""
        return np.array([shape.bins for shape in self.shapes], dtype=np.int64)

    @cached_property
    def bin_starts(self) -> NDArray[np.int64]:
        """First bin of each axis among the bins of all."""
        return np.cumsum(self.bin_counts) - self.bin_counts

    @cached_property
    def bins(self) -> int:
        """Bins of all axes together."""
        return sum(shape.bins for shape in self.shapes)

    @cached_property
    def grid_sizes(self) -> NDArray[np.int64]:
        """Bins of each further grid, axis by axis."""
        return np.array([size for shape in self.shapes for _, size in shape.grids], dtype=np.int64)

    @cached_property
    def grid_starts(self) -> NDArray[np.int64]:
        """First bin of each further grid among those of all."""
        return np.cumsum(self.grid_sizes) - self.grid_sizes

    @cached_property
    def grid_bins(self) -> int:
        """Bins of all further grids together."""
        return int(self.grid_sizes.sum())

    @cached_property
    def first_grid(self) -> tuple[int, ...]:
        """Number of further grids of the axes before each axis."""
        counts = [len(shape.grids) for shape in self.shapes]
        return tuple(sum(counts[:place]) for place in range(len(counts)))


@lru_cache(maxsize=4096)
def union(one: Layout, other: Layout) -> Layout:
    """Give the layout that has the axes of both.

    Raises:
        ValueError: they give the same key different sizes.
    """
    both = tuple(sorted({*one.shapes, *other.shapes}))
    if len({shape.key for shape in both}) != len(both):
        raise ValueError("Two layouts give one axis key different grids; a key is made from its grids.")
    return Layout(both)
