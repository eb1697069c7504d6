"""The bytes of a pane: what is stored, and what two equal panes have in common."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from prodshape import packing
from prodshape.block import CellSource
from prodshape.definitions import AxisKey
from prodshape.errors import InputError
from prodshape.layout import Layout, Shape
from prodshape.packing import Packed
from prodshape.sketches import authors as author_sketch
from prodshape.words import Words

if TYPE_CHECKING:
    from prodshape.pane import Pane

FORMAT = 0x11


class _Content(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    cells: int
    layout: msgspec.Raw
    counts: Packed
    not_measured: Packed
    numerators: Packed
    denominators: Packed
    grids: Packed
    firsts: Packed
    lasts: Packed
    words: list[tuple[int, Packed, Packed]]
    cell_messages: Packed
    sources: Packed
    authors: bytes
    first: int
    last: int


_Header = list[tuple[str, int, str, int, list[tuple[str, int]]]]
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Content)
_HEADERS = msgspec.msgpack.Decoder(_Header)


def canonical(pane: Pane) -> bytes:
    """Give the content of a pane; the same bytes for the same content, whatever the order in which it was counted."""
    words = []
    for place, key in enumerate(pane.layout.keys):
        found = pane.words.get(key)
        if found is not None:
            entries, counts = found.arrays()
            words.append((place, packing.pack(entries), packing.pack(counts)))
    return _ENCODER.encode(
        _Content(
            pane.cells,
            pane.layout.header,
            packing.pack(pane.counts.reshape(-1)),
            packing.pack(pane.not_measured.reshape(-1)),
            packing.pack(pane.numerators.reshape(-1)),
            packing.pack(pane.denominators.reshape(-1)),
            packing.pack(pane.grids),
            packing.pack(pane.firsts),
            packing.pack(pane.lasts),
            words,
            packing.pack(pane.cell_messages),
            packing.pack(pane.sources),
            pane.authors.tobytes() if pane.authors.any() else b"",
            *pane.bounds,
        )
    )


def stored(pane: Pane) -> bytes:
    """Give the stored form of a pane: the format byte, then its content compressed with zstd."""
    return packing.seal(FORMAT, canonical(pane))


def read(data: bytes, pane: Pane) -> None:
    """Set all attributes of a pane, which may be one without any yet, to what a stored form says.

    Raises:
        InputError: the bytes are cut off, damaged, foreign, or of another format; the pane is then of no use.
    """
    content = packing.decode(packing.unseal(FORMAT, data, "pane"), _DECODER, "pane")
    layout, cells = _layout(bytes(content.layout)), content.cells
    axes = len(layout)
    if cells < 1 or len(content.authors) not in (0, author_sketch.REGISTERS):
        raise InputError(f"A pane has at least one cell and 2048 registers or none, not {cells}. Restore it.")
    pane.cells, pane.layout = cells, layout
    pane.counts = packing.unpack(content.counts, cells * layout.bins).reshape(cells, layout.bins)
    pane.not_measured = packing.unpack(content.not_measured, cells * axes).reshape(axes, cells)
    pane.numerators = packing.unpack(content.numerators, cells * axes).reshape(axes, cells)
    pane.denominators = packing.unpack(content.denominators, cells * axes).reshape(axes, cells)
    pane.grids = packing.unpack(content.grids, layout.grid_bins)
    pane.firsts, pane.lasts = packing.unpack(content.firsts, axes), packing.unpack(content.lasts, axes)
    pane.words = {}
    for place, ids, counts in content.words:
        if not 0 <= place < axes:
            raise InputError(f"A pane of {axes} axes has no words of axis {place}. It is damaged: restore it.")
        size = packing.count(ids)
        pane.words[layout.keys[place]] = Words.settled(packing.unpack(ids, size), packing.unpack(counts, size))
    pane.cell_messages = packing.unpack(content.cell_messages, cells)
    pane.sources = packing.unpack(content.sources, len(CellSource))
    pane.authors = np.zeros(author_sketch.REGISTERS, np.uint8)
    if content.authors:
        pane.authors[:] = np.frombuffer(content.authors, np.uint8)
    pane.bounds = (content.first, content.last)


@lru_cache(maxsize=1024)
def _layout(header: bytes) -> Layout:
    try:
        found = _HEADERS.decode(header)
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(f"This is not the content of a pane: {error}. Restore it.") from error
    shapes = tuple(
        Shape(AxisKey(name, version, digest), bins, tuple(grids)) for name, version, digest, bins, grids in found
    )
    if shapes != tuple(sorted(shapes)) or any(shape.bins < 1 or any(n < 1 for _, n in shape.grids) for shape in shapes):
        raise InputError(
            "The axes of a stored pane are sorted and have bins; these are not. It is damaged: restore it."
        )
    return Layout(shapes)
