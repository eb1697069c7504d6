"""Measure a batch of texts on all axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes import all_axes
from prodshape.axes.base import NOT_MEASURED
from prodshape.definitions import AxisDefinition, AxisKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from prodshape.axes.base import Axis, Column


@dataclass(frozen=True, eq=False)
class Measurement:
    """What the axes say of `n` texts.

    Attributes:
        n: number of texts.
        columns: one column per axis, in the order of their keys.
        definitions: what the keys mean.
    """

    n: int
    columns: dict[AxisKey, Column]
    definitions: Mapping[AxisKey, AxisDefinition]


class Measurer:
    """All axes, ready to measure; cheap to keep, not shared between threads.

    Args:
        axes: by name; by default every axis there is.

    Example:
        >>> measurer = Measurer()
        >>> measurement = measurer.measure(["where is my refund", "THANKS!!"])
        >>> measurement.n, len(measurement.columns) == len(measurer.definitions)
        (2, True)
    """

    def __init__(self, axes: Mapping[str, Axis] | None = None) -> None:
        chosen = all_axes() if axes is None else axes
        self._axes = {AxisDefinition.of(axis).key: axis for axis in chosen.values()}
        self._axes = dict(sorted(self._axes.items()))
        self.definitions: dict[AxisKey, AxisDefinition] = {
            key: AxisDefinition.of(axis) for key, axis in self._axes.items()
        }
        self._grids = [tuple(one.grids) for one in self.definitions.values()]
        self._bins = np.array(
            [[len(grid.names)] for one in self.definitions.values() for grid in (one.grid, *one.grids.values())]
        )

    def measure(self, texts: Sequence[str]) -> Measurement:
        """Measure texts: one tokenisation, then every axis.

        Raises:
            ValueError: an axis gave a column that does not fit its definition (an error in that axis).
        """
        from prodshape.messages import Batch

        batch = Batch.of(texts)
        columns = {key: axis.measure(batch) for key, axis in self._axes.items()}
        if not self._fit(columns, len(texts)):
            for key, column in columns.items():
                check(self.definitions[key], column, len(texts))
        return Measurement(len(texts), columns, self.definitions)

    def warm_up(self) -> None:
        """Read every table there is, that of each language too, which is otherwise read when its first message comes.

        For processes that run for long: the time and the memory (some 60 MB a language) are then spent before they begin.
        """
        self.measure([text for axis in self._axes.values() for text, _ in axis.examples])

    def _fit(self, columns: dict[AxisKey, Column], n: int) -> bool:
        """Look at all columns at once; if something is wrong, `check` says what."""
        if not n:
            return False
        codes: list[NDArray[np.int16]] = []
        totals: list[NDArray[np.int64]] = []
        for (key, column), grids in zip(columns.items(), self._grids, strict=True):
            codes.append(column.codes)
            if grids or column.grids:
                if column.grids.keys() != set(grids):
                    return False
                codes += [column.grids[name] for name in grids]
            words, numerators, denominators = column.words, column.numerators, column.denominators
            if words is not None and (len(words[0]) or len(words[1])):
                check(self.definitions[key], column, n)
            if numerators is not None and denominators is not None:
                totals += (numerators, denominators)
            elif numerators is not None or denominators is not None:
                return False
        if {*map(len, codes), *map(len, totals)} != {n}:
            return False
        matrix = np.concatenate(codes).reshape(len(codes), n)
        if np.count_nonzero(matrix < NOT_MEASURED) or np.count_nonzero(matrix >= self._bins):
            return False
        return not totals or not np.count_nonzero(np.concatenate(totals) < 0)


def check(definition: AxisDefinition, column: Column, n: int) -> None:
    """See that a column fits its definition: it is counted by index, and a wrong one would count elsewhere.

    Raises:
        ValueError: a length, a code or an entry of the vocabulary is out of range.
    """
    name = definition.key.name
    if column.grids.keys() != definition.grids.keys():
        raise ValueError(f"The axis {name} declares the grids {[*definition.grids]} and gave {[*column.grids]}.")
    _check_codes(f"The axis {name}", column.codes, len(definition.grid.names), n)
    for grid, codes in column.grids.items():
        _check_codes(f"The grid {grid} of the axis {name}", codes, len(definition.grids[grid].names), n)
    if (column.numerators is None) != (column.denominators is None):
        raise ValueError(f"The axis {name} gave a numerator without a denominator, or the reverse.")
    for totals in (column.numerators, column.denominators):
        if totals is not None and (len(totals) != n or (n and int(totals.min()) < 0)):
            raise ValueError(f"The axis {name} gave {len(totals)} totals for {n} messages, or a negative one.")
    if column.words is not None:
        rows, entries = column.words
        if len(rows) != len(entries) or _outside(rows, n) or _outside(entries, len(definition.vocabulary)):
            raise ValueError(
                f"The axis {name} gave {len(rows)} rows and {len(entries)} entries of its vocabulary of "
                f"{len(definition.vocabulary)} for {n} messages, or one of them out of range."
            )


def _check_codes(what: str, codes: NDArray[np.int16], bins: int, n: int) -> None:
    if len(codes) != n:
        raise ValueError(f"{what} gave {len(codes)} codes for {n} messages.")
    if n and (int(codes.min()) < NOT_MEASURED or int(codes.max()) >= bins):
        raise ValueError(f"{what} gave codes from {int(codes.min())} to {int(codes.max())}, and has {bins} bins.")


def _outside(places: NDArray[np.int64] | NDArray[np.int32], size: int) -> bool:
    return len(places) > 0 and (int(places.min()) < 0 or int(places.max()) >= size)
