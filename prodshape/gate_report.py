"""What a report of a gate shows, whatever its format: the verdict, and where both sides stand on every axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from prodshape.confidence import design_effect
from prodshape.diagnostic import DiagnosticLine, diagnostic
from prodshape.estimate import Estimate, mean_of, ratio_of, share_of
from prodshape.strict import Count, Strict
from prodshape.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prodshape.comparison import AxisComparison
    from prodshape.judging import Pair

FORMAT: Literal["prodshape.gate/1"] = "prodshape.gate/1"


class Level(Strict):
    """The one number that an axis is read by, on both sides."""

    what: str = Field(description="What is counted, in words.")
    share: bool = Field(description="Whether the numbers are shares, 0 to 1, that people read in percent.")
    reference: Estimate
    other: Estimate


class BinReport(Strict):
    """The share of one bin, 0 to 1, on both sides."""

    name: str
    reference: Estimate
    other: Estimate


class AxisReport(Strict):
    """What is drawn of one axis."""

    unit: str
    ordered: bool = Field(description="Whether the order of the bins means something.")
    n: tuple[Count, Count] = Field(description="Messages measured, in the reference and in the other.")
    level: Level | None = Field(description="Null if the two sides cannot be compared.")
    bins: list[BinReport] = Field(description="Empty if the two sides cannot be compared.")


class GateReport(Strict):
    """The document: a verdict, and what a page about it needs besides."""

    format: Literal["prodshape.gate/1"] = FORMAT
    sides: tuple[str, str] = Field(description="What people call the reference and the other.")
    sources: tuple[str, str] = Field(description="Where they came from: a file, or an address.")
    verdict: Verdict
    diagnostic: list[DiagnosticLine] = Field(description="Six plain numbers of the whole.")
    segments: dict[str, dict[str, AxisReport]] = Field(description="By segment and axis, as in the verdict.")


def gate_report(
    verdict: Verdict, pairs: Mapping[str, Pair], *, sides: tuple[str, str], sources: tuple[str, str]
) -> GateReport:
    """Put together what every format shows.

    Args:
        verdict: what is reported.
        pairs: what it was judged from, by segment.
        sides: what people call the reference and the other, as the sentences of the verdict do.
        sources: where they came from.
    """
    segments = {
        name: {axis: _axis(axis, pairs[name]) for axis in segment.axes} for name, segment in verdict.segments.items()
    }
    return GateReport(
        sides=sides,
        sources=sources,
        verdict=verdict,
        diagnostic=diagnostic(pairs["all"], verdict.segments["all"].axes),
        segments=segments,
    )


def _axis(name: str, pair: Pair) -> AxisReport:
    found = pair.comparison.axes[name]
    one = pair.other.axes.get(name) or pair.reference.axes[name]
    bins: list[BinReport] = []
    level = None
    if found.comparable:
        both = (pair.reference.axes[name], pair.other.axes[name])
        effects = design_effect(pair.reference.cell_sources), design_effect(pair.other.cell_sources)
        bins = [
            BinReport(
                name=each, reference=share_of(both[0], [each], effects[0]), other=share_of(both[1], [each], effects[1])
            )
            for each in one.bins
        ]
        level = _level(found, bins)
    return AxisReport(unit=one.unit, ordered=one.ordered, n=(found.n_reference, found.n), level=level, bins=bins)


def _level(axis: AxisComparison, bins: Sequence[BinReport]) -> Level:
    """The ratio of sums, else the mean, else the share of the bin that moved most."""
    if axis.ratio_of and not axis.ratio_of.endswith("/ messages"):
        return Level(
            what=axis.ratio_of,
            share=True,
            reference=ratio_of(axis.reference),
            other=ratio_of(axis.other),
        )
    if axis.reference.mean is not None and axis.other.mean is not None:
        return Level(
            what=f"{axis.unit}, mean", share=False, reference=mean_of(axis.reference), other=mean_of(axis.other)
        )
    moved = max(bins, key=lambda each: abs((each.other.value or 0.0) - (each.reference.value or 0.0)))
    return Level(what=f"{moved.name} / messages", share=True, reference=moved.reference, other=moved.other)
