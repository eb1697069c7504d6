"""The River view on a row of counts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from river import sketch
from river.sketch.histogram import Bin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class GridSketch(sketch.Histogram):
    """A `river.sketch.Histogram` over fixed points: the view on exact counts of a grid.

    It takes weighted updates, and merges exactly (River's own `+` spreads point masses over intervals). Fed one by one with
    the same points, River's `Histogram` gives the same bins, `cdf` and `n`. Without messages it has
    no value: `cdf` and `quantile` give None.

    Args:
        points: rising values, one per bin of the grid; for categories the numbers of the bins.
        counts: messages per bin, by default none.

    Raises:
        ValueError: the points do not rise strictly, or there are not as many counts.

    Example:
        >>> view = GridSketch([0.0, 1.0, 2.5], [3, 0, 1])
        >>> view.n, view.cdf(1.0), [(b.left, b.count) for b in view]
        (4, 0.75, [(0.0, 3), (2.5, 1)])
        >>> print(GridSketch([0.0, 1.0]).cdf(1.0))
        None
    """

    def __init__(self, points: Sequence[float], counts: Sequence[int] | None = None) -> None:
        super().__init__(max_bins=len(points))  # type: ignore[no-untyped-call]  # River types this only in part
        if not points or any(low >= high for low, high in pairwise(points)):
            raise ValueError(f"The points of a sketch rise strictly and there is at least one, got {list(points)}.")
        if counts is not None and len(counts) != len(points):
            raise ValueError(f"A sketch has one count per point, got {len(counts)} for {len(points)} points.")
        self.points = tuple(points)
        for point, count in zip(points, counts or (), strict=False):
            if count < 0:
                raise ValueError(f"Counts are not negative, got {count} at {point}.")
            if count:
                self.data.append(Bin(point, point, int(count)))  # type: ignore[no-untyped-call]  # River types this only in part
        self.n = sum(part.count for part in self.data)

    @classmethod
    def categories(cls, counts: Sequence[int]) -> GridSketch:
        """View counts of a categorical grid: the points are the numbers of the bins, from 0."""
        return cls([float(place) for place in range(len(counts))], counts)

    @property
    def counts(self) -> list[int]:
        """Messages per point."""
        found = {part.left: part.count for part in self.data}
        return [found.get(point, 0) for point in self.points]

    def update(self, x: float, w: int = 1) -> None:
        """Count `w` messages at a point.

        Raises:
            ValueError: `x` is none of the points, or `w` is negative.
        """
        place = bisect_left(self.points, x)
        if place == len(self.points) or self.points[place] != x or w < 0:
            raise ValueError(f"A sketch counts at its points, {list(self.points)}, got {w} at {x}.")
        if not w:
            return
        self.n += w
        at = bisect_left([part.left for part in self.data], x)
        if at < len(self.data) and self.data[at].left == x:
            self.data[at].count += w
        else:
            self.data.insert(at, Bin(x, x, w))  # type: ignore[no-untyped-call]  # River types this only in part

    def merge(self, other: GridSketch) -> None:
        """Add another sketch over the same points, in place and exactly.

        Raises:
            ValueError: the points are others.
        """
        if self.points != other.points:
            raise ValueError("Sketches are merged over the same points; these have others.")
        for part in other.data:
            self.update(part.left, part.count)

    def __add__(self, other: GridSketch) -> GridSketch:  # type: ignore[override]  # River's own takes histograms too
        made = GridSketch(self.points, self.counts)
        made.merge(other)
        return made

    def iter_cdf(self, X: Iterable[float], verbose: bool = False) -> Iterator[float | None]:  # noqa: N803 - River's name
        """Give the share of messages up to each of the rising values; None if there are no messages."""
        if not self.n:
            return iter([None for _ in X])
        shares: Iterator[float | None] = super().iter_cdf(X, verbose)  # type: ignore[no-untyped-call]  # River types this only in part
        return shares

    def cdf(self, x: float) -> float | None:
        """Give the share of messages at or below `x`; None if there are no messages."""
        return next(iter(self.iter_cdf([x])))

    def quantile(self, q: float) -> float | None:
        """Give the least point at or below which at least the share `q` lies; None if there are no messages."""
        total = 0
        for part in self.data:
            total += part.count
            if total >= q * self.n:
                return float(part.left)
        return None
