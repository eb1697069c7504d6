"""The service's metrics: read from the store when Prometheus asks, so that a gauge is never staler than its row."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from prodshape.verdict import Outcome
from service.gauges import MOST_SERIES, Family, capped, metrics
from service.store.evaluations import load_evaluation
from service.store.fingerprints import newest_version
from service.store.progress import read_progress
from service.store.windows import snapshot, stream_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from prometheus_client.core import Metric
    from sqlalchemy import Engine

    from service.store.evaluations import Divergence, Evaluation
    from service.store.fingerprints import Version
    from service.store.progress import Progress

RESERVED_SERIES = 500
"""Left for what is no row of the store: requests, jobs, the process itself."""

_KINDS = ("mismatch", "drift")

_RANK = {Outcome.WITHIN: 0, Outcome.UNDECIDED: 1, Outcome.BREACH: 2}
"""One gauge an axis and not one for each outcome: with ten segments that a contract names, a scrape would not fit."""


@dataclass(frozen=True)
class Reading:
    """What one scrape shows.

    Attributes:
        evaluations: the latest of the live window, by stream.
        versions: the newest, by stream.
        progress: by stream.
    """

    evaluations: Mapping[str, Evaluation] = field(default_factory=dict)
    versions: Mapping[str, Version] = field(default_factory=dict)
    progress: Mapping[str, Progress] = field(default_factory=dict)


def read(engine: Engine, streams: Iterable[str] = (), *, timeout_s: float = 5.0) -> Reading:
    """Read everything in one snapshot of the store.

    Args:
        engine: the store.
        streams: those of the settings; those that the store has counted are read anyway.
        timeout_s: longest that one statement may take: Prometheus does not wait long.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database is away or slow.
    """
    with snapshot(engine) as conn:
        conn.execute(text(f"SET LOCAL statement_timeout = {int(timeout_s * 1000)}"))
        names = sorted({*streams, *stream_names(conn)})
        evaluations = {name: load_evaluation(conn, name) for name in names}
        versions = {name: newest_version(conn, name) for name in names}
        return Reading(
            evaluations={name: found for name, found in evaluations.items() if found is not None},
            versions={name: found for name, found in versions.items() if found is not None},
            progress=read_progress(conn),
        )


def families(reading: Reading) -> list[Family]:
    """The metrics of a reading; nothing where there is no number.

    Example:
        >>> [family.name for family in families(Reading()) if family.rows]
        []
    """
    return [
        *_divergences(reading),
        *_verdicts(reading),
        *_windows(reading),
        *_documents(reading),
        *_counts(reading),
    ]


def _divergences(reading: Reading) -> list[Family]:
    labels = ("stream", "segment", "axis", "kind")
    distance = Family(
        "prodshape_divergence_ratio",
        "Jensen-Shannon distance, base 2, 0 to 1: of production from the active dataset (mismatch) or baseline (drift).",
        labels,
    )
    stability = Family(
        "prodshape_population_stability_index",
        "Population stability index of production against the active dataset (mismatch) or the baseline (drift).",
        labels,
    )
    transport = Family(
        "prodshape_wasserstein_distance",
        "Wasserstein distance in the unit that the label says; never add or compare it across axes.",
        (*labels, "unit"),
    )
    changed = Family(
        "prodshape_change_timestamp_seconds",
        "When users changed last, all segments together, as found from event times.",
        ("stream", "axis"),
    )
    measured = Family("prodshape_axis_messages", "Messages of the live window that an axis measured.", labels[:3])
    for stream, evaluation in reading.evaluations.items():
        for segment, found in evaluation.segments.items():
            for axis, each in found.axes.items():
                measured.add(stream, segment, axis, value=each.production.n)
                if segment == "all":
                    changed.add(stream, axis, value=None if each.change is None else each.change.at.timestamp())
                divergences: tuple[Divergence, ...] = (each.mismatch, each.drift)
                for kind, divergence in zip(_KINDS, divergences, strict=True):
                    at, values = (stream, segment, axis, kind), divergence.values
                    distance.add(*at, value=values.get("jensen_shannon"))
                    stability.add(*at, value=values.get("population_stability_index"))
                    transport.add(*at, each.unit, value=values.get("wasserstein"))
    return [distance, stability, transport, measured, changed]


def _verdicts(reading: Reading) -> list[Family]:
    """What the contract says, of the axes and segments that it names: the others would double the series of a scrape."""
    labels = ("stream", "segment", "axis", "kind")
    lower = Family("prodshape_divergence_lower_ratio", "Lower end of the 95 percent interval of the distance.", labels)
    upper = Family("prodshape_divergence_upper_ratio", "Upper end of the 95 percent interval of the distance.", labels)
    tolerance = Family(
        "prodshape_divergence_tolerance_ratio", "Greatest distance that the active contract accepts.", labels[:3]
    )
    single = Family(
        "prodshape_axis_verdict", "Verdict on one axis: 0 is within, 1 is undecided, 2 is a breach.", labels
    )
    whole = Family(
        "prodshape_verdict",
        "Verdict of the active contract; 1 for the one that is given.",
        ("stream", "kind", "verdict"),
    )
    alarm = Family(
        "prodshape_alarm",
        "Whether a breach has lasted, and no verdict within has lasted since; severity as the contract says.",
        (*labels, "severity"),
    )
    for stream, evaluation in reading.evaluations.items():
        allowed = {}
        for kind, verdict in evaluation.verdicts().items():
            for outcome in Outcome:
                whole.add(stream, kind, outcome, value=verdict.verdict is outcome)
            for segment, found in verdict.segments.items():
                for axis, each in found.axes.items():
                    at, interval = (stream, segment, axis, kind), each.interval
                    lower.add(*at, value=None if interval is None else interval.low)
                    upper.add(*at, value=None if interval is None else interval.high)
                    single.add(*at, value=_RANK[each.verdict])
                    allowed[segment, axis] = each.tolerance
        for (segment, axis), most in allowed.items():
            tolerance.add(stream, segment, axis, value=most)
        for each_alarm in evaluation.alarms:
            key = (each_alarm.segment, each_alarm.axis, each_alarm.kind, each_alarm.severity)
            alarm.add(stream, *key, value=each_alarm.on)
    return [lower, upper, tolerance, single, whole, alarm]


def _windows(reading: Reading) -> list[Family]:
    by_stream, by_segment = ("stream",), ("stream", "segment")
    evaluated = Family("prodshape_evaluation_timestamp_seconds", "When the live window was evaluated last.", by_stream)
    start = Family("prodshape_live_window_start_timestamp_seconds", "Begin of the live window.", by_stream)
    end = Family("prodshape_live_window_end_timestamp_seconds", "End of the live window.", by_stream)
    messages = Family("prodshape_window_messages", "Messages in the live window.", by_segment)
    authors = Family(
        "prodshape_window_authors", "Distinct authors in the live window, standard error 3 percent.", by_segment
    )
    loudest = Family(
        "prodshape_largest_cell_ratio", "Share of the messages from the largest of the 32 author cells.", ("stream",)
    )
    sources = Family(
        "prodshape_cell_source_ratio",
        "Share of the messages whose author cell comes from the author, the conversation, the key or the record.",
        ("stream", "source"),
    )
    for stream, evaluation in reading.evaluations.items():
        evaluated.add(stream, value=evaluation.evaluated_at.timestamp())
        if evaluation.window is not None:
            start.add(stream, value=evaluation.window.start.timestamp())
            end.add(stream, value=evaluation.window.end.timestamp())
        for segment, found in evaluation.segments.items():
            messages.add(stream, segment, value=found.messages)
            authors.add(stream, segment, value=found.authors)
        whole = evaluation.segments.get("all")
        if whole is not None and whole.loudest is not None:
            loudest.add(stream, value=whole.loudest.cell_share)
        if whole is not None and whole.messages:
            for source, count in whole.cell_sources.model_dump().items():
                sources.add(stream, source, value=count / whole.messages)
    return [evaluated, start, end, messages, authors, loudest, sources]


def _documents(reading: Reading) -> list[Family]:
    labels = ("stream",)
    number = Family("prodshape_fingerprint_version", "Number of the newest version of the fingerprint.", labels)
    end = Family(
        "prodshape_fingerprint_window_end_timestamp_seconds", "End of the window of the newest version.", labels
    )
    made = Family("prodshape_fingerprint_created_timestamp_seconds", "When the newest version was made.", labels)
    dataset = Family("prodshape_active_dataset_id", "Id of the active dataset.", labels)
    baseline = Family("prodshape_baseline_version", "The version that drift is measured from.", labels)
    contract = Family("prodshape_contract_version", "Version of the contract that verdicts are given by.", labels)
    for stream, version in reading.versions.items():
        number.add(stream, value=version.version)
        end.add(stream, value=version.window_end.timestamp())
        made.add(stream, value=version.created_at.timestamp())
    for stream, evaluation in reading.evaluations.items():
        dataset.add(stream, value=None if evaluation.dataset is None else evaluation.dataset.id)
        baseline.add(stream, value=None if evaluation.baseline is None else evaluation.baseline.version)
        contract.add(stream, value=None if evaluation.contract is None else evaluation.contract.version)
    return [number, end, made, dataset, baseline, contract]


def _counts(reading: Reading) -> list[Family]:
    labels = ("stream",)
    watermark = Family(
        "prodshape_watermark_timestamp_seconds", "Event time up to which a stream is known to be counted.", labels
    )
    lag = Family("prodshape_stored_lag_records", "Records that waited at the last checkpoints.", labels)
    partitions = Family("prodshape_stored_partitions", "Partitions that are read: not those of retired topics.", labels)
    records = Family(
        "prodshape_stored_records",
        "Records in the checkpoints, by what became of them: message, filtered or refused.",
        ("stream", "outcome"),
        "counter",
    )
    refused = Family(
        "prodshape_stored_refused", "Records that could not be read, by reason.", ("stream", "reason"), "counter"
    )
    skewed = Family(
        "prodshape_stored_clock_skew",
        "Messages whose own time was implausible, so that Kafka's was taken.",
        labels,
        "counter",
    )
    timeless = Family(
        "prodshape_stored_time_missing",
        "Messages without a time of their own though the settings name its field, so that Kafka's was taken.",
        labels,
        "counter",
    )
    lost = Family(
        "prodshape_stored_gap_records",
        "Records lost before they were read, by reason.",
        ("stream", "reason"),
        "counter",
    )
    for stream, found in reading.progress.items():
        watermark.add(stream, value=None if found.watermark is None else found.watermark.timestamp())
        lag.add(stream, value=found.lag)
        partitions.add(stream, value=found.partitions)
        records.add(stream, "message", value=found.messages)
        records.add(stream, "filtered", value=found.filtered)
        records.add(stream, "refused", value=sum(found.refused.values()))
        skewed.add(stream, value=found.clock_skew)
        timeless.add(stream, value=found.time_missing)
        for reason, count in found.refused.items():
            refused.add(stream, reason, value=count)
        for reason, count in found.gaps.items():
            lost.add(stream, reason, value=count)
    return [watermark, lag, partitions, records, refused, skewed, timeless, lost]


class StoreCollector(Collector):
    """Reads the store at a scrape, at most once in `keep_s` seconds.

    If the store cannot be read, `prodshape_store_up` is 0 and nothing else is shown: an old number would look like
    a new one.

    Args:
        engine: the store.
        streams: the names of those in the settings.
        release: version of Prodshape, for `prodshape_build_info`.
        most: series at most.
        keep_s: seconds for which a reading is reused.
        monotonic: seconds that only grow.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        streams: Iterable[str] = (),
        release: str,
        most: int = MOST_SERIES - RESERVED_SERIES,
        keep_s: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._streams = list(streams)
        self._release = release
        self._most = most
        self._keep_s = keep_s
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._kept: list[Metric] = []
        self._until = float("-inf")

    def describe(self) -> list[Metric]:
        """Nothing in advance, so that registering reads no store."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The metrics of now."""
        with self._lock:
            if self._monotonic() >= self._until:
                self._kept = list(self._collect())
                self._until = self._monotonic() + self._keep_s
            kept = self._kept
        yield from kept

    def _collect(self) -> Iterator[Metric]:
        build = GaugeMetricFamily("prodshape_build_info", "Which version runs; always 1.", labels=("version",))
        build.add_metric((self._release,), 1)
        yield build
        began = self._monotonic()
        try:
            found: list[Family] | None = families(read(self._engine, self._streams))
        except SQLAlchemyError:
            found = None
        yield GaugeMetricFamily(
            "prodshape_store_up", "Whether the store could be read at this scrape.", value=float(found is not None)
        )
        yield GaugeMetricFamily(
            "prodshape_store_read_seconds", "How long the store took to answer.", value=self._monotonic() - began
        )
        if found is None:
            return
        kept, dropped = capped(found, most=self._most)
        yield GaugeMetricFamily(
            "prodshape_series_dropped", "Series left out of this scrape, because there may not be more.", value=dropped
        )
        yield from metrics(kept)
