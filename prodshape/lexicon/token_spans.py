"""Marked tokens as spans of the original texts, and as reasons that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from prodshape.messages import Batch


def token_spans(batch: Batch, flags: NDArray[np.bool_], kind: str) -> list[list[Span]]:
    """One span for each marked token: `bool[t]` to one list per message.

    Example:
        >>> from prodshape.messages import Batch
        >>> token_spans(Batch.of(["ok", "so ok"]), np.array([True, False, True]), "typo")
        [[Span(start=0, end=2, kind='typo')], [Span(start=3, end=5, kind='typo')]]
    """
    spans: list[list[Span]] = [[] for _ in range(len(batch))]
    for token in np.flatnonzero(flags).tolist():
        row, start, end = token_place(batch, token)
        spans[row].append(Span(start, end, kind))
    return spans


def token_reasons(batch: Batch, said: Iterable[tuple[int, str]]) -> list[list[Reason]]:
    """What is said of tokens, given as (token, text), as one list per message in the order of the text.

    Example:
        >>> from prodshape.messages import Batch
        >>> token_reasons(Batch.of(["ok", "so ok"]), [(2, "agreed")])[1]
        [Reason(text='agreed', start=3, end=5)]
    """
    reasons: list[list[Reason]] = [[] for _ in range(len(batch))]
    for token, text in sorted(said):
        row, start, end = token_place(batch, token)
        reasons[row].append(Reason(text, start, end))
    return reasons


def stretch_reason(batch: Batch, first: int, last: int, said: str) -> tuple[int, Reason]:
    """What is said of the tokens from one to another, with their text behind it: the message, and the reason.

    Example:
        >>> from prodshape.messages import Batch
        >>> stretch_reason(Batch.of(["hi", "so good day"]), 2, 3, "greeting")
        (1, Reason(text='greeting: good day', start=3, end=11))
    """
    row, start, _ = token_place(batch, first)
    _, _, end = token_place(batch, last)
    return row, Reason(f"{said}: {batch.texts[row][start:end]}", start, end)


def token_place(batch: Batch, token: int) -> tuple[int, int, int]:
    """Message, start and end of a token, in code points of that message."""
    tokens = batch.tokens
    row = int(tokens.messages[token])
    begin = int(batch.starts[row])
    return row, int(tokens.starts[token]) - begin, int(tokens.ends[token]) - begin
