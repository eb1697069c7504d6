"""Marked tokens as spans of the original texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


def token_spans(batch: Batch, flags: NDArray[np.bool_], kind: str) -> list[list[Span]]:
    """One span for each marked token: `bool[t]` to one list per message.

    Example:
        >>> from prodshape.messages import Batch
        >>> token_spans(Batch.of(["ok", "so ok"]), np.array([True, False, True]), "typo")
        [[Span(start=0, end=2, kind='typo')], [Span(start=3, end=5, kind='typo')]]
    """
    tokens = batch.tokens
    spans: list[list[Span]] = [[] for _ in range(len(batch))]
    for token in np.flatnonzero(flags).tolist():
        row = int(tokens.messages[token])
        begin = int(batch.starts[row])
        spans[row].append(Span(int(tokens.starts[token]) - begin, int(tokens.ends[token]) - begin, kind))
    return spans
