"""From stored counts to documents: one window of a stream, frozen per segment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from prodshape.errors import ConfigurationError, InputError
from prodshape.freezing import freeze
from prodshape.request_labels import rates_of_labels
from service.store.axis_definitions import load_axes
from service.store.windows import Window, covered_from, edges, offsets, read_window, snapshot, watermark

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Engine

    from prodshape.fingerprint import Fingerprint
    from prodshape.pane import Pane
    from prodshape.prevalence import DetectorRates
    from service.store.recent import Recent


@dataclass(frozen=True)
class Frozen:
    """The documents of a window.

    Attributes:
        documents: by segment, `all` among them; without version and time of making.
        start: begin of the window, after alignment.
        end: its end, after alignment.
        watermark: of the stream when the window was read.
        covered_from: moment from which on the stream counts, late messages left out; None if it counted nothing.
        rows: rows that were read, samples not counted.
    """

    documents: dict[str, Fingerprint]
    start: datetime
    end: datetime
    watermark: datetime | None
    covered_from: datetime | None
    rows: int

    @property
    def coverage_ratio(self) -> float:
        """Share of the window that lies after the stream began to count, 0 to 1."""
        if self.covered_from is None:
            return 0.0
        covered = (self.end - max(self.start, self.covered_from)) / (self.end - self.start)
        return min(1.0, max(0.0, covered))


@cache
def labelled_rates(labels: str) -> dict[str, dict[str, DetectorRates]]:
    """Measure the labels of a file once per process.

    Raises:
        ConfigurationError: the file does not fit; the next call reads it again.
    """
    try:
        return rates_of_labels(labels)
    except InputError as error:
        raise ConfigurationError(f"PRODSHAPE_STREAMS, request_labels: {error}") from None


def freeze_window(
    engine: Engine,
    stream: str,
    *,
    length: timedelta,
    end: datetime | None = None,
    sampled: bool = True,
    labels: str | None = None,
    sums: Recent[bytes, Pane] | None = None,
) -> Frozen | None:
    """Read a window in one snapshot of the store and freeze it, segment by segment.

    Args:
        engine: the store.
        stream: name of the stream.
        length: of the window, before alignment.
        end: of the window, before alignment; by default the watermark.
        labels: path of the stream's own labels, or None.
        sums: see `read_window`.
        sampled: read the samples, too; without them, the part `sample` is empty.

    Returns:
        None if nothing is known to be counted up to any moment yet.
    """
    with snapshot(engine) as conn:
        known = watermark(conn, stream)
        wanted = known if end is None else end
        if wanted is None:
            return None
        start, stop = edges(conn, stream, wanted, length)
        window: Window = read_window(conn, stream, start, stop, sampled=sampled, sums=sums)
        definitions = load_axes(conn)
        read_up_to = offsets(conn, stream)
        first = covered_from(conn, stream, start, stop)
    documents = {
        segment: freeze(
            pane,
            window.samples[segment],
            definitions,
            kind="production",
            stream=stream,
            segment=segment,
            window=(start, stop),
            offsets=read_up_to,
            rates=None if labels is None else labelled_rates(labels),
        )
        for segment, pane in sorted(window.panes.items())
    }
    return Frozen(documents, start, stop, known, first, window.rows)
