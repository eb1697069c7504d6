"""Compare production with the active dataset and with its baseline, and say why where there is no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodshape.comparison import AxisComparison, compare, side
from prodshape.confidence import design_effect
from prodshape.fingerprint import Fingerprint
from prodshape.fingerprint import Window as Stretch
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

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

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


@dataclass(frozen=True)
class References:
    """What production is compared with.

    Attributes:
        dataset: the active dataset, if there is one.
        fingerprint: of the dataset.
        baseline: its baseline, if it has one.
        baselines: the documents of the baseline by segment.
    """

    dataset: Dataset | None = None
    fingerprint: Fingerprint | None = None
    baseline: Version | None = None
    baselines: Mapping[str, Fingerprint] | None = None


def load_references(conn: Connection, stream: str) -> References:
    """Read the active dataset of a stream and its baseline."""
    dataset = active_dataset(conn, stream)
    if dataset is None:
        return References()
    fingerprint = Fingerprint.loads(load_dataset_fingerprint(conn, dataset.id))
    if dataset.baseline is None:
        return References(dataset, fingerprint)
    return References(
        dataset,
        fingerprint,
        get_version(conn, stream, dataset.baseline),
        {
            segment: Fingerprint.loads(load_version(conn, stream, dataset.baseline, segment, whole=True))
            for segment in segments_of(conn, stream, dataset.baseline)
        },
    )


def evaluate(
    frozen: Frozen | None,
    references: References,
    *,
    stream: str,
    version: int | None,
    now: datetime,
    settings: ServiceSettings,
) -> Evaluation:
    """Build the evaluation of a window: a pure function of its documents, what they are compared with, and the time.

    Args:
        frozen: the window; None if nothing is counted yet.
        references: what it is compared with.
        stream: name of the stream.
        version: number of the version that the documents are; None for the live window.
        now: the time of the evaluation.
        settings: `minimum_n` of the stream, and what counts as far behind.
    """
    minimum_n = settings.stream(stream).minimum_n
    behind_s = None if frozen is None else max(0, int((now - frozen.end).total_seconds()))
    common = _common_reason(frozen, behind_s, settings)
    mismatch = common or (NO_DATASET if references.dataset is None else None)
    drift = mismatch or (NO_BASELINE if references.baseline is None else None)
    segments = {}
    for segment, document in sorted(frozen.documents.items() if frozen else ()):
        baseline = (references.baselines or {}).get(segment)
        here = f"The baseline, version {references.baseline.version if references.baseline else 0}, has no segment {segment}."
        no_baseline = drift or (here if baseline is None else None)
        segments[segment] = _segment(
            document,
            _kind(references.fingerprint, document, mismatch, minimum_n),
            _kind(baseline, document, no_baseline, minimum_n),
        )
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
    )


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


def _kind(
    reference: Fingerprint | None, document: Fingerprint, reason: str | None, minimum_n: int
) -> dict[str, Divergence]:
    """One kind of divergence on every axis of a document."""
    if reason is not None or reference is None:
        absent = reason or "There is nothing to compare with."
        return {name: _absent(reference, name, absent) for name in document.axes}
    compared = compare(reference, document).axes
    return {name: _divergence(compared[name], minimum_n) for name in document.axes}


def _absent(reference: Fingerprint | None, name: str, reason: str) -> Divergence:
    axis = None if reference is None else reference.axes.get(name)
    told = None if reference is None or axis is None else side(axis, design_effect(reference.cell_sources))
    return Divergence(values={}, reason=reason, reference=told)


def _divergence(compared: AxisComparison, minimum_n: int) -> Divergence:
    reason = compared.reason
    if reason is None and compared.n < minimum_n:
        reason = f"Production has {compared.n} messages on this axis, fewer than the minimum of {minimum_n}."
    if reason is None and compared.n_reference < minimum_n:
        reason = (
            f"The reference has {compared.n_reference} messages on this axis, fewer than the minimum of {minimum_n}."
        )
    reference = compared.reference if compared.reference.version is not None else None
    if reason is not None:
        return Divergence(values={}, reason=reason, reference=reference)
    return Divergence(
        values=compared.values,
        reason=None,
        reference=reference,
        confidence=compared.confidence,
        unsure=compared.unsure,
    )


def _segment(
    document: Fingerprint, mismatch: Mapping[str, Divergence], drift: Mapping[str, Divergence]
) -> SegmentEvaluation:
    effect = design_effect(document.cell_sources)
    return SegmentEvaluation(
        messages=document.messages,
        authors=document.authors,
        cell_sources=document.cell_sources,
        digest=document.digest,
        axes={
            name: AxisEvaluation(
                unit=axis.unit,
                ratio_of=axis.ratio_of,
                production=side(axis, effect),
                mismatch=mismatch[name],
                drift=drift[name],
            )
            for name, axis in document.axes.items()
        },
    )
