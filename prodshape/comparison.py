"""Compare two fingerprints, axis by axis."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, NonNegativeInt

from prodshape.confidence import Confidence, Interval, confidence, counts_by_cell, design_effect, level_interval
from prodshape.divergences import all_divergences
from prodshape.inference.cell_covariance import CellShares
from prodshape.inference.same_distribution import corrected, same_distribution
from prodshape.shifts.models import WhatChanged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.fingerprint import AxisFingerprint, Fingerprint


class Side(BaseModel):
    """One of the two fingerprints on one axis."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: int | None = Field(description="Of the axis; null if this side has none.")
    n: NonNegativeInt = Field(description="Messages measured.")
    mean: FiniteFloat | None = Field(description="In the unit of the axis.")
    ratio: FiniteFloat | None = Field(description="The ratio of sums that ratio_of describes.")
    interval: Interval | None = Field(
        default=None, description="Of the ratio where there is one, else of the mean; null without cells."
    )


_NO_SIDE = Side(version=None, n=0, mean=None, ratio=None)


class AxisComparison(BaseModel):
    """How far apart both sides are on one axis, or why that cannot be said.

    `values` has one entry per divergence, none if the axis is not comparable; an entry is null where the
    divergence does not exist for this axis (Wasserstein for categories).
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    comparable: bool
    reason: str | None = Field(description="Why there is no number; null if there is one.")
    unit: str = Field(description="Of the means and of the Wasserstein distance.")
    ratio_of: str | None = Field(description="What the ratios are, in words.")
    reference: Side
    other: Side
    values: dict[str, FiniteFloat | None] = Field(description="By divergence.")
    confidence: Confidence | None = Field(default=None, description="How sure that is; null where it cannot be said.")
    unsure: str | None = Field(default=None, description="Why it cannot be said how sure that is.")

    @property
    def n_reference(self) -> int:
        """Messages measured in the reference."""
        return self.reference.n

    @property
    def n(self) -> int:
        """Messages measured in the other."""
        return self.other.n


class Comparison(BaseModel):
    """Two fingerprints compared. There is no one number for all axes: the greatest shift is named, not averaged away.

    Attributes are in the schema; `reference` and `other` are digests.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    reference: str = Field(description="Digest of the fingerprint that is compared with.")
    other: str = Field(description="Digest of the fingerprint that is compared.")
    comparable: bool = Field(description="Whether at least one axis is.")
    reason: str | None = Field(description="Why no axis is comparable; null if one is.")
    axes: dict[str, AxisComparison]
    what_changed: WhatChanged | None = Field(
        default=None, description="Bins, words and axes that moved, and a loud user; null where nobody asked."
    )

    def ranked(self) -> list[tuple[str, AxisComparison]]:
        """Give the comparable axes, the greatest Jensen-Shannon distance first."""
        found = [(name, axis) for name, axis in self.axes.items() if axis.comparable]
        return sorted(found, key=lambda item: (-(item[1].values["jensen_shannon"] or 0.0), item[0]))


@dataclass(frozen=True)
class Prepared:
    """A fingerprint with what every comparison needs of it, computed once for all of them.

    Attributes:
        fingerprint: the document.
        sides: each axis summed up.
        shares: of each axis with cells, with their covariance; None if all messages are in one cell.
    """

    fingerprint: Fingerprint
    sides: Mapping[str, Side]
    shares: Mapping[str, CellShares | None]

    @classmethod
    def of(cls, fingerprint: Fingerprint) -> Prepared:
        """Prepare a document."""
        effect = design_effect(fingerprint.cell_sources)
        return cls(
            fingerprint,
            {name: side(axis, effect) for name, axis in fingerprint.axes.items()},
            {
                name: CellShares.of(counts_by_cell(axis), effect)
                for name, axis in fingerprint.axes.items()
                if axis.cells is not None
            },
        )


def compare(reference: Fingerprint, other: Fingerprint) -> Comparison:
    """Compare two fingerprints on every axis that one of them has. How sure that is needs their part `cells`.

    An axis that was measured in another version or over other bins, or of which one side has no
    message, gets a reason and no number; the others are compared all the same.

    Args:
        reference: what is compared with: the active dataset (mismatch), or the baseline (drift).
        other: what is compared: production now.
    """
    return compare_prepared(Prepared.of(reference), Prepared.of(other))


