"""What the service says of mismatch and drift now, and what that means in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prodshape.comparison import Side
from prodshape.levels import levels

if TYPE_CHECKING:
    from collections.abc import Mapping

CLEAR = 0.12
"""A Jensen-Shannon distance that the demo calls a shift; chance alone reaches it in some hundred messages, on an axis
of many bins, but hardly ever on `_NAMED` axes at once."""

_NAMED = 3


@dataclass(frozen=True)
class AxisNow:
    """One axis at one moment; a distance is None where there is none yet.

    Attributes:
        name: of the axis.
        unit: of its mean.
        ratio_of: what its ratio is, in words, or None.
        production: where users stand.
        dataset: where the training set stands, or None.
        baseline: where users stood, or None.
        mismatch: Jensen-Shannon distance of dataset and production, 0 to 1.
        drift: of baseline and production.
        reason: why there is no mismatch, or None.
    """

    name: str
    unit: str
    ratio_of: str | None
    production: Side
    dataset: Side | None
    baseline: Side | None
    mismatch: float | None
    drift: float | None
    reason: str | None = None


def read_axes(segment: Mapping[str, Any]) -> list[AxisNow]:
    """Read one segment of `/v1/divergence`; the axis that is furthest from the training set comes first."""
    axes = [_axis(name, axis) for name, axis in segment["axes"].items()]
    return sorted(axes, key=lambda axis: (-(axis.mismatch or 0.0), axis.name))


def _axis(name: str, axis: Mapping[str, Any]) -> AxisNow:
    mismatch, drift = axis["mismatch"], axis["drift"]
    return AxisNow(
        name=name,
        unit=axis["unit"],
        ratio_of=axis["ratio_of"],
        production=Side.model_validate(axis["production"]),
        dataset=_side(mismatch["reference"]),
        baseline=_side(drift["reference"]),
        mismatch=mismatch["values"].get("jensen_shannon"),
        drift=drift["values"].get("jensen_shannon"),
        reason=mismatch["reason"],
    )


def _side(side: Mapping[str, Any] | None) -> Side | None:
    return None if side is None else Side.model_validate(side)


def nothing_sentence(axes: list[AxisNow]) -> str | None:
    """Say why no axis has a mismatch, if none has."""
    if not axes or any(axis.mismatch is not None for axis in axes):
        return None
    return f"No mismatch is told, for example of {axes[0].name}: {axes[0].reason}"


def mismatch_sentence(axes: list[AxisNow]) -> str | None:
    """Say that the training set is not like the users, if it is clearly not, on several axes."""
    far = sorted((axis for axis in axes if (axis.mismatch or 0.0) >= CLEAR), key=lambda axis: -(axis.mismatch or 0.0))
    if len(far) < _NAMED:
        return None
    named = "; ".join(_stand(axis.name, axis.mismatch, axis, axis.dataset) for axis in far[:_NAMED])
    return f"MISMATCH: the training set is not what users type, on {len(far)} of {len(axes)} axes. {named}."


def drift_sentence(axes: list[AxisNow]) -> str | None:
    """Say that the users have moved since the baseline, if they clearly have, on several axes."""
    far = sorted((axis for axis in axes if (axis.drift or 0.0) >= CLEAR), key=lambda axis: -(axis.drift or 0.0))
    if len(far) < _NAMED:
        return None
    named = "; ".join(_stand(axis.name, axis.drift, axis, axis.baseline) for axis in far[:_NAMED])
    return (
        f"DRIFT: users do not type as they did when the baseline was taken, on {len(far)} of {len(axes)} axes. {named}."
    )


def _stand(name: str, distance: float | None, axis: AxisNow, reference: Side | None) -> str:
    stands = "" if reference is None else levels(axis.unit, axis.ratio_of, reference, axis.production)
    return f"{name} {distance or 0.0:.2f}" + (f" ({stands})" if stands else "")
