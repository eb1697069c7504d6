"""The real way from bin codes to a document: rows, a pane with author cells, freezing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.block import CellSource
from prodshape.file_fingerprint import PUBLIC_KEY
from prodshape.freezing import freeze
from prodshape.keys import Keys
from prodshape.layout import Layout
from prodshape.pane import Pane
from prodshape.rows import Rows
from prodshape.sample import WINDOW_K, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from prodshape.definitions import AxisDefinition
    from prodshape.fingerprint import Fingerprint

KEYS = Keys.derive(PUBLIC_KEY)


def document(
    definitions: Mapping[str, AxisDefinition], codes: Mapping[str, NDArray[np.int16]], authors: NDArray[np.uint64]
) -> Fingerprint:
    """Count messages and freeze the counts; all by name of the axis.

    Args:
        definitions: of the axes.
        codes: the bin of each message, -1 not measured.
        authors: the id of each message's author.
    """
    layout = Layout.of(definitions.values())
    m = len(authors)
    nothing = np.zeros((len(layout), m), np.int32)
    rows = Rows(
        layout,
        np.zeros(m, np.int64),
        authors,
        np.full(m, CellSource.AUTHOR, np.uint8),
        KEYS.cells(authors),
        KEYS.halves(authors),
        np.arange(m, dtype=np.uint64),
        np.array([codes[key.name] for key in layout.keys], np.int16),
        nothing,
        nothing,
        np.full((len(layout.grid_sizes), m), -1, np.int16),
        tuple((np.zeros(0, np.int64), np.zeros(0, np.int64)) for _ in layout.keys),
    )
    found = {one.key: one for one in definitions.values()}
    return freeze(Pane.of(rows), Sample(WINDOW_K), found, kind="dataset")
