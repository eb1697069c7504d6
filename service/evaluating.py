"""Compare production with the active dataset and with its baseline, and say why where there is no number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from prodshape.comparison import side
from prodshape.confidence import design_effect
from prodshape.fingerprint import Window as Stretch
from prodshape.shifts.loudest import loudest
from prodshape.verdict import ContractRef
from prodshape.what_changed import without_loudest
from service.attribution import with_bins, with_segments
from service.remembering import Remembered
from service.store.changes import Change, Place, load_changes
from service.store.contracts import ContractVersion, active_contract
from service.store.datasets import Dataset, active_dataset, load_dataset_fingerprint
from service.store.evaluations import (
    AxisEvaluation,
    BaselineRef,
    DatasetRef,
    Divergence,
    Evaluation,
    SegmentEvaluation,
)
from service.store.fingerprints import Version, get_version, load_version, segments_of
from service.store.windows import ALL
from service.verdicts import Compared, verdict_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from prodshape.comparison import AxisComparison, Comparison
    from prodshape.fingerprint import Fingerprint
    from service.settings import ServiceSettings
    from service.windowing import Frozen

NO_DATASET = (
    "No dataset is active for this stream: register one by `prodshape dataset push` and make it active by"
    " `prodshape dataset activate`."
)
NO_BASELINE = (
    "The active dataset has no baseline yet: it will be the first complete version that reaches the minimum n; or set"
    " one by `prodshape baseline set`."
)

PRODUCTION = "production"

LATE_S = 900
"""A window that ends further behind real time is told so beside its verdict, seconds; the end is a pane's, up to 300 s ago."""


@dataclass(frozen=True)
class References:
    """What production is compared with.

    Attributes:
        dataset: the active dataset, if there is one.
        fingerprint: of the dataset.
        baseline: its baseline, if it has one.
        baselines: the documents of the baseline by segment.
        contract: what the verdicts are given by, if there is one.
        changes: when users changed last.
    """

    dataset: Dataset | None = None
    fingerprint: Fingerprint | None = None
    baseline: Version | None = None
    baselines: Mapping[str, Fingerprint] | None = None
    contract: ContractVersion | None = None
    changes: Mapping[Place, Change] = field(default_factory=dict)


def load_references(conn: Connection, stream: str, remembered: Remembered | None = None) -> References:
    """Read the active dataset of a stream, its baseline, the active contract and the changes; documents only that are not remembered."""
    known = remembered or Remembered()
    dataset, contract, changes = active_dataset(conn, stream), active_contract(conn, stream), load_changes(conn, stream)
    if dataset is None:
        return References(contract=contract, changes=changes)
    fingerprint = known.document(dataset.digest, lambda: load_dataset_fingerprint(conn, dataset.id))
    if dataset.baseline is None:
        return References(dataset, fingerprint, contract=contract, changes=changes)
    return References(
        dataset,
        fingerprint,
        get_version(conn, stream, dataset.baseline),
        {
            segment: known.document(digest, partial(load_version, conn, stream, dataset.baseline, segment, whole=True))
            for segment, digest in segments_of(conn, stream, dataset.baseline).items()
        },
        contract,
        changes,
    )


