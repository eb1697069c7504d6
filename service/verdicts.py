"""Give the verdict of the active contract on what an evaluation has compared; nothing is compared again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodshape.comparison import AxisComparison, side
from prodshape.fingerprint import CellSources
from prodshape.judging import Pair, judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prodshape.comparison import Comparison
    from prodshape.fingerprint import Fingerprint
    from prodshape.verdict import Verdict
    from service.store.contracts import ContractVersion

NO_CONTRACT = (
    "No contract is active for this stream: `prodshape contract from-fingerprint` draws one up, and `prodshape contract"
    " push` makes it the active one."
)


@dataclass(frozen=True)
class Compared:
    """One kind of divergence of all segments of a window, compared once.

    Attributes:
        sides: what people call the reference and production.
        references: what production is compared with, by segment.
        comparisons: by segment; only of those that both sides have.
        quiet: likewise without one loud user; only where there is one.
        reason: why nothing is compared at all, if it is not.
    """

    sides: tuple[str, str]
    references: Mapping[str, Fingerprint]
    comparisons: Mapping[str, Comparison]
    quiet: Mapping[str, Comparison]
    reason: str | None


@dataclass(frozen=True)
class Told:
    """A verdict, or the reason why there is none."""

    verdict: Verdict | None
    reason: str | None


def verdict_of(
    contract: ContractVersion | None,
    documents: Mapping[str, Fingerprint],
    compared: Compared,
    cautions: Sequence[str] = (),
) -> Told:
    """Judge one kind of divergence. What a contract names and nobody can compare is undecided with a sentence, never an error.

    Args:
        contract: the active one.
        documents: production, by segment.
        compared: with what, and how far apart.
        cautions: what a reader must know of every segment.
    """
    if contract is None or compared.reason is not None:
        return Told(None, NO_CONTRACT if contract is None else compared.reason)
    if "all" not in compared.comparisons:
        return Told(None, "Nothing can be judged: one of both sides has no message.")
    pairs = {
        segment: _pair(segment, contract.contract.axes, documents, compared, cautions)
        for segment in contract.contract.judged
    }
    return Told(judge(contract.contract, pairs, sides=compared.sides, version=contract.version), None)


def _pair(
    segment: str,
    names: Mapping[str, object],
    documents: Mapping[str, Fingerprint],
    compared: Compared,
    cautions: Sequence[str],
) -> Pair:
    """A segment with all axes that count, also where one side or both have nothing to compare."""
    reference, other = compared.references.get(segment), documents.get(segment)
    comparison = compared.comparisons.get(segment)
    reason = f"Neither {compared.sides[0]} nor {compared.sides[1]} was measured with this axis."
    if comparison is None:
        without = compared.sides[0 if reference is None else 1]
        reason = f"There is no message of the segment {segment!r} in {without}."
        comparison = compared.comparisons["all"].model_copy(update={"axes": {}})
    axes = {name: _not_comparable(reason) for name in names} | comparison.axes
    return Pair(
        reference or _empty(compared.references["all"], segment),
        other or _empty(documents["all"], segment),
        comparison.model_copy(update={"axes": axes}),
        cautions,
        compared.quiet.get(segment),
    )


def _empty(whole: Fingerprint, segment: str) -> Fingerprint:
    nobody = CellSources(author=0, conversation=0, key=0, record=0)
    nothing = {"segment": segment, "messages": 0, "authors": 0, "cell_sources": nobody, "axes": {}}
    return whole.model_copy(update=nothing)


def _not_comparable(reason: str) -> AxisComparison:
    none = side(None, 1.0)
    return AxisComparison(
        comparable=False, reason=reason, unit="", ratio_of=None, reference=none, other=none, values={}
    )
