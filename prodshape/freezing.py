"""Freeze counts: a pane and its sample become a fingerprint."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from prodshape.axes import all_axes
from prodshape.definitions import AxisDefinition
from prodshape.errors import InputError
from prodshape.fingerprint import (
    AxisFingerprint,
    CellSources,
    Fingerprint,
    GridCounts,
    JointSample,
    Offset,
    Quantile,
    RateEstimate,
    Ratio,
    Source,
    Window,
)
from prodshape.quantiles import quantile_bins
from prodshape.sample import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prodshape.axes.base import Axis
    from prodshape.definitions import AxisKey
    from prodshape.pane import AxisCounts, Pane
    from prodshape.prevalence import DetectorRates
    from prodshape.sample import Sample

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN_DIGEST = "sha256:" + 64 * "0"


def freeze(
    pane: Pane,
    sample: Sample,
    definitions: Mapping[AxisKey, AxisDefinition],
    *,
    kind: Literal["production", "dataset"],
    stream: str | None = None,
    segment: str = "all",
    window: tuple[datetime, datetime] | None = None,
    offsets: Iterable[tuple[str, int, int]] = (),
    source: Source | Mapping[str, Any] | None = None,
    version: int | None = None,
    created_at: datetime | None = None,
    rates: Mapping[str, Mapping[str, DetectorRates]] | None = None,
) -> Fingerprint:
    """Make the document of these counts; the same counts give the same content and digest everywhere.

    Of each axis the newest version is taken (the highest number; of equal ones the one that came last), with
    its own n and the event time since when it measures.

    Args:
        pane: the counts, merged over the window.
        sample: the sample, merged over the window.
        definitions: of the axes in the pane; more do no harm.
        kind: production or dataset.
        stream: its name, None for a dataset.
        segment: its name, `all` for the sum.
        window: begin and end of the event time.
        offsets: (topic, partition, next offset), in any order.
        source: what a dataset was read from.
        version: number of the version, if it is kept as one.
        created_at: the time of making; not part of the digest.
        rates: how detectors do on a team's own labels, by axis and name of the estimate.

    Raises:
        InputError: the pane has an axis without a definition, or `source` does not fit its model.
    """
    axes = pane.axes
    newest = _newest(axes)
    missing = [key for key in newest if key not in definitions]
    if missing:
        name, number, digest = missing[0]
        raise InputError(
            f"Counts are read with the definition of their axis; that of {name} version {number} ({digest}) is missing. "
            "Register the definitions of the process that counted."
        )
    dated = kind == "production"
    found = Fingerprint(
        kind=kind,
        stream=stream,
        segment=segment,
        version=version,
        digest=_UNKNOWN_DIGEST,
        created_at=created_at,
        window=None if window is None else Window(start=window[0], end=window[1]),
        offsets=[
            Offset(topic=topic, partition=int(partition), next_offset=int(offset))
            for topic, partition, offset in sorted(offsets)
        ],
        source=source if source is None or isinstance(source, Source) else Source(**source),
        messages=pane.messages,
        authors=pane.distinct_authors,
        cell_sources=CellSources(
            author=int(pane.sources[0]),
            conversation=int(pane.sources[1]),
            key=int(pane.sources[2]),
            record=int(pane.sources[3]),
        ),
        axes={
            key.name: _axis(definitions[key], axes[key], (rates or {}).get(key.name, {}), dated=dated) for key in newest
        },
        cell_messages=pane.cell_messages.tolist(),
        vocabulary={
            key.name: {definitions[key].vocabulary[entry]: count for entry, count in sorted(axes[key].words.items())}
            for key in newest
            if definitions[key].vocabulary
        },
        sample=_sample(sample, newest),
    )
    return found.model_copy(update={"digest": found.compute_digest()})


def _newest(axes: Mapping[AxisKey, AxisCounts]) -> list[AxisKey]:
    """Give the key of the newest version of each axis, by name."""
    best: dict[str, AxisKey] = {}

    def age(key: AxisKey) -> tuple[int, int, str]:
        return key.version, axes[key].first_ms or 0, key.digest

    for key in axes:
        if key.name not in best or age(key) > age(best[key.name]):
            best[key.name] = key
    return [best[name] for name in sorted(best)]


def _axis(
    definition: AxisDefinition, counts: AxisCounts, rates: Mapping[str, DetectorRates], *, dated: bool
) -> AxisFingerprint:
    grid = definition.grid
    totals: list[int] = counts.counts.sum(axis=0).tolist()
    n = sum(totals)
    numerator, denominator = int(counts.numerators.sum()), int(counts.denominators.sum())
    ratio = None
    if definition.ratio is not None:
        value = numerator / denominator if denominator else None
        ratio = Ratio(numerator=numerator, denominator=denominator, value=value)
    mean, mean_from = _mean(definition, totals, ratio)
    cells = np.column_stack([counts.counts, counts.numerators, counts.denominators]).tolist()
    return AxisFingerprint(
        version=definition.key.version,
        digest=definition.key.digest,
        unit=definition.unit,
        ratio_of=definition.ratio,
        per_message=definition.per_message,
        bins=list(grid.names),
        edges=None if grid.edges is None else list(grid.edges),
        points=None if grid.points is None else list(grid.points),
        ordered=grid.ordered,
        n=n,
        not_measured=int(counts.not_measured.sum()),
        since=_moment(counts.first_ms) if dated and counts.first_ms is not None else None,
        counts=totals,
        shares=[count / n for count in totals] if n else None,
        mean=mean,
        mean_from=mean_from,
        ratio=ratio,
        quantiles=_quantiles(definition, totals) if n and grid.ordered else None,
        grids={
            name: GridCounts(
                bins=list(further.names),
                edges=None if further.edges is None else list(further.edges),
                points=None if further.points is None else list(further.points),
                counts=counts.grids[name].tolist(),
            )
            for name, further in definition.grids.items()
        },
        estimates=_estimates(definition, totals, {name: found.tolist() for name, found in counts.grids.items()}, rates),
        cells=cells,
    )


def _estimates(
    definition: AxisDefinition,
    totals: list[int],
    grids: dict[str, list[int]],
    rates: Mapping[str, DetectorRates],
) -> dict[str, RateEstimate]:
    """Rates of the axis of this process; counts of another version are not its own to correct."""
    axis = all_axes().get(definition.key.name)
    if axis is None or _key(axis) != definition.key:
        return {}
    return {name: RateEstimate(**asdict(found)) for name, found in axis.estimates(totals, grids, rates).items()}


@cache
def _key(axis: Axis) -> AxisKey:
    """The digest is over the whole vocabulary, and a refresh freezes each axis for every segment."""
    return AxisDefinition.of(axis).key


def _mean(
    definition: AxisDefinition, totals: list[int], ratio: Ratio | None
) -> tuple[float | None, Literal["totals", "points"] | None]:
    """Give the mean and where it comes from: exact where the ratio of sums is one per message."""
    n, points = sum(totals), definition.grid.points
    if not n or points is None:
        return None, None
    if ratio is not None and ratio.value is not None and (definition.ratio or "").endswith("/ messages"):
        return ratio.value, "totals"
    # One rounding per product and one for each sum, in a fixed order: the same everywhere.
    total = 0.0
    for count, point in zip(totals, points, strict=True):
        total += count * point
    return total / n, "points"


def _quantiles(definition: AxisDefinition, totals: list[int]) -> dict[Any, Quantile]:
    grid = definition.grid
    found = {}
    for name, place in quantile_bins(totals).items():
        above = at_most = None
        if grid.edges is not None:
            above = grid.edges[place - 1] if place else None
            at_most = grid.edges[place] if place < len(grid.edges) else None
        found[name] = Quantile(bin=grid.names[place], above=above, at_most=at_most)
    return found


def _sample(sample: Sample, newest: list[AxisKey]) -> JointSample:
    """Number the authors in the order of the sample's keys, so that no id leaves the installation."""
    numbers: dict[int, int] = {}
    authors = [numbers.setdefault(author, len(numbers)) for author in sample.authors.tolist()]
    absent = np.full(len(sample), ABSENT, np.int8)
    columns = [sample.codes.get(key, absent).tolist() for key in newest]
    rows = zip(authors, sample.halves.tolist(), sample.cells.tolist(), *columns, strict=True)
    return JointSample(k=sample.k, axes=[key.name for key in newest], rows=[list(row) for row in rows])


def _moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)