def evaluate(
    frozen: Frozen | None,
    references: References,
    *,
    stream: str,
    version: int | None,
    now: datetime,
    settings: ServiceSettings,
    remembered: Remembered | None = None,
) -> Evaluation:
    """Build the evaluation of a window: a pure function of its documents, what they are compared with, and the time.

    Args:
        frozen: the window; None if nothing is counted yet.
        references: what it is compared with.
        stream: name of the stream.
        version: number of the version that the documents are; None for the live window.
        now: the time of the evaluation.
        settings: `minimum_n` of the stream, and what counts as far behind.
        remembered: what was compared before; it changes how long this takes, and nothing else.
    """
    known = remembered or Remembered()
    minimum_n = settings.stream(stream).minimum_n
    behind_s = None if frozen is None else max(0, int((now - frozen.end).total_seconds()))
    common = _common_reason(frozen, behind_s, settings)
    mismatch = common or (NO_DATASET if references.dataset is None else None)
    drift = mismatch or (NO_BASELINE if references.baseline is None else None)
    documents = frozen.documents if frozen else {}
    contract, own = references.contract, references.fingerprint
    named = () if contract is None else contract.contract.judged
    # A dataset has no segments: each one of production is compared with all of it.
    training = {} if own is None else dict.fromkeys((*documents, *named), own)
    compared = [
        Compared(
            sides,
            against,
            _compared(known, against, documents, reason, minimum_n),
            _quiet(known, against, documents, named if reason is None else ()),
            reason,
        )
        for sides, against, reason in (
            (("the dataset", PRODUCTION), training, mismatch),
            ((_baseline_name(references), PRODUCTION), references.baselines or {}, drift),
        )
    ]
    segments = {}
    for segment, document in sorted(documents.items()):
        mismatches, drifts = (_kind(kind, segment, document, references.baseline) for kind in compared)
        if segment == ALL:
            drifts = with_segments(drifts, references.baselines or {}, documents)
        latest = _latest(references.changes, segment, document, settings)
        segments[segment] = _segment(document, mismatches, drifts, latest)
    cautions = _cautions(frozen, behind_s, settings.stream(stream).baseline_coverage_ratio)
    told = [verdict_of(contract, documents, kind, cautions) for kind in compared]
    baseline_version = references.baseline
    return Evaluation(
        stream=stream,
        version=version,
        evaluated_at=now,
        watermark=None if frozen is None else frozen.watermark,
        behind_s=behind_s,
        window=None if frozen is None else Stretch(start=frozen.start, end=frozen.end),
        minimum_n=minimum_n,
        dataset=None
        if (found := references.dataset) is None
        else DatasetRef(id=found.id, name=found.name, revision=found.revision, digest=found.digest),
        baseline=None
        if baseline_version is None
        else BaselineRef(
            version=baseline_version.version,
            window=Stretch(start=baseline_version.window_start, end=baseline_version.window_end),
        ),
        mismatch_reason=mismatch,
        drift_reason=drift,
        segments=segments,
        contract=None
        if contract is None
        else ContractRef(name=contract.contract.name, digest=contract.contract.digest, version=contract.version),
        mismatch_verdict=told[0].verdict,
        mismatch_verdict_reason=told[0].reason,
        drift_verdict=told[1].verdict,
        drift_verdict_reason=told[1].reason,
    )


def _latest(
    changes: Mapping[Place, Change], segment: str, document: Fingerprint, settings: ServiceSettings
) -> dict[str, Change]:
    """The changes of a segment that are not older than the totals in which they are looked for, nor after the window."""
    if document.window is None:
        return {}
    end, kept = document.window.end, timedelta(days=settings.pane_totals_kept_days)
    return {
        place.axis: change
        for place, change in changes.items()
        if place.segment == segment and end - kept <= change.at < end
    }


def _common_reason(frozen: Frozen | None, behind_s: int | None, settings: ServiceSettings) -> str | None:
    if frozen is None:
        return (
            "Nothing is known to be counted yet: each partition must have been caught up once, or have had a message,"
            " and not all topics may be retired. See that the consumers run."
        )
    if behind_s is not None and behind_s > settings.far_behind_seconds:
        return (
            f"The window ends {behind_s} s behind real time, more than the {settings.far_behind_seconds} s of"
            " PRODSHAPE_FAR_BEHIND_SECONDS: it shows the past. See the lag of the consumers; /v1/streams names a topic"
            " that nobody reads."
        )
    return None


def _cautions(frozen: Frozen | None, behind_s: int | None, whole: float) -> list[str]:
    """What a reader of a verdict must know of the window."""
    found = []
    if behind_s is not None and behind_s > LATE_S:
        found.append(f"The window ends {behind_s // 60:,} minutes behind real time: what came since is not in it.")
    if frozen is not None and frozen.coverage_ratio < whole:
        found.append(
            f"Messages are counted in only {frozen.coverage_ratio:.0%} of the window: other times of the day or of the week"
            " may look different."
        )
    return found