def compare_prepared(reference: Prepared, other: Prepared) -> Comparison:
    """Compare two fingerprints that are also compared with others; see `compare`."""
    here, there = reference.fingerprint, other.fingerprint
    pairs = {name: (here.axes.get(name), there.axes.get(name)) for name in sorted({*here.axes, *there.axes})}
    reasons = {name: _reason(*pair) for name, pair in pairs.items()}
    shares = {name: _shares(name, reference, other) for name in pairs if reasons[name] is None}
    found = same_distribution({name: pair for name, pair in shares.items() if not isinstance(pair, str)})
    p_corrected = corrected({name: evidence.p for name, evidence in found.items()})
    axes = {}
    for name, pair in pairs.items():
        both = shares.get(name)
        sure = None
        if both is not None and not isinstance(both, str):
            sure = confidence(*both, found[name], p_corrected[name], _points(*pair))
        unsure = both if isinstance(both, str) else None
        sides = reference.sides.get(name, _NO_SIDE), other.sides.get(name, _NO_SIDE)
        axes[name] = _compare(*pair, sides, reason=reasons[name], sure=sure, unsure=unsure)
    comparable = any(axis.comparable for axis in axes.values())
    reason = None
    if not axes:
        reason = "Neither fingerprint has an axis: nothing was measured."
    elif not comparable:
        first = min(axis.reason for axis in axes.values() if axis.reason)
        reason = f"None of the {len(axes)} axes is comparable: {first}"
    return Comparison(reference=here.digest, other=there.digest, comparable=comparable, reason=reason, axes=axes)


def _compare(
    reference: AxisFingerprint | None,
    other: AxisFingerprint | None,
    sides: tuple[Side, Side],
    *,
    reason: str | None,
    sure: Confidence | None,
    unsure: str | None,
) -> AxisComparison:
    values: dict[str, float | None] = {}
    if reason is None and reference is not None and other is not None:
        points = _points(reference, other)
        values = {
            name: divergence.diverge(reference.counts, other.counts, points)
            for name, divergence in all_divergences().items()
        }
    return AxisComparison(
        comparable=reason is None,
        reason=reason,
        unit=next(one.unit for one in (reference, other) if one is not None),
        ratio_of=next(one.ratio_of for one in (reference, other) if one is not None),
        reference=sides[0],
        other=sides[1],
        values=values,
        confidence=sure,
        unsure=unsure,
    )


def _points(reference: AxisFingerprint | None, other: AxisFingerprint | None) -> list[float] | None:
    """Give the values of the bins, of sides that are comparable; None where they have no order."""
    one = reference or other
    return one.points if one is not None and one.ordered else None


def side(axis: AxisFingerprint | None, effect: float) -> Side:
    """Sum up one side of an axis; `effect` is the design effect that is assumed of its messages without ids."""
    if axis is None:
        return _NO_SIDE
    return Side(
        version=axis.version,
        n=axis.n,
        mean=axis.mean,
        ratio=axis.ratio.value if axis.ratio else None,
        interval=level_interval(axis, effect),
    )


def _shares(name: str, reference: Prepared, other: Prepared) -> tuple[CellShares, CellShares] | str:
    """Give both sides' shares with their covariance, or say why it cannot be told how sure the distance is."""
    found = []
    for what, prepared in (("reference", reference), ("other fingerprint", other)):
        if name not in prepared.shares:
            return f"The {what} comes without its cells: ask for the whole document."
        shares = prepared.shares[name]
        if shares is None:
            return f"All messages of the {what} on this axis are of one author, or of one group of authors."
        found.append(shares)
    return found[0], found[1]


def _reason(reference: AxisFingerprint | None, other: AxisFingerprint | None) -> str | None:
    """Say why two sides cannot be compared, None if they can."""
    if reference is None or other is None:
        side = "reference" if reference is None else "other fingerprint"
        return f"The {side} was measured without this axis: measure it again with this version."
    if reference.version != other.version:
        return (
            f"The definition of the axis changed: version {reference.version} in the reference, {other.version} in the other. "
            "Measure the older one again."
        )
    if reference.edges is None and other.edges is None and reference.bins != other.bins:
        here, there = next(both for both in zip_longest(reference.bins, other.bins) if both[0] != both[1])
        return (
            f"The bins of the axis are not the same on both sides, at the same version: where the reference has {here or 'none more'}, "
            f"the other has {there or 'none more'}. If they follow the languages that users mix, measure one side again with the list "
            "of the other: `languages` of the stream, or --languages of the command."
        )
    if (reference.digest, reference.bins, reference.edges) != (other.digest, other.bins, other.edges):
        return "The bins or words of the axis are not the same on both sides, at the same version: measure one of them again."
    for side, axis in (("reference", reference), ("other fingerprint", other)):
        if axis.n == 0:
            return f"The {side} has no message that this axis can judge (n = 0)."
    return None
