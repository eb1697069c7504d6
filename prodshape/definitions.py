"""What an axis was when it was measured: its key, its grids and its words, without its code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from prodshape.axes.base import Grid
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.axes.base import Axis

MAX_BINS = 127
"""The most bins of a main grid: a sample keeps the code of a bin in one signed byte."""


class AxisKey(NamedTuple):
    """Which counts may be added: same name, same version, same grids and words.

    Attributes:
        name: the axis.
        version: of its definition.
        digest: twelve hex digits over the main grid, the further grids and the vocabulary.
    """

    name: str
    version: int
    digest: str


@dataclass(frozen=True)
class AxisDefinition:
    """All that is needed to read the counts of an axis when its code is gone.

    Attributes:
        key: name, version and digest.
        unit: of the value and of the edges of the grid, in words.
        ratio: what numerator / denominator is, in words, or None.
        grid: the main grid, kept per cell.
        grids: further grids by name, kept without cells.
        vocabulary: closed list of words that are counted exactly.
        per_message: False for an indicator that says nothing of one message.

    Example:
        >>> grid = Grid.numeric((0, 1), unit="typos")
        >>> made = AxisDefinition.make("typos", 3, unit="typos", grid=grid)
        >>> made.key.name, made.key.version, len(made.key.digest)
        ('typos', 3, 12)
        >>> AxisDefinition.from_json(made.to_json()) == made
        True
    """

    key: AxisKey
    unit: str
    ratio: str | None
    grid: Grid
    grids: dict[str, Grid]
    vocabulary: tuple[str, ...]
    per_message: bool

    @classmethod
    def of(cls, axis: Axis) -> AxisDefinition:
        """Read the definition off an axis."""
        return cls.make(
            axis.name,
            axis.version,
            unit=axis.unit,
            ratio=axis.ratio,
            grid=axis.grid,
            grids=axis.grids,
            vocabulary=axis.vocabulary,
            per_message=axis.per_message,
        )

    @classmethod
    def make(
        cls,
        name: str,
        version: int,
        *,
        unit: str,
        grid: Grid,
        ratio: str | None = None,
        grids: Mapping[str, Grid] | None = None,
        vocabulary: tuple[str, ...] = (),
        per_message: bool = True,
    ) -> AxisDefinition:
        """Make a definition from its parts and give it its digest.

        Raises:
            ValueError: the main grid has more than 127 bins, or the vocabulary names an entry twice.
        """
        if len(grid.names) > MAX_BINS:
            raise ValueError(f"The main grid of an axis has at most {MAX_BINS} bins, {name} has {len(grid.names)}.")
        if len(set(vocabulary)) != len(vocabulary):
            raise ValueError(f"A vocabulary names an entry once, the one of {name} does not.")
        further = dict(sorted((grids or {}).items()))
        content = [_plain(grid), {key: _plain(value) for key, value in further.items()}, vocabulary]
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=True, sort_keys=True)
        digest = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
        return cls(AxisKey(name, version, digest), unit, ratio, grid, further, tuple(vocabulary), per_message)

    def to_json(self) -> dict[str, Any]:
        """Give the definition as a plain dict for JSON."""
        return {
            "name": self.key.name,
            "version": self.key.version,
            "digest": self.key.digest,
            "unit": self.unit,
            "ratio": self.ratio,
            "grid": _plain(self.grid),
            "grids": {name: _plain(grid) for name, grid in self.grids.items()},
            "vocabulary": list(self.vocabulary),
            "per_message": self.per_message,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AxisDefinition:
        """Read what `to_json` wrote.

        Raises:
            InputError: a field is missing or of a wrong type, or the digest is not that of the content.
        """
        try:
            made = cls.make(
                data["name"],
                data["version"],
                unit=data["unit"],
                ratio=data["ratio"],
                grid=_grid(data["grid"]),
                grids={name: _grid(grid) for name, grid in data["grids"].items()},
                vocabulary=tuple(data["vocabulary"]),
                per_message=data["per_message"],
            )
            digest = data["digest"]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(
                f"This is not an axis definition: {error!r}. Write it with AxisDefinition.to_json."
            ) from error
        if digest != made.key.digest:
            raise InputError(
                f"The digest of an axis definition is that of its grids and words; {made.key.name} version "
                f"{made.key.version} says {digest!r} and has {made.key.digest!r}. It was changed by hand: restore it."
            )
        return made


def _plain(grid: Grid) -> dict[str, Any]:
    return {
        "names": list(grid.names),
        "edges": None if grid.edges is None else list(grid.edges),
        "points": None if grid.points is None else list(grid.points),
        "ordered": grid.ordered,
    }


def _grid(data: Mapping[str, Any]) -> Grid:
    edges, points = data["edges"], data["points"]
    return Grid(
        tuple(data["names"]),
        None if edges is None else tuple(float(edge) for edge in edges),
        None if points is None else tuple(float(point) for point in points),
        ordered=bool(data["ordered"]),
    )
