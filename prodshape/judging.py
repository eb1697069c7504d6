"""Judge two fingerprints by a contract: the interval of each distance against its tolerance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from prodshape.comparison import compare
from prodshape.errors import InputError
from prodshape.inference.messages_needed import messages_needed
from prodshape.inference.same_distribution import corrected
from prodshape.shifts.loudest import loudest
from prodshape.standing import moved_most, smallest_shift, standing
from prodshape.verdict import AxisVerdict, ContractRef, Outcome, SegmentVerdict, Verdict, whole
from prodshape.what_changed import without_loudest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.confidence import Interval
    from prodshape.contract import Agreed, Contract
    from prodshape.fingerprint import Fingerprint

FALSE_ALARMS = 0.05
"""The budget of one verdict: the probability of one breach or more, over all its axes and segments, if nothing differs."""

_UNKNOWN_AUTHORS = 0.5
_NAMED = 5
_MOST_TIMES = 1000
_MAIN = "jensen_shannon"


@dataclass(frozen=True)
class Pair:
    """What is judged in one segment, compared once.

    Attributes:
        reference: the dataset, or the baseline; with cells.
        other: production; with cells.
        comparison: of both.
        cautions: what else a reader must know, such as that the window lies behind real time.
        quiet: the comparison without the largest group of authors of a side where it is warned of; None if it is on neither.
    """

    reference: Fingerprint
    other: Fingerprint
    comparison: Comparison
    cautions: Sequence[str] = ()
    quiet: Comparison | None = None

    @classmethod
    def of(cls, reference: Fingerprint, other: Fingerprint, cautions: Sequence[str] = ()) -> Pair:
        """Compare the two, and once more without one loud user."""
        without = without_loudest(reference, other)
        quiet = None if without is None else compare(*without)
        return cls(reference, other, compare(reference, other), cautions, quiet)


def judge(
    contract: Contract,
    pairs: Mapping[str, Pair],
    *,
    sides: tuple[str, str] = ("the dataset", "production"),
    version: int | None = None,
) -> Verdict:
    """Give the verdict of a contract.

    An axis is `within` if the whole interval of its distance lies at or below the tolerance, in `breach` if the whole
    interval lies above it and no chance explains so much difference (Holm's correction over all axes and segments), else
    `undecided`: also if it cannot be compared, or a side has fewer messages or authors than the contract asks for. One loud user
    makes an interval wide, not a breach; the cautions say what the verdict would be without them.

    Args:
        contract: what is agreed.
        pairs: by segment, `all` among them; segments that the contract does not name are left out.
        sides: what people call the reference and the other.
        version: number of the contract in the service, if it has one.

    Raises:
        InputError: the contract names an axis that neither side has, or a segment that is not there.
    """
    _see_that_all_are_there(contract, pairs)
    judged = {segment: pairs[segment] for segment in contract.judged}
    evidence = corrected(
        {
            f"{segment}\0{name}": sure.p
            for segment, pair in judged.items()
            for name in contract.axes
            if (axis := pair.comparison.axes.get(name)) and (sure := axis.confidence)
        }
    )
    segments = {
        segment: _segment(
            contract, segment, pair, {name: evidence.get(f"{segment}\0{name}") for name in contract.axes}, sides
        )
        for segment, pair in judged.items()
    }
    outcome = whole([axis for told in segments.values() for axis in told.axes.values()])
    verdict = Verdict(
        contract=ContractRef(name=contract.name, digest=contract.digest, version=version),
        reference=judged["all"].reference.digest,
        other=judged["all"].other.digest,
        verdict=outcome,
        sentence="",
        segments=segments,
    )
    return verdict.model_copy(update={"sentence": _summary(verdict, sides)})


def _see_that_all_are_there(contract: Contract, pairs: Mapping[str, Pair]) -> None:
    known = {name for pair in pairs.values() for name in pair.comparison.axes}
    for name in contract.axes:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            way = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sorted(known)) or 'none'}."
            raise InputError(f"A contract names axes that are measured, got {name!r}, which neither side has: {way}")
    for segment in contract.judged:
        if segment not in pairs:
            raise InputError(
                f"The contract {contract.name!r} judges the segment {segment!r}, and there is no fingerprint of it;"
                f" there are: {', '.join(sorted(pairs))}. Take it out of the contract, or give its fingerprint."
            )


def _segment(
    contract: Contract,
    segment: str,
    pair: Pair,
    evidence: Mapping[str, float | None],
    sides: tuple[str, str],
) -> SegmentVerdict:
    axes = {
        name: _axis(name, pair, contract.terms(segment, name), evidence[name], sides)
        for name in contract.axes
        if name in pair.comparison.axes
    }
    both = (pair.reference, pair.other)
    return SegmentVerdict(
        verdict=whole(list(axes.values())),
        messages=(both[0].messages, both[1].messages),
        authors=(both[0].authors, both[1].authors),
        axes=axes,
        cautions=[*pair.cautions, *_cautions(both, sides), *_loud(contract, segment, pair, sides)],
    )


def _axis(name: str, pair: Pair, agreed: Agreed, p: float | None, sides: tuple[str, str]) -> AxisVerdict:
    axis = pair.comparison.axes[name]
    sure = axis.confidence
    distance = axis.values.get(_MAIN)
    outcome, why = _outcome(name, pair, agreed, p, sides)
    needed = None
    if outcome is Outcome.UNDECIDED and not why:
        without = _without(name, pair)
        if without is not None and _lies(without, agreed.tolerance) is not outcome:
            why = (
                "it is the largest group of authors that makes it unsure: without it the distance is between"
                f" {without.low:.2f} and {without.high:.2f}, {_lies(without, agreed.tolerance)}"
            )
        else:
            needed, why = _needed(axis, pair, agreed, sides)
    clause = f"the contract allows {agreed.tolerance:.2f}: {outcome}"
    if why:
        clause += f". {why[0].upper()}{why[1:]}"
    return AxisVerdict(
        verdict=outcome,
        severity=agreed.severity,
        tolerance=agreed.tolerance,
        distance=distance,
        interval=sure.distance if sure else None,
        p_corrected=p,
        smallest_visible=sure.smallest_visible if sure else None,
        messages_needed=needed,
        sentence=_sentence(name, pair, clause, sides),
    )


def _outcome(name: str, pair: Pair, agreed: Agreed, p: float | None, sides: tuple[str, str]) -> tuple[Outcome, str]:
    """Decide, and say why it is undecided where it is not for want of messages."""
    axis = pair.comparison.axes[name]
    why = _obstacle(axis, pair, agreed, sides)
    if why is not None or axis.confidence is None:
        return Outcome.UNDECIDED, why or "it is not known how sure the distance is"
    outcome = _lies(axis.confidence.distance, agreed.tolerance)
    if outcome is Outcome.BREACH and (p is None or p > FALSE_ALARMS):
        return Outcome.UNDECIDED, "with so many axes and segments looked at, chance alone may show as much"
    return outcome, ""


def _lies(interval: Interval, tolerance: float) -> Outcome:
    """Where an interval lies beside the tolerance."""
    if interval.high <= tolerance:
        return Outcome.WITHIN
    return Outcome.UNDECIDED if interval.low <= tolerance else Outcome.BREACH


def _without(name: str, pair: Pair) -> Interval | None:
    """Where the distance of an axis lies without the largest group of authors, if that is asked and known."""
    axis = None if pair.quiet is None else pair.quiet.axes.get(name)
    return None if axis is None or axis.confidence is None else axis.confidence.distance


def _loud(contract: Contract, segment: str, pair: Pair, sides: tuple[str, str]) -> list[str]:
    """Say who is loud, and what the verdict would be without them."""
    if pair.quiet is None:
        return []
    found = [
        f"{side[0].upper()}{side[1:]}: {loud.warning[0].lower()}{loud.warning[1:]}"
        for side, document in zip(sides, (pair.reference, pair.other), strict=True)
        if (loud := loudest(document)) is not None and loud.warning is not None
    ]
    told: dict[Outcome, list[str]] = {}
    for name in contract.axes:
        if (interval := _without(name, pair)) is not None:
            told.setdefault(_lies(interval, contract.terms(segment, name).tolerance), []).append(name)
    parts = [
        f"{outcome} on {', '.join(told[outcome])}" for outcome in (Outcome.BREACH, Outcome.UNDECIDED) if outcome in told
    ]
    if Outcome.WITHIN in told:
        parts.append(f"within on {'the rest' if parts else 'all axes'}")
    without = f"Judged without it: {'; '.join(parts)}." if told else "Without it, too little is left to judge."
    return [*found, without]


def _obstacle(axis: AxisComparison, pair: Pair, agreed: Agreed, sides: tuple[str, str]) -> str | None:
    """Say what keeps an axis from being judged at all, None if nothing does."""
    if not axis.comparable:
        return axis.reason
    for side, n, document in zip(sides, (axis.n_reference, axis.n), (pair.reference, pair.other), strict=True):
        if n < agreed.minimum.messages:
            return f"{side} has {n:,} messages on this axis, and the contract asks for {agreed.minimum.messages:,}"
        if document.authors is not None and document.authors < agreed.minimum.authors:
            return (
                f"{side} has messages of about {document.authors:,} author{'' if document.authors == 1 else 's'}, and the contract asks for"
                f" {agreed.minimum.authors:,}: so few tell little of the others"
            )
    return axis.unsure


def _needed(axis: AxisComparison, pair: Pair, agreed: Agreed, sides: tuple[str, str]) -> tuple[int | None, str]:
    """Say how many messages of the other side would decide, as a number and in words."""
    sure = axis.confidence
    times = None
    if sure is not None and sure.unbiased is not None and sure.reference_share is not None:
        interval = sure.distance
        times = messages_needed(
            interval.low, sure.unbiased, interval.high, agreed.tolerance, fixed=sure.reference_share
        )
    why = "the tolerance lies inside the interval"
    if times is None or times > _MOST_TIMES:
        return None, (
            f"{why}, and more messages of {sides[1]} alone would not change that: the distance is about the tolerance, or"
            f" {sides[0]} is too small"
        )
    needed = _two_digits(axis.n * times)
    authors = pair.other.authors
    users = "" if authors is None else f" of about {_two_digits(authors * times):,} users"
    return needed, f"{why}: about {needed:,} messages{users} of {sides[1]} would decide, there are {axis.n:,}"


def _two_digits(number: float) -> int:
    """Round up to two digits that say something: a plan is not more exact."""
    scale = int(10 ** max(0, len(str(math.ceil(number))) - 2))
    return math.ceil(number / scale) * scale


def _sentence(name: str, pair: Pair, clause: str, sides: tuple[str, str]) -> str:
    axis = pair.comparison.axes[name]
    found = []
    if axis.comparable:
        both = pair.reference.axes[name], pair.other.axes[name]
        level = standing(name, *both, sides)
        found.append(level)
        if _stands_still(axis) and not level.startswith("'"):
            found.append(moved_most(*both, sides))
        sure = axis.confidence
        interval = f" (95% sure: {sure.distance.low:.2f} to {sure.distance.high:.2f})" if sure else ""
        found.append(f"distance {axis.values[_MAIN]:.2f}{interval}")
    text = f"{name}: {'; '.join(part for part in (*found, clause) if part)}".rstrip(".") + "."
    shift = smallest_shift(axis) if axis.comparable else None
    return f"{text} A shift of {shift} would show." if shift else text


def _stands_still(axis: AxisComparison) -> bool:
    """Say if the distance shows, but not in the level that both sides are read by."""
    here, there, sure = axis.reference.interval, axis.other.interval, axis.confidence
    if here is None or there is None or sure is None:
        return False
    return sure.distance.low > 0 and here.low <= there.high and there.low <= here.high


def _cautions(both: tuple[Fingerprint, Fingerprint], sides: tuple[str, str]) -> list[str]:
    found = []
    for side, document in zip(sides, both, strict=True):
        sources = document.cell_sources
        messages = sources.author + sources.conversation + sources.key + sources.record
        unknown = sources.record / messages if messages else 0.0
        if unknown > _UNKNOWN_AUTHORS:
            found.append(
                f"Of {unknown:.0%} of the messages of {side} no author is known: how much one user repeats is assumed"
                " (variance twice that of independent messages), not measured."
            )
    return found


def _summary(verdict: Verdict, sides: tuple[str, str]) -> str:
    """Say the whole in one sentence."""
    axes = sum(len(told.axes) for told in verdict.segments.values())
    name = f"the contract {verdict.contract.name!r}"
    if verdict.verdict is Outcome.WITHIN:
        return f"Within {name}: {sides[0]} has the shape of {sides[1]} on all {axes} axes judged."
    found = verdict.of(verdict.verdict)
    named = ", ".join(axis if segment == "all" else f"{axis} ({segment})" for segment, axis, _ in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    if verdict.verdict is Outcome.BREACH:
        return f"Breach of {name}: {sides[0]} and {sides[1]} are too far apart on {len(found)} of {axes} axes: {named}{more}."
    return f"Undecided by {name}: {len(found)} of {axes} axes cannot be told: {named}{more}."
