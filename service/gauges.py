"""Metric families as plain rows, and the cap that keeps a scrape small."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from prometheus_client.core import Metric

MOST_SERIES = 5000
"""The most series of one scrape, all families together."""


@dataclass
class Family:
    """One metric: a name, what it means, and a number for each combination of labels.

    Attributes:
        name: without `_total`.
        help: one sentence.
        labels: their names.
        kind: gauge or counter.
        rows: label values and number.
    """

    name: str
    help: str
    labels: tuple[str, ...] = ()
    kind: Literal["gauge", "counter"] = "gauge"
    rows: list[tuple[tuple[str, ...], float]] = field(default_factory=list)

    def add(self, *labels: str, value: float | None) -> None:
        """Add one series; none where there is no number: a gauge of 0 would say that all is well."""
        if value is not None:
            self.rows.append((labels, value))

    def metric(self) -> Metric:
        """The family in the words of prometheus_client."""
        make = CounterMetricFamily if self.kind == "counter" else GaugeMetricFamily
        metric = make(self.name, self.help, labels=self.labels)
        for labels, value in self.rows:
            metric.add_metric(labels, value)
        return metric


def capped(families: Sequence[Family], *, most: int = MOST_SERIES) -> tuple[list[Family], int]:
    """Keep at most `most` series; gives the families and how many series were dropped.

    Segments go first, whole ones at a time, the last by name first; what has no segment and the sum `all` stay.
    If that is still too much, the streams with the last names lose their series.
    The same input always loses the same series: one that comes and goes would break every rate and alert.

    Example:
        >>> family = Family("x", "X.", ("stream", "segment"), rows=[(("s", f"{n}"), 1.0) for n in range(4)])
        >>> family.add("s", "all", value=1.0)
        >>> kept, dropped = capped([family], most=3)
        >>> [labels[1] for labels, _ in kept[0].rows], dropped
        (['0', '1', 'all'], 2)
    """
    total = sum(len(family.rows) for family in families)
    if total <= most:
        return list(families), 0
    sizes: dict[tuple[int, str, str], int] = {}
    for family in families:
        for group, _ in _grouped(family):
            sizes[group] = sizes.get(group, 0) + 1
    room = most
    kept: set[tuple[int, str, str]] = set()
    # In order of importance; once one group does not fit, no later one is tried, so that the cut is in one place.
    for group in sorted(sizes):
        room -= sizes[group]
        if room < 0:
            break
        kept.add(group)
    result = [
        Family(
            family.name,
            family.help,
            family.labels,
            family.kind,
            [row for group, row in _grouped(family) if group in kept],
        )
        for family in families
    ]
    return result, total - sum(len(family.rows) for family in result)


def metrics(families: Iterable[Family]) -> Iterator[Metric]:
    """All families in the words of prometheus_client; one without a series is left out."""
    for family in families:
        if family.rows:
            yield family.metric()


def _grouped(family: Family) -> Iterator[tuple[tuple[int, str, str], tuple[tuple[str, ...], float]]]:
    """Each row with the group that stays or goes as a whole: (0, stream, "") or (1, stream, segment)."""
    stream = family.labels.index("stream") if "stream" in family.labels else None
    segment = family.labels.index("segment") if "segment" in family.labels else None
    for row in family.rows:
        of_stream = "" if stream is None else row[0][stream]
        of_segment = "all" if segment is None else row[0][segment]
        yield ((0, of_stream, "") if of_segment == "all" else (1, of_segment, of_stream)), row
