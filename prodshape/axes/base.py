"""What an axis is: a name, a version, a grid, and a vectorised way to measure a batch."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from prodshape.audience import Audience
    from prodshape.messages import Batch
    from prodshape.prevalence import DetectorRates, Estimate

NOT_MEASURED = -1
"""The bin code of a message that an axis cannot judge: counted apart, never part of the distribution."""

_REMEMBERED_MARKS, _LONGEST_MARK = 4096, 16
"""So many different marks, up to so long, are looked up once; more begin anew, so that none can fill the memory."""


@dataclass(frozen=True)
class Grid:
    """The fixed, named bins of an axis. Their names are part of the wire format.

    A *numeric* grid has `edges`: bin `i` holds the values `v` with
    `edges[i-1] < v <= edges[i]`; the last bin holds everything above the last edge,
    so there is one more name than there are edges. `points` is one representative
    value per bin (same unit as the axis), used for plotting, the Wasserstein distance
    and the River view; it increases strictly.
    A *categorical* grid has neither; `ordered` says if the order of its bins means something.

    Raises:
        ValueError: names are not unique, or edges and points do not fit the names.

    Example:
        >>> grid = Grid.numeric(edges=(0, 1, 2), unit="typos")
        >>> grid.names
        ('0', '<=1', '<=2', '>2')
        >>> grid.codes(np.array([0, 0.5, 2, 9])).tolist()
        [0, 1, 2, 3]
    """

    names: tuple[str, ...]
    edges: tuple[float, ...] | None = None
    points: tuple[float, ...] | None = None
    ordered: bool = False

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or not self.names:
            msg = f"A grid needs at least one bin and unique bin names, got {self.names!r}."
            raise ValueError(msg)
        if self.edges is not None and len(self.edges) != len(self.names) - 1:
            msg = f"A numeric grid has one edge less than bins, got {len(self.edges)} edges for {len(self.names)} bins."
            raise ValueError(msg)
        if self.edges is not None and any(a >= b for a, b in zip(self.edges, self.edges[1:], strict=False)):
            msg = f"The edges of a grid increase strictly, got {self.edges!r}."
            raise ValueError(msg)
        if self.points is not None and (
            len(self.points) != len(self.names)
            or any(a >= b for a, b in zip(self.points, self.points[1:], strict=False))
        ):
            msg = f"A grid has one strictly increasing point per bin, got {self.points!r} for {len(self.names)} bins."
            raise ValueError(msg)

    @classmethod
    def numeric(
        cls, edges: Sequence[float], *, unit: str = "", points: Sequence[float] | None = None, exact: bool = False
    ) -> Grid:
        """Make a numeric grid; names are `<=edge` and `>last edge`, and plain `0` for the edge 0.

        Args:
            edges: strictly increasing upper edges, inclusive.
            unit: only for error messages.
            points: representative values; by default the middle of each bin, the last bin 1.5 times its edge.
            exact: bins are single integers (0, 1, 2): names are plain numbers and `N+` for the last.
        """
        if not edges:
            msg = f"A numeric grid needs at least one edge ({unit or 'no unit'})."
            raise ValueError(msg)
        bounds = [float(edge) for edge in edges]
        if exact:
            names = [f"{edge:g}" for edge in bounds] + [f"{bounds[-1] + 1:g}+"]
            middle = [*bounds, bounds[-1] + 1]
        else:
            names = ["0" if edge == 0 else f"<={edge:g}" for edge in bounds] + [f">{bounds[-1]:g}"]
            below = [0.0, *bounds[:-1]]
            middle = [(low + high) / 2 if high else 0.0 for low, high in zip(below, bounds, strict=True)]
            middle.append(bounds[-1] * 1.5 if bounds[-1] else 1.0)
        return cls(tuple(names), tuple(bounds), tuple(middle if points is None else map(float, points)), ordered=True)

    @classmethod
    def categories(cls, names: Sequence[str], *, ordered: bool = False) -> Grid:
        """Make a categorical grid from its bin names."""
        return cls(tuple(names), ordered=ordered)

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that change when a name, an edge or the order of the bins changes."""
        content = json.dumps([self.names, self.edges, self.ordered], separators=(",", ":"))
        return hashlib.blake2b(content.encode(), digest_size=6).hexdigest()

    def codes(self, values: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.int16]:
        """Sort values into bins: `float[n]` or `int[n]` to `int16[n]`; NaN becomes `NOT_MEASURED`.

        Raises:
            TypeError: the grid is categorical.
        """
        if self.edges is None:
            msg = f"Only a numeric grid sorts values into bins; this one is categorical: {self.names!r}."
            raise TypeError(msg)
        codes = self._edges.searchsorted(values).astype(np.int16)
        if values.dtype.kind == "f":
            codes[np.isnan(values)] = NOT_MEASURED
        return codes

    @cached_property
    def _edges(self) -> NDArray[np.float64]:
        return np.asarray(self.edges)


@dataclass
class Column:
    """What an axis says of a batch of `n` messages. Not to be changed; it is not frozen, since that makes it three times as slow to make.

    Attributes:
        codes: `int16[n]`, the bin of each message, or `NOT_MEASURED`.
        numerators: `int64[n]` or None; summed exactly over messages. 0 where not measured.
        denominators: `int64[n]` or None; as above. `numerators` and `denominators` come together.
        values: `float64[n]` or None, the value for people (`prodshape measure`); NaN where there is none.
        grids: further distributions without cells: name (as in `Axis.grids`) to `int16[n]` codes.
        words: `(rows int64[k], entries int32[k])` or None: hits in `Axis.vocabulary`, one per occurrence.
    """

    codes: NDArray[np.int16]
    numerators: NDArray[np.int64] | None = None
    denominators: NDArray[np.int64] | None = None
    values: NDArray[np.float64] | None = None
    grids: dict[str, NDArray[np.int16]] = field(default_factory=dict)
    words: tuple[NDArray[np.int64], NDArray[np.int32]] | None = None


