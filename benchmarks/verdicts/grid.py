"""The grid of the research notes: simulated users who repeat themselves, through the real code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.verdicts.document import document
from benchmarks.verdicts.population import (
    Feature,
    Length,
    Traffic,
    YesNo,
    at_distance,
    population_stability_index,
    wasserstein,
)
from prodshape.comparison import compare
from prodshape.inference.same_distribution import corrected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.fingerprint import Fingerprint

LEVEL = 0.05
REFERENCE = Traffic(80_000, 1, 0.0)
SIZES = (500, 1000, 5000)
CLUSTERS = ((1, 0.0), (5, 0.1), (10, 0.1), (10, 0.3), (20, 0.3))
SETTINGS = tuple(Traffic(n, each, icc) for n in SIZES for each, icc in CLUSTERS)
SAME_SIZE = tuple(one for one in SETTINGS if (one.each, one.icc) in ((1, 0.0), (10, 0.1), (10, 0.3)))
"""Settings that are compared with as many messages of the same kind of users, too."""
DISTANCES = (0.0, 0.02, 0.05, 0.1, 0.2)
RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
DIVERGENCES = ("jensen_shannon", "population_stability_index", "wasserstein")

EIGHT: tuple[Feature, ...] = (*(YesNo(f"rate {rate:.0%}", rate) for rate in RATES), Length("length"))
SHIFTED: dict[str, tuple[str, Feature]] = {
    ".20 to .25": ("rate 20%", YesNo("rate 20% to 25%", 0.25)),
    "length x 1.1": ("length", Length("length x 1.1", 1.1)),
}
"""By name of the shift: the axis that is replaced, and by what."""


def _rate(name: str, rate: float) -> Feature:
    return YesNo(name, rate)


def _length(name: str, factor: float) -> Feature:
    return Length(name, factor)


KINDS = {
    "rate 2%": (_rate, 0.02, 1.0),
    "rate 20%": (_rate, 0.2, 1.0),
    "length": (_length, 1.0, 50.0),
}
"""Axes of which the interval's coverage is measured: by name, how to make one, where it begins and what is farthest."""


@dataclass(frozen=True)
class Far:
    """A feature at a true distance from one of `KINDS`."""

    kind: str
    distance: float
    feature: Feature

    def truths(self) -> dict[str, float | None]:
        """The true values of all divergences."""
        origin = _named()[self.kind]
        p, q = origin.shares, self.feature.shares
        return {
            "jensen_shannon": self.distance,
            "population_stability_index": population_stability_index(p, q),
            "wasserstein": wasserstein(p, q, origin.grid),
        }


def _named() -> dict[str, Feature]:
    return {one.name: one for one in EIGHT}


@cache
def far(kind: str, distance: float) -> Far:
    """The feature at this distance from that one, 0 for itself."""
    if distance == 0:
        return Far(kind, 0.0, _named()[kind])
    make, begin, end = KINDS[kind]
    return Far(kind, distance, at_distance(partial(make, f"{kind} at {distance:.6f}"), begin, end, distance))


FAR = tuple(far(kind, distance) for kind in KINDS for distance in DISTANCES)


def fingerprint(features: Iterable[Feature], traffic: Traffic, random: np.random.Generator) -> Fingerprint:
    """Draw messages and count them."""
    unlike = {one.name: one for one in features}
    authors = np.repeat(random.integers(0, 1 << 63, traffic.authors).astype(np.uint64), traffic.each)
    codes = {name: one.draw(traffic, random) for name, one in unlike.items()}
    return document({name: one.definition for name, one in unlike.items()}, codes, authors)


def renamed(reference: Fingerprint, sources: dict[str, str]) -> Fingerprint:
    """The reference with further axes, each the same as another one under a name of its own."""
    more = {name: reference.axes[source] for name, source in sources.items()}
    return reference.model_copy(update={"axes": {**reference.axes, **more}})


@dataclass
class Observed:
    """What one repetition says of one axis."""

    p: float
    design_effect: float
    visible: float
    unbiased: float
    reference_share: float
    intervals: dict[str, tuple[float, float]]

    @classmethod
    def of(cls, axis: AxisComparison) -> Observed:
        """Read a comparison."""
        sure = axis.confidence
        assert sure is not None
        intervals = {"jensen_shannon": (sure.distance.low, sure.distance.high)}
        for name, found in sure.intervals.items():
            intervals[name] = (found.low, found.high)
        unbiased, share = sure.unbiased or 0.0, sure.reference_share or 0.0
        return cls(sure.p, sure.design_effect, sure.smallest_visible, unbiased, share, intervals)


def observe(comparison: Comparison) -> dict[str, Observed]:
    """All axes by name of which something can be said."""
    return {name: Observed.of(axis) for name, axis in comparison.axes.items() if axis.confidence is not None}


def rejected(found: dict[str, Observed], names: Iterable[str]) -> list[str]:
    """Those of a family of axes that are told apart after Holm."""
    after = corrected({name: found[name].p for name in names})
    return [name for name, p in after.items() if p < LEVEL]


def stated(number: int, settings: Iterable[Traffic]) -> dict[Traffic, dict[str, float]]:
    """The smallest visible distances that one unchanged window of each setting states."""
    random = np.random.default_rng([20261125, number, 2])
    reference = fingerprint(EIGHT, REFERENCE, random)
    found = {traffic: observe(compare(reference, fingerprint(EIGHT, traffic, random))) for traffic in settings}
    return {traffic: {kind: seen[kind].visible for kind in KINDS} for traffic, seen in found.items()}


def repetition(
    number: int, settings: Iterable[Traffic], visible: dict[Traffic, dict[str, float]], *, same_size: bool
) -> dict[Traffic, dict[str, Observed]]:
    """One reference, and one window of every setting compared with it.

    Args:
        number: the seed.
        settings: what to draw.
        visible: per setting and kind the smallest visible distance, to see whether it is seen.
        same_size: take as reference another window of the same setting, not the 80,000 rows.
    """
    random = np.random.default_rng([20261125, number, int(same_size)])
    reference = None if same_size else fingerprint(EIGHT, REFERENCE, random)
    found = {}
    for traffic in settings:
        seen = {f"visible: {kind}": far(kind, distance) for kind, distance in visible.get(traffic, {}).items()}
        features = [*EIGHT, *(feature for _, feature in SHIFTED.values()), *(one.feature for one in FAR)]
        features += [one.feature for one in seen.values()]
        window = fingerprint(features, traffic, random)
        against = reference or fingerprint(EIGHT, traffic, random)
        sources = {feature.name: axis for axis, feature in SHIFTED.values()}
        sources |= {one.feature.name: one.kind for one in (*FAR, *seen.values()) if one.distance}
        found[traffic] = observe(compare(renamed(against, sources), window))
    return found
