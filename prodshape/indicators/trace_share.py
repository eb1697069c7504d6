"""How common a trace of dictation or of autocorrection is, and how sure that share is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACES = ("speech-like", "autocorrect")
"""Bins of the axis `artifacts`. `speech-like` tells nothing by itself, since people type so too: read it beside the share of
a corpus that is known to be typed. `autocorrect` finds known slips only, so it is a lower bound."""


@dataclass(frozen=True)
class TraceShare:
    """The share of messages with a trace.

    Attributes:
        trace: one of TRACES.
        found: messages with it.
        share: of the messages measured, 0 to 1.
        error: standard error by leaving out one author cell at a time; None without two filled cells.
    """

    trace: str
    found: int
    share: float
    error: float | None


def trace_shares(bins: Sequence[str], cells: Sequence[Sequence[int]]) -> list[TraceShare]:
    """The shares of both traces with their errors; nothing where no message was measured.

    Args:
        bins: bin names of `artifacts`.
        cells: a row per author cell; its first numbers are the counts per bin.

    Example:
        >>> bins = ("none", "cut off", "autocorrect", "speech-like")
        >>> [(s.trace, s.share, s.error) for s in trace_shares(bins, [[9, 0, 0, 1], [9, 0, 0, 1]])]
        [('speech-like', 0.1, 0.0), ('autocorrect', 0.0, 0.0)]
    """
    counts = [row[: len(bins)] for row in cells if any(row[: len(bins)])]
    total = sum(map(sum, counts))
    return [_share(trace, bins.index(trace), counts, total) for trace in TRACES] if total else []


def _share(trace: str, column: int, counts: list[Sequence[int]], total: int) -> TraceShare:
    found = sum(row[column] for row in counts)
    error = None
    if len(counts) > 1:
        without = [(found - row[column]) / (total - sum(row)) for row in counts]
        middle = sum(without) / len(without)
        error = sqrt((len(without) - 1) / len(without) * sum((share - middle) ** 2 for share in without))
    return TraceShare(trace, found, found / total, error)
