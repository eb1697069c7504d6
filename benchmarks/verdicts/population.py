"""Simulated axes of which the truth is known: what authors do who repeat themselves."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Grid
from prodshape.definitions import AxisDefinition

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LOG_MEAN, LOG_SPREAD = 3.7, 0.6
"""Of the logarithm of the length in characters."""

LENGTH_EDGES = tuple(round(math.exp(LOG_MEAN + LOG_SPREAD * z), 1) for z in np.linspace(-2.2, 2.2, 11).tolist())
"""Twelve bins, from 11 to 150 characters and above."""


@dataclass(frozen=True)
class Traffic:
    """How much is sent, and how alike the messages of one author are.

    Attributes:
        n: messages.
        each: messages an author.
        icc: intra-class correlation, 0 to below 1.
    """

    n: int
    each: int
    icc: float

    @property
    def authors(self) -> int:
        """People who write."""
        return self.n // self.each


@dataclass(frozen=True)
class Feature(ABC):
    """One axis of a population.

    Attributes:
        name: of the axis.
    """

    name: str

    @property
    @abstractmethod
    def grid(self) -> Grid:
        """Its bins."""

    @property
    @abstractmethod
    def shares(self) -> NDArray[np.float64]:
        """The true shares of the bins."""

    @abstractmethod
    def draw(self, traffic: Traffic, random: np.random.Generator) -> NDArray[np.int16]:
        """Codes of authors x messages of each, author after author."""

    @property
    def definition(self) -> AxisDefinition:
        """As the axis would define itself."""
        return AxisDefinition.make(self.name, 1, unit="", grid=self.grid)


@dataclass(frozen=True)
class YesNo(Feature):
    """A thing that messages have or not; authors' rates follow a beta distribution.

    Attributes:
        rate: share of messages.
    """

    rate: float

    @property
    def grid(self) -> Grid:
        """No and yes."""
        return Grid(("no", "yes"), points=(0.0, 1.0), ordered=True)

    @property
    def shares(self) -> NDArray[np.float64]:
        """No and yes."""
        return np.array([1 - self.rate, self.rate])

    def draw(self, traffic: Traffic, random: np.random.Generator) -> NDArray[np.int16]:
        """Codes 0 and 1."""
        rates = np.full(traffic.authors, self.rate)
        if traffic.icc:
            spread = (1 - traffic.icc) / traffic.icc
            rates = random.beta(self.rate * spread, (1 - self.rate) * spread, traffic.authors)
        return (random.random((traffic.authors, traffic.each)) < rates[:, None]).reshape(-1).astype(np.int16)


@dataclass(frozen=True)
class Length(Feature):
    """A log-normal length in twelve bins; authors differ in their mean logarithm.

    Attributes:
        factor: of every length.
    """

    factor: float = 1.0

    @property
    def grid(self) -> Grid:
        """Numbers of characters."""
        return Grid.numeric(LENGTH_EDGES)

    @property
    def shares(self) -> NDArray[np.float64]:
        """From the normal distribution function."""
        normal = NormalDist(LOG_MEAN + math.log(self.factor), LOG_SPREAD)
        below = [0.0, *(normal.cdf(math.log(edge)) for edge in LENGTH_EDGES), 1.0]
        return np.diff(below)

    def draw(self, traffic: Traffic, random: np.random.Generator) -> NDArray[np.int16]:
        """Codes 0 to 11."""
        people = random.normal(0.0, math.sqrt(traffic.icc), traffic.authors)
        messages = random.normal(0.0, math.sqrt(1 - traffic.icc), (traffic.authors, traffic.each))
        logs = LOG_MEAN + math.log(self.factor) + LOG_SPREAD * (people[:, None] + messages)
        return np.searchsorted(np.log(LENGTH_EDGES), logs.reshape(-1)).astype(np.int16)


def at_distance(make: Callable[[float], Feature], begin: float, end: float, distance: float) -> Feature:
    """The feature between two settings that is this far (Jensen-Shannon) from the one at `begin`.

    Example:
        >>> from prodshape.divergences.jensen_shannon import JensenShannon
        >>> found = at_distance(lambda rate: YesNo("some", rate), 0.2, 1.0, 0.05)
        >>> round(float(found.shares[1]), 4)
        0.2491
    """
    low, high = begin, end
    origin = make(begin).shares
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if jensen_shannon(origin, make(middle).shares) > distance else (middle, high)
    return make((low + high) / 2)


def jensen_shannon(p: NDArray[np.float64], q: NDArray[np.float64]) -> float:
    """The distance between true shares."""
    middle = (p + q) / 2
    some = [(side[side > 0] @ np.log2(side[side > 0] / middle[side > 0])) / 2 for side in (p, q)]
    return math.sqrt(max(0.0, float(sum(some))))


def population_stability_index(p: NDArray[np.float64], q: NDArray[np.float64]) -> float:
    """The index between true shares, none of them zero."""
    return float((q - p) @ np.log(q / p))


def wasserstein(p: NDArray[np.float64], q: NDArray[np.float64], grid: Grid) -> float | None:
    """The distance between true shares, in the unit of the grid's points."""
    if grid.points is None:
        return None
    return float(np.abs(np.cumsum(p - q)[:-1]) @ np.diff(grid.points))
