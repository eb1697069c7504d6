"""Measure the messages of many partitions at once, and let no text stop the others."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from prodshape.block import Block
from prodshape.measurement import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prodshape.axes.base import Column
    from prodshape.measurement import Measurer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """A stretch `[start, stop)` of texts: measured, or a single one that cannot be."""

    start: int
    stop: int
    measurement: Measurement | None


def measure_runs(measurer: Measurer, texts: Sequence[str], size: int) -> Iterator[Run]:
    """Measure texts in equal batches of about `size`; a batch that fails is halved until the one text is found.

    Equal, since a small batch at the end would cost as much as half a large one.

    Example:
        >>> from prodshape.measurement import Measurer
        >>> [(run.start, run.stop) for run in measure_runs(Measurer({}), ["a", "b", "c", "d"], 3)]
        [(0, 4)]
    """
    if not texts:
        return
    count = max(1, round(len(texts) / size))
    for number in range(count):
        yield from _halve(measurer, texts, len(texts) * number // count, len(texts) * (number + 1) // count)


def _halve(measurer: Measurer, texts: Sequence[str], start: int, stop: int) -> Iterator[Run]:
    try:
        measurement = measurer.measure(texts[start:stop])
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a text does to an axis, the others are counted
        if stop - start > 1:
            middle = (start + stop) // 2
            yield from _halve(measurer, texts, start, middle)
            yield from _halve(measurer, texts, middle, stop)
            return
        # Only the kind of the error and where it was raised: its words may quote the text.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = "" if place is None else f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}"
        log.error("a text cannot be measured: %s at %s", type(error).__name__, where)  # noqa: TRY400  # see above
        yield Run(start, stop, None)
    else:
        yield Run(start, stop, measurement)


def part_of_measurement(measurement: Measurement, start: int, stop: int) -> Measurement:
    """Give the messages `[start, stop)` of a measurement."""
    if start == 0 and stop == measurement.n:
        return measurement
    columns = {key: _part_of_column(column, start, stop) for key, column in measurement.columns.items()}
    return Measurement(stop - start, columns, measurement.definitions)


def _part_of_column(column: Column, start: int, stop: int) -> Column:
    words = column.words
    if words is not None:
        rows, entries = words
        inside = (rows >= start) & (rows < stop)
        words = (rows[inside] - start, entries[inside])
    return replace(
        column,
        codes=column.codes[start:stop],
        numerators=None if column.numerators is None else column.numerators[start:stop],
        denominators=None if column.denominators is None else column.denominators[start:stop],
        values=None if column.values is None else column.values[start:stop],
        grids={name: codes[start:stop] for name, codes in column.grids.items()},
        words=words,
    )


def part_of_block(block: Block, start: int, stop: int) -> Block:
    """Give the messages `[start, stop)` of a block."""
    if start == 0 and stop == len(block):
        return block
    return Block(
        block.texts[start:stop],
        block.times[start:stop],
        block.authors[start:stop],
        block.sources[start:stop],
        block.segments[start:stop],
        block.names,
        block.positions[start:stop],
    )


def join_blocks(blocks: Sequence[Block]) -> Block:
    """Put blocks of one stream behind each other."""
    if len(blocks) == 1:
        return blocks[0]
    return Block(
        [text for block in blocks for text in block.texts],
        np.concatenate([block.times for block in blocks]),
        np.concatenate([block.authors for block in blocks]),
        np.concatenate([block.sources for block in blocks]),
        np.concatenate([block.segments for block in blocks]),
        blocks[0].names,
        np.concatenate([block.positions for block in blocks]),
    )
