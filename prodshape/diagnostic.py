"""The useful diagnostic: six plain numbers of two sets of messages, each with its interval and a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from prodshape.confidence import counts_by_cell, design_effect
from prodshape.estimate import Estimate, mean_of, ratio_of, share_of
from prodshape.inference.cell_covariance import CellShares
from prodshape.inference.distance_interval import DistanceModel
from prodshape.strict import Strict
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.fingerprint import Fingerprint
    from prodshape.judging import Pair
    from prodshape.verdict import AxisVerdict


class DiagnosticLine(Strict):
    """One of the six numbers."""

    name: str = Field(description="In few words, for charts.")
    what: str = Field(description="What the number is.")
    axis: str = Field(description="The axis that it comes from, and that is judged.")
    share: bool = Field(description="Whether it is a share of messages, 0 to 1.")
    reference: Estimate
    other: Estimate
    verdict: Outcome | None = Field(
        description="Of a share: how far it is from the other one, against the tolerance of its axis; else that of the axis."
        " Null if the contract does not name the axis."
    )


@dataclass(frozen=True)
class _Line:
    """Where a number comes from: the mean, the share of some bins, the share outside some bins, or the ratio of sums."""

    name: str
    what: str
    axis: str
    mean: bool = False
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


_LINES = (
    _Line("tokens", "tokens a message, mean", "length_tokens", mean=True),
    _Line("typo", "messages with a typo", "typos", outside=("0",)),
    _Line("2+ requests", "messages with several requests", "intents", outside=("0", "1")),
    _Line("emoji", "messages with emoji", "emoji", outside=("0",)),
    # Up to 20, as the bins go: they have cells, which the interval needs.
    _Line("<=20 chars", "messages of 20 characters or fewer", "length_chars", inside=("0", "<=5", "<=10", "<=20")),
    _Line("code-switched", "messages with words that switch language", "code_switching"),
)


def diagnostic(pair: Pair, judged: Mapping[str, AxisVerdict]) -> list[DiagnosticLine]:
    """Give the six numbers; one of which an axis was not measured alike on both sides is left out.

    Args:
        pair: both sides, with cells.
        judged: the verdicts, by axis.
    """
    found = []
    for line in _LINES:
        axis = pair.comparison.axes.get(line.axis)
        if axis is None or not axis.comparable:
            continue
        reference, other = _estimates(line, pair)
        found.append(
            DiagnosticLine(
                name=line.name,
                what=line.what,
                axis=line.axis,
                share=not line.mean,
                reference=reference,
                other=other,
                verdict=_verdict(line, pair, judged.get(line.axis)),
            )
        )
    return found


def _verdict(line: _Line, pair: Pair, judged: AxisVerdict | None) -> Outcome | None:
    """Judge the number itself: an axis may differ elsewhere, as in questions without a request against those with one."""
    if judged is None or judged.interval is None:
        return None if judged is None else Outcome.UNDECIDED
    if line.mean:
        return judged.verdict
    low, high = judged.interval.low, judged.interval.high
    if judged.verdict is Outcome.UNDECIDED and not low <= judged.tolerance < high:
        return Outcome.UNDECIDED  # for another reason: too few messages or authors
    shares = [_shares(line, document) for document in (pair.reference, pair.other)]
    if shares[0] is None or shares[1] is None:
        return Outcome.UNDECIDED
    low, high = (math.sqrt(end) for end in DistanceModel.of(shares[0], shares[1]).interval())
    if high <= judged.tolerance:
        return Outcome.WITHIN
    return Outcome.BREACH if low > judged.tolerance else Outcome.UNDECIDED


def _shares(line: _Line, document: Fingerprint) -> CellShares | None:
    """The number as two bins: yes and no."""
    axis = document.axes[line.axis]
    counts = counts_by_cell(axis)
    if line.inside or line.outside:
        names = {*line.inside} or {*axis.bins} - {*line.outside}
        yes = counts[:, [place for place, name in enumerate(axis.bins) if name in names]].sum(axis=1)
        of = counts.sum(axis=1)
    else:
        yes, of = np.array(axis.cells, dtype=np.int64)[:, -2:].T
    return CellShares.of(np.column_stack([of - yes, yes]), design_effect(document.cell_sources))


def _estimates(line: _Line, pair: Pair) -> tuple[Estimate, Estimate]:
    compared = pair.comparison.axes[line.axis]
    if line.mean:
        return mean_of(compared.reference), mean_of(compared.other)
    if not (line.inside or line.outside):
        return ratio_of(compared.reference), ratio_of(compared.other)
    made = []
    for document in (pair.reference, pair.other):
        axis = document.axes[line.axis]
        names = line.inside or {*axis.bins} - {*line.outside}
        made.append(share_of(axis, names, design_effect(document.cell_sources)))
    return made[0], made[1]
