"""What the page shows, read from the store in one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.fingerprint import Fingerprint
from service.store.datasets import load_dataset_fingerprint
from service.store.errors import UnknownRow
from service.store.evaluations import load_evaluation
from service.store.fingerprints import load_live, newest_version
from service.store.topics import read_topics
from service.streams import known_segments, known_streams
from service.web.page import Chart, Distance, Page, Ruling

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.settings import ServiceSettings
    from service.store.evaluations import AxisEvaluation, Divergence, Evaluation, Kind

MEASURE = "jensen_shannon"
"""The distance of the table."""


def page_of(conn: Connection, settings: ServiceSettings, stream: str, segment: str) -> Page:
    """The page of a segment.

    Args:
        conn: use `snapshot`, so that the distances belong to the shares.
        settings: which streams and segments there are.
        stream: a known stream.
        segment: one of its segments.

    Raises:
        UnknownRow: the stream has no such segment.
    """
    evaluation = load_evaluation(conn, stream)
    segments = list(dict.fromkeys([*known_segments(settings, stream), *(evaluation.segments if evaluation else ())]))
    if segment not in segments:
        raise UnknownRow(f"Stream {stream!r} has no segment {segment!r}; it has {', '.join(segments)}.")
    facts = [("Newest version", _version(conn, stream))]
    charts: list[Chart] = []
    notices = ["No message is counted yet: the first numbers come within a minute of the first messages."]
    if evaluation is not None:
        facts = [*_facts(evaluation, segment), *facts]
        notices = [*_reasons(evaluation), *_cautions(evaluation, segment)]
        if segment in evaluation.segments:
            charts = _charts(conn, evaluation, segment)
            loudest = evaluation.segments[segment].loudest
            notices += [loudest.warning] if loudest is not None and loudest.warning is not None else []
        elif evaluation.segments:
            notices.append(f"The live window has no message of the segment {segment!r}.")
    notices += [topic.warning for topic in read_topics(conn, stream) if topic.warning is not None]
    return Page(
        stream=stream,
        segment=segment,
        streams=known_streams(conn, settings),
        segments=segments,
        facts=facts,
        charts=charts,
        notices=notices,
        made_at=None if evaluation is None else evaluation.evaluated_at,
        changes=[] if evaluation is None else _changes(evaluation, segment),
    )


def _changes(evaluation: Evaluation, segment: str) -> list[str]:
    found = evaluation.segments.get(segment)
    told = (
        [] if found is None else [(axis.change, name) for name, axis in found.axes.items() if axis.change is not None]
    )
    return [change.sentence(name) for change, name in sorted(told, key=lambda one: one[0].at, reverse=True)]


def _version(conn: Connection, stream: str) -> str:
    newest = newest_version(conn, stream)
    return "none yet" if newest is None else f"{newest.version}, up to {_time(newest.window_end)}"


def _facts(evaluation: Evaluation, segment: str) -> list[tuple[str, str]]:
    window, dataset, baseline = evaluation.window, evaluation.dataset, evaluation.baseline
    contract = evaluation.contract
    facts = [
        ("Live window", "none" if window is None else f"{_time(window.start)} to {_time(window.end)}"),
        ("Counted up to", "not known yet" if evaluation.watermark is None else _time(evaluation.watermark)),
        ("Active dataset", "none" if dataset is None else f"{dataset.name}, revision {dataset.revision}"),
        ("Baseline", "none" if baseline is None else f"version {baseline.version}"),
        ("Contract", "none" if contract is None else f"{contract.name}, version {contract.version}"),
    ]
    facts += [(f"Verdict on {kind}", verdict.sentence) for kind, verdict in evaluation.verdicts().items()]
    lasting = [alarm for alarm in evaluation.alarms if alarm.on]
    if lasting:
        facts.append(("Alarms", ", ".join(f"{alarm.axis} ({alarm.segment}, {alarm.kind})" for alarm in lasting)))
    found = evaluation.segments.get(segment)
    if found is not None:
        authors = "" if found.authors is None else f" from about {found.authors:,} authors"
        facts.append(("Messages in the window", f"{found.messages:,}{authors}"))
    return facts


def _reasons(evaluation: Evaluation) -> list[str]:
    """Why a kind of divergence, or its verdict, is missing on all axes: said once, not in every row."""
    mismatch, drift = evaluation.mismatch_reason, evaluation.drift_reason
    known = {mismatch, drift}
    reasons = _once("divergence", mismatch, drift)
    return reasons + _once(
        "verdict",
        *(
            None if reason in known else reason
            for reason in (evaluation.mismatch_verdict_reason, evaluation.drift_verdict_reason)
        ),
    )


def _once(what: str, mismatch: str | None, drift: str | None) -> list[str]:
    if mismatch is not None and mismatch == drift:
        return [f"No {what} is told: {mismatch}"]
    of = "" if what == "divergence" else f"{what} on "
    told = (("mismatch", mismatch), ("drift", drift))
    return [f"No {of}{kind} is told: {reason}" for kind, reason in told if reason is not None]


def _cautions(evaluation: Evaluation, segment: str) -> list[str]:
    """What a reader must know of the verdicts on this segment, each sentence once."""
    found = [verdict.segments[segment] for verdict in evaluation.verdicts().values() if segment in verdict.segments]
    return list(dict.fromkeys(caution for each in found for caution in each.cautions))


def _charts(conn: Connection, evaluation: Evaluation, segment: str) -> list[Chart]:
    production = Fingerprint.loads(load_live(conn, evaluation.stream, segment))
    dataset = None
    if evaluation.dataset is not None:
        dataset = Fingerprint.loads(load_dataset_fingerprint(conn, evaluation.dataset.id))
    axes = evaluation.segments[segment].axes
    charts = [
        _chart(
            name,
            axes[name],
            production,
            dataset,
            common={evaluation.mismatch_reason, evaluation.drift_reason},
            rulings=_rulings(evaluation, segment, name),
        )
        for name in axes
        if name in production.axes and production.axes[name].shares is not None
    ]
    return sorted(charts, key=lambda chart: (-(chart.mismatch.value or 0.0), chart.axis))


def _chart(
    name: str,
    axis: AxisEvaluation,
    production: Fingerprint,
    dataset: Fingerprint | None,
    *,
    common: set[str | None],
    rulings: dict[Kind, Ruling],
) -> Chart:
    here = production.axes[name]
    there = None if dataset is None else dataset.axes.get(name)
    # Bins of another version say other things: they are not drawn beside ours.
    beside = there if there is not None and there.digest == here.digest and there.shares is not None else None
    return Chart(
        axis=name,
        unit=axis.unit,
        names=here.bins,
        production=here.shares or [],
        dataset=None if beside is None else beside.shares,
        n=here.n,
        n_dataset=None if there is None else there.n,
        mean=here.mean,
        mean_dataset=None if there is None else there.mean,
        mismatch=_distance(axis.mismatch, common, rulings.get("mismatch")),
        drift=_distance(axis.drift, common, rulings.get("drift")),
    )


def _rulings(evaluation: Evaluation, segment: str, axis: str) -> dict[Kind, Ruling]:
    """What the contract says of an axis, by kind; nothing where it does not name the axis or the segment."""
    since = {
        alarm.kind: None if alarm.since is None else _time(alarm.since)
        for alarm in evaluation.alarms
        if alarm.on and (alarm.segment, alarm.axis) == (segment, axis)
    }
    return {
        kind: Ruling(found.verdict, found.severity == "warning", found.sentence, kind in since, since.get(kind))
        for kind, verdict in evaluation.verdicts().items()
        if segment in verdict.segments and (found := verdict.segments[segment].axes.get(axis)) is not None
    }


def _distance(divergence: Divergence, common: set[str | None], ruling: Ruling | None) -> Distance:
    reason = "none, see above" if divergence.reason is not None and divergence.reason in common else divergence.reason
    return Distance(divergence.values.get(MEASURE), reason, ruling)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
