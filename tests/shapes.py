"""Small real fingerprints for tests: a few texts, really measured on a few axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from prodshape.accumulation import PaneSet
from prodshape.axes import all_axes
from prodshape.block import Block, CellSource
from prodshape.freezing import freeze
from prodshape.keys import Keys
from prodshape.measurement import Measurer
from prodshape.pane import Pane
from prodshape.sample import WINDOW_K, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from prodshape.fingerprint import Fingerprint

CLEAN = [
    "Could you please tell me where my order is?",
    "I would like to change the delivery address of my parcel.",
    "How can I request a refund for a damaged item?",
    "What are the opening hours of the shop in town?",
    "Please cancel my subscription at the end of the month.",
    "Is it possible to pay by invoice?",
]
"""As a teacher model writes."""

ROUGH = [
    "wheres my order??",
    "hi the parcel is broken 😡 want my money back",
    "cancel pls",
    "do u open sundays also can i pay cash",
    "address is wrong, change it",
    "still waiting... 😡😡",
    "refund when",
    "how do I pay by invoice?",
]
"""As users write."""

SOME_AXES = ("emoji", "end_mark", "length_words")


def shape(
    texts: Sequence[str],
    *,
    kind: Literal["production", "dataset"] = "dataset",
    axes: Sequence[str] = SOME_AXES,
    stream: str | None = None,
    segment: str = "all",
    window: tuple[datetime, datetime] | None = None,
    version: int | None = None,
    created_at: datetime | None = None,
) -> Fingerprint:
    """Measure `texts`, each by an author of its own, and freeze the counts."""
    measurer = Measurer({name: all_axes()[name] for name in axes})
    keys = Keys.derive(b"a secret that only tests know")
    m = len(texts)
    start = 0 if window is None else int(window[0].timestamp() * 1000)
    block = Block(
        texts=list(texts),
        times=np.full(m, start, np.int64),
        authors=np.array([keys.author(f"author {i}".encode()) for i in range(m)], np.uint64),
        sources=np.full(m, CellSource.AUTHOR, np.uint8),
        segments=np.zeros(m, np.int64),
        names=("other",),
        positions=keys.positions("texts", 0, np.arange(m, dtype=np.int64)),
    )
    counted = PaneSet()
    counted.add(block, measurer.measure(block.texts), keys)
    pane, sample = Pane(), Sample(WINDOW_K)
    for found in counted.panes.values():
        pane.merge(found)
    for part in counted.samples.values():
        sample.merge(part, WINDOW_K)
    return freeze(
        pane,
        sample,
        measurer.definitions,
        kind=kind,
        stream=stream,
        segment=segment,
        window=window,
        version=version,
        created_at=created_at,
        offsets=[("chat", 0, m)] if kind == "production" else (),
        source=None if kind == "production" else {"rows": m, "format": "jsonl", "field": "prompt"},
    )