def _baseline_name(references: References) -> str:
    number = f" (version {references.baseline.version})" if references.baseline else ""
    return f"the baseline{number}"


def _compared(
    known: Remembered,
    references: Mapping[str, Fingerprint],
    documents: Mapping[str, Fingerprint],
    reason: str | None,
    minimum_n: int,
) -> dict[str, Comparison]:
    """Compare each segment that both sides have, unless there is a reason not to."""
    if reason is not None:
        return {}
    return {
        segment: _of_enough(known.compare(references[segment], document), minimum_n)
        for segment, document in documents.items()
        if segment in references
    }


def _quiet(
    known: Remembered,
    references: Mapping[str, Fingerprint],
    documents: Mapping[str, Fingerprint],
    judged: Collection[str],
) -> dict[str, Comparison]:
    """Compare once more without one loud user, where a verdict would rest on them."""
    found = {}
    for segment in {*references} & {*documents} & {*judged}:
        without = without_loudest(references[segment], documents[segment])
        if without is not None:
            found[segment] = known.compare(*without, quiet=True)
    return found


def _of_enough(comparison: Comparison, minimum_n: int) -> Comparison:
    """Take the numbers away from axes with too few messages: what is no number is no reason for a verdict either."""
    axes = {}
    for name, axis in comparison.axes.items():
        reason = axis.reason or _too_few(axis, minimum_n)
        axes[name] = axis
        if reason is not None:
            none = {"comparable": False, "reason": reason, "values": {}, "confidence": None, "unsure": None}
            axes[name] = axis.model_copy(update=none)
    return comparison.model_copy(update={"axes": axes})


def _too_few(axis: AxisComparison, minimum_n: int) -> str | None:
    if axis.n < minimum_n:
        return f"Production has {axis.n} messages on this axis, fewer than the minimum of {minimum_n}."
    if axis.n_reference < minimum_n:
        return f"The reference has {axis.n_reference} messages on this axis, fewer than the minimum of {minimum_n}."
    return None


def _kind(compared: Compared, segment: str, document: Fingerprint, baseline: Version | None) -> dict[str, Divergence]:
    """One kind of divergence on every axis of a document."""
    comparison = compared.comparisons.get(segment)
    if comparison is not None:
        reference = compared.references[segment]
        return {
            name: with_bins(_divergence(comparison.axes[name]), name, reference, document) for name in document.axes
        }
    absent = (
        compared.reason or f"The baseline, version {baseline.version if baseline else 0}, has no segment {segment}."
    )
    return {name: _absent(compared.references.get(segment), name, absent) for name in document.axes}


def _absent(reference: Fingerprint | None, name: str, reason: str) -> Divergence:
    axis = None if reference is None else reference.axes.get(name)
    told = None if reference is None or axis is None else side(axis, design_effect(reference.cell_sources))
    return Divergence(values={}, reason=reason, reference=told)


def _divergence(compared: AxisComparison) -> Divergence:
    return Divergence(
        values=compared.values,
        reason=compared.reason,
        reference=compared.reference if compared.reference.version is not None else None,
        confidence=compared.confidence,
        unsure=compared.unsure,
    )


def _segment(
    document: Fingerprint,
    mismatch: Mapping[str, Divergence],
    drift: Mapping[str, Divergence],
    changes: Mapping[str, Change],
) -> SegmentEvaluation:
    effect = design_effect(document.cell_sources)
    return SegmentEvaluation(
        messages=document.messages,
        authors=document.authors,
        cell_sources=document.cell_sources,
        digest=document.digest,
        loudest=loudest(document),
        axes={
            name: AxisEvaluation(
                unit=axis.unit,
                ratio_of=axis.ratio_of,
                production=side(axis, effect),
                mismatch=mismatch[name],
                drift=drift[name],
                change=changes.get(name),
            )
            for name, axis in document.axes.items()
        },
    )
