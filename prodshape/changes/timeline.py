"""The counts of one segment in the order of time, summed up from panes: what the histories of its axes are cut from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.changes.history import History
from prodshape.changes.moment import PANES_AN_HOUR
from prodshape.keys import CELLS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.changes.contrasts import Contrasts
    from prodshape.definitions import AxisKey
    from prodshape.layout import Layout
    from prodshape.pane import Pane


class Cut(NamedTuple):
    """One axis from some hour on.

    Attributes:
        history: hour by hour.
        first_pane: number of the first pane since 1970 UTC.
        panes: `int64[panes, questions]`, messages that answer yes.
        n: `int64[panes]`, messages.
    """

    history: History
    first_pane: int
    panes: NDArray[np.int64]
    n: NDArray[np.int64]


class Timeline:
    """Totals per pane, counts by author cell per hour of the last hours, and by author cell of each day before these.

    Args:
        first_hour: where it begins, in hours since 1970 UTC.
        cells_from: the hour from which on counts by cell are known hour by hour.
        end_hour: where it ends, exclusive.

    Example:
        >>> timeline = Timeline(480_000, 480_010, 480_024)
        >>> timeline.axes
        []
    """

    def __init__(self, first_hour: int, cells_from: int, end_hour: int) -> None:
        self.first_hour, self.end_hour = first_hour, end_hour
        self.cells_from = min(end_hour, max(first_hour, cells_from))
        self._totals: dict[Layout, NDArray[np.int64]] = {}
        self._cells: dict[Layout, NDArray[np.int64]] = {}
        self._days: dict[Layout, dict[int, NDArray[np.int64]]] = {}

    def add_totals(self, pane_number: int, pane: Pane) -> None:
        """Add what was counted in five minutes, numbered since 1970 UTC; any number of cells."""
        place = pane_number - self.first_hour * PANES_AN_HOUR
        size = (self.end_hour - self.first_hour) * PANES_AN_HOUR
        if 0 <= place < size:
            _room(self._totals, pane.layout, (size, pane.layout.bins))[place] += pane.counts.sum(axis=0)

    def add_cells(self, hour: int, pane: Pane) -> None:
        """Add what was counted in an hour, or in a part of it, by author cell."""
        place, size = hour - self.cells_from, self.end_hour - self.cells_from
        if 0 <= place < size:
            _room(self._cells, pane.layout, (size, CELLS, pane.layout.bins))[place] += pane.counts

    def add_day(self, hour: int, pane: Pane) -> None:
        """Add what was counted in the day that begins with an hour, by author cell."""
        if self.first_hour <= hour < self.cells_from:
            days = self._days.setdefault(pane.layout, {})
            days[hour] = days.get(hour, 0) + pane.counts

    def merge(self, other: Timeline) -> None:
        """Add another segment of the same hours, in place."""
        for mine, theirs in ((self._totals, other._totals), (self._cells, other._cells)):
            for layout, counts in theirs.items():
                _room(mine, layout, counts.shape)[:] += counts
        for layout, days in other._days.items():
            own = self._days.setdefault(layout, {})
            for hour, counts in days.items():
                own[hour] = own.get(hour, 0) + counts

    @property
    def axes(self) -> list[AxisKey]:
        """The newest version of each axis that was counted, by name."""
        newest = {key.name: key for key in sorted({key for layout in self._totals for key in layout.keys})}
        return [newest[name] for name in sorted(newest)]

    def cut(self, key: AxisKey, contrasts: Contrasts, since: int = 0) -> Cut | None:
        """The history of an axis since an hour, or since it was counted first; None if it never was."""
        counts = self._of(self._totals, key)
        if counts is None:
            return None
        filled = np.flatnonzero(counts.any(axis=1))
        if not len(filled):
            return None
        begin = max(self.first_hour + int(filled[0]) // PANES_AN_HOUR, since)
        if begin >= self.end_hour:
            return None
        totals = counts[(begin - self.first_hour) * PANES_AN_HOUR :]
        hourly = totals.reshape(-1, PANES_AN_HOUR, totals.shape[1]).sum(axis=1)
        cells = self._of(self._cells, key)
        if cells is None:
            cells = np.zeros((self.end_hour - self.cells_from, CELLS, totals.shape[1]), np.int64)
        old = np.zeros(cells.shape[1:], np.int64)
        for hour in sorted({hour for days in self._days.values() for hour in days if hour >= since}):
            day = {layout: days[hour] for layout, days in self._days.items() if hour in days}
            counted = self._of(day, key)
            old += 0 if counted is None else counted
        last = cells[max(0, begin - self.cells_from) :]
        return Cut(
            History.of(contrasts, begin, hourly, last, old),
            begin * PANES_AN_HOUR,
            totals @ contrasts.matrix,
            totals.sum(axis=1),
        )

    @staticmethod
    def _of(counts: dict[Layout, NDArray[np.int64]], key: AxisKey) -> NDArray[np.int64] | None:
        """The bins of one axis, of all layouts together."""
        found = None
        for layout, every in counts.items():
            place = layout.index.get(key)
            if place is not None:
                start = int(layout.bin_starts[place])
                part = every[..., start : start + layout.shapes[place].bins]
                found = part if found is None else found + part
        return found


def _room(counts: dict[Layout, NDArray[np.int64]], layout: Layout, shape: tuple[int, ...]) -> NDArray[np.int64]:
    if layout not in counts:
        counts[layout] = np.zeros(shape, np.int64)
    return counts[layout]
