"""Marked stretches of measured texts, given back in the texts as they came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from prodshape.axes.base import Reason, Span
    from prodshape.explanation import Token
    from prodshape.messages import Batch

_Stretch = TypeVar("_Stretch", bound="Span | Reason | Token")


def as_they_came(batch: Batch, marked: list[list[_Stretch]]) -> list[list[_Stretch]]:
    r"""Move stretches, one list per message, from the texts that were measured to those that came.

    Example:
        >>> from prodshape.axes import all_axes
        >>> from prodshape.messages import Batch
        >>> batch = Batch.of(["cafe\u0301 recieved"])
        >>> spans = all_axes()["typos"].spans(batch)
        >>> spans[0][0].start, as_they_came(batch, spans)[0][0].start
        (5, 6)
    """
    if not batch.composed:
        return marked
    return [
        [_moved(batch, row, one) for one in of_text] if row in batch.composed else of_text
        for row, of_text in enumerate(marked)
    ]


def _moved(batch: Batch, row: int, one: _Stretch) -> _Stretch:
    if one.start is None or one.end is None:
        return one
    return replace(one, start=batch.original(row, one.start), end=batch.original(row, one.end))
