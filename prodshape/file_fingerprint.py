"""The fingerprint of a data file: measured on all cores, in memory that does not grow with the file."""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from prodshape.accumulation import PaneSet
from prodshape.audience import ENGLISH, Audience
from prodshape.axes import all_axes
from prodshape.block import Block, CellSource
from prodshape.datafiles import choose_format, open_data
from prodshape.errors import InputError, UnavailableError
from prodshape.freezing import freeze
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from prodshape.pane import Pane
from prodshape.sample import WINDOW_K, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from prodshape.datafiles import base
    from prodshape.datafiles.base import DataFormat, Fields
    from prodshape.fingerprint import Fingerprint
    from prodshape.prevalence import DetectorRates

PUBLIC_KEY = b"prodshape: the public key of data files, version 1"
"""Data files are keyed with this instead of a secret, so that everybody gets the same fingerprint from the same file."""

BATCH = 2048
"""Texts that are measured at once."""

_ALONE = 4
"""Files of fewer blocks are measured in this process: starting others takes as long."""

_AHEAD = 2
"""Blocks per process that are read ahead."""


@dataclass
class FileCount:
    """What was counted in a file, or in a part of one; parts add up exactly, in any order.

    Attributes:
        rows: all of them, refused ones too.
        refused: by reason.
        pane: the counts; files have no event time, so all rows stand at 0.
        sample: bottom-k of the rows.
        names: names of fields seen in a row that lacks the text.
    """

    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    pane: Pane = field(default_factory=Pane)
    sample: Sample = field(default_factory=lambda: Sample(WINDOW_K))
    names: tuple[str, ...] = ()

    def merge(self, other: FileCount) -> None:
        """Add another part, in place."""
        self.rows += other.rows
        self.refused += other.refused
        self.pane.merge(other.pane)
        self.sample.merge(other.sample)
        self.names = self.names or other.names


class FileCounter:
    """Counts blocks of a file; one per process.

    Args:
        data_format: decodes the blocks.
        audience: what is known of those who wrote.
    """

    def __init__(self, data_format: DataFormat, audience: Audience) -> None:
        self._format = data_format
        self._keys = Keys.derive(PUBLIC_KEY)
        self._measurer = Measurer(all_axes(audience))

    def count(self, block: base.Block) -> FileCount:
        """Decode, measure and count one block."""
        rows = self._format.rows(block)
        numbers = np.arange(rows.first, rows.first + len(rows), dtype=np.int64)
        positions = self._keys.positions("file", 0, numbers)
        authors, sources = self._authors(rows, positions)
        kept = np.array([index for index in range(len(rows)) if index not in rows.refused], dtype=np.int64)
        panes = PaneSet(WINDOW_K)
        for start in range(0, len(kept), BATCH):
            chosen = kept[start : start + BATCH]
            zeros = np.zeros(len(chosen), np.int64)
            texts = [rows.texts[index] for index in chosen.tolist()]
            part = Block(texts, zeros, authors[chosen], sources[chosen], zeros, ("",), positions[chosen])
            panes.add(part, self._measurer.measure(texts), self._keys)
        made = FileCount(len(rows), rows.reasons(), names=rows.names)
        for key in panes.panes:
            made.pane.merge(panes.panes[key])
            made.sample.merge(panes.samples[key])
        return made

    def _authors(self, rows: base.Rows, positions: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
        """Give each row its author, else its conversation, else itself."""
        authors = positions.copy()
        sources = np.full(len(rows), CellSource.RECORD, np.uint8)
        columns = ((rows.conversations, CellSource.CONVERSATION, "c:"), (rows.authors, CellSource.AUTHOR, "a:"))
        for values, source, kind in columns:
            for index, value in enumerate(values):
                if value is not None:
                    authors[index] = self._keys.author((kind + value).encode("utf-8", "surrogatepass"))
                    sources[index] = source
        return authors, sources


def fingerprint_file(
    path: str,
    fields: Fields,
    *,
    format_name: str | None = None,
    audience: Audience = ENGLISH,
    workers: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    rates: Mapping[str, Mapping[str, DetectorRates]] | None = None,
) -> Fingerprint:
    """Measure a data file: the same rows and fields give the same fingerprint, whoever measures and on how many cores.

    Args:
        path: of the file, or `-` for standard input.
        fields: where a row keeps its text, and if there are any its author and conversation.
        format_name: if the ending of the path does not say it.
        audience: what is known of those who wrote; another one may give an axis other bins.
        workers: processes, by default one per core that this process may use.
        on_progress: called with the bytes and the rows done so far.
        rates: how detectors do on a team's own labels (`prodshape.request_labels`).

    Raises:
        InputError: the file cannot be read, has no rows, or none of them has a text.
    """
    data_format = choose_format(path, fields, format_name)
    workers = len(os.sched_getaffinity(0)) if workers is None else workers
    if workers < 1:
        raise InputError(f"Measuring takes at least one process, got {workers}.")
    total = FileCount()
    with open_data(data_format) as stream:
        for position, part in _counted(data_format, data_format.blocks(stream), workers, audience):
            total.merge(part)
            if on_progress is not None:
                on_progress(position, total.rows)
    _refuse_nothing(path, fields, total)
    return freeze(
        total.pane,
        total.sample,
        Measurer(all_axes(audience)).definitions,
        kind="dataset",
        rates=rates,
        source={
            "rows": total.rows,
            "refused": dict(sorted(total.refused.items())),
            "format": data_format.name,
            "field": fields.text if data_format.structured else None,
            "author": fields.author,
            "conversation": fields.conversation,
        },
    )


def _counted(
    data_format: DataFormat, blocks: Iterator[base.Block], workers: int, audience: Audience
) -> Iterator[tuple[int, FileCount]]:
    """Count a few blocks in this process, many in several; in the order of the file."""
    beginning = list(islice(blocks, _ALONE))
    if workers == 1 or len(beginning) < _ALONE:
        counter = FileCounter(data_format, audience)
        for block in chain(beginning, blocks):
            yield block.position, counter.count(block)
        return
    # Not forked: a fork copies the locks of whatever threads the caller has.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (data_format, audience))
    waiting: deque[tuple[int, Future[FileCount]]] = deque()
    try:
        for block in chain(beginning, blocks):
            waiting.append((block.position, pool.submit(_count, block)))
            if len(waiting) > workers * _AHEAD:
                position, part = waiting.popleft()
                yield position, part.result()
        for position, part in waiting:
            yield position, part.result()
    except BrokenProcessPool as error:
        raise UnavailableError(
            f"A process that measured ended early, likely for want of memory: try fewer than {workers} (--workers)."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_counters: list[FileCounter] = []
"""In a process that measures: its one counter. A pool hands nothing else from its initialiser to its tasks."""


def _start(data_format: DataFormat, audience: Audience) -> None:
    """Prepare a process; an interrupt from the keyboard goes to all, and the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _counters.append(FileCounter(data_format, audience))


def _count(block: base.Block) -> FileCount:
    return _counters[0].count(block)


def _refuse_nothing(path: str, fields: Fields, total: FileCount) -> None:
    if not total.rows:
        raise InputError(f"A data file has at least one row, but {path} is empty.")
    if total.refused.total() == total.rows:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(total.refused.items()))
        seen = f"; its rows have {', '.join(map(repr, total.names))}" if total.names else ""
        raise InputError(
            f"None of the {total.rows} rows of {path} has a text in the field {fields.text!r} ({reasons}){seen}: "
            "name another with --field."
        )