@dataclass(frozen=True, order=True)
class Span:
    """A marked stretch of one message: `[start, end)` in Unicode code points of the text as measured (`Batch.texts`), and its kind.

    `prodshape.original_places` gives it in the text as it came.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Reason:
    """Why an axis judged a message as it did, for people.

    `start` and `end` are the stretch it is about, as in `Span`, or None where it is about the whole message.
    """

    text: str
    start: int | None = None
    end: int | None = None


class Axis(ABC):
    """One thing measured on a message.

    A subclass sets the class attributes and implements `measure`; it keeps no state that
    changes its answers: the same text gives the same code for ever under one `version`.
    Change the definition, a word list or the grid: raise `version`.
    """

    name: ClassVar[str]
    """Name in the wire format: lower case with underscores."""
    version: int
    """Raised with every change that can change a code."""
    unit: str
    """Unit of the value and of the grid's edges, in words."""
    ratio: ClassVar[str | None] = None
    """What numerator / denominator is, in words (`typos / checkable words`), or None."""
    grid: Grid
    grids: ClassVar[dict[str, Grid]] = {}
    """Further grids, kept without cells."""
    vocabulary: ClassVar[tuple[str, ...]] = ()
    """A closed list whose entries are counted exactly."""
    per_message: ClassVar[bool] = True
    """False for indicators that say something of a corpus, and nothing of one message."""
    span_kinds: ClassVar[tuple[str, ...]] = ()
    """The kinds of spans that `spans` may return."""
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = ()
    """`(text, bin name)` pairs, None for not measured: kept true by tests, shown in the docs. At least four."""

    @abstractmethod
    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""

    def suited_to(self, audience: Audience) -> Axis:  # noqa: ARG002 - most axes measure everybody alike
        """Give the axis as it measures a stream of which this is known.

        If that changes what a bin means, the names of the bins must say it: they make the key under which counts are added.
        """
        return self

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the axis saw what it counted: one list per message. For people and tests, not on the hot path."""
        return [[] for _ in range(len(batch))]

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Why it judged so, where the axis knows: one list per message, read off the very arrays that `measure` uses.

        For people (`prodshape explain`), not on the hot path.
        """
        return [[] for _ in range(len(batch))]

    def estimates(
        self, counts: Sequence[int], grids: Mapping[str, Sequence[int]], rates: Mapping[str, DetectorRates]
    ) -> dict[str, Estimate]:
        """What the counts of many messages say of rates, corrected for the errors of the detector; by name.

        Args:
            counts: messages per bin of `grid`.
            grids: the same per further grid.
            rates: how the detector does on a team's own labels, by name of the estimate; empty without labels.
        """
        del counts, grids, rates
        return {}

    def rates_on(self, texts: Sequence[str], labels: Sequence[int]) -> dict[str, DetectorRates]:
        """How the detector does on labelled texts, by name of the estimate.

        Raises:
            InputError: the axis takes no labels, or there are too few.
        """
        del texts, labels
        raise InputError(f"Labels correct the rates of intents only, not those of {self.name}.")


_NO_ENTRIES = np.zeros(0, np.int32)


class _Entries(dict[str, int]):
    """The place of each mark in the vocabulary of an axis, -1 for none: found when first asked for."""

    def __init__(self, axis: MarkCount) -> None:
        self._entry = axis.entry
        self._listed = {entry: index for index, entry in enumerate(axis.vocabulary)}

    def __missing__(self, mark: str) -> int:
        place = self._listed.get(self._entry(mark), -1)
        if len(mark) <= _LONGEST_MARK:
            self[mark] = place
        return place


class MarkCount(Axis):
    """An axis whose value is how many marks (emoji, emoticons) a message has; every message is measured."""

    @abstractmethod
    def find(self, batch: Batch) -> list[tuple[int, int, int]]:
        """All marks as (message, start, end) in code points of the message, in order."""

    @abstractmethod
    def entry(self, mark: str) -> str:
        """The form in which the vocabulary counts a mark."""

    @cached_property
    def _entries(self) -> _Entries:
        return _Entries(self)

    def measure(self, batch: Batch) -> Column:
        """Count the marks, and those of the vocabulary by name."""
        found = self.find(batch)
        texts, entries = batch.texts, self._entries
        if len(entries) > _REMEMBERED_MARKS:
            entries.clear()
        if not found:
            none = np.zeros(len(batch), np.int64)
            words = (none[:0], _NO_ENTRIES)
            return Column(self.grid.codes(none), none, batch.tokens.word_counts, none.astype(np.float64), words=words)
        rows = np.array([row for row, _, _ in found], np.int64)
        named = np.array([entries[texts[row][start:end]] for row, start, end in found], np.int32)
        counts = np.bincount(rows, minlength=len(batch))
        known = (named >= 0).nonzero()[0]
        return Column(
            codes=self.grid.codes(counts),
            numerators=counts,
            denominators=batch.tokens.word_counts,
            values=counts.astype(np.float64),
            words=(rows[known], named[known]),
        )

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where each mark stands."""
        spans: list[list[Span]] = [[] for _ in range(len(batch))]
        for row, start, end in self.find(batch):
            spans[row].append(Span(start, end, self.span_kinds[0]))
        return spans
