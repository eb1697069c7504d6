"""The platform indicators of a fingerprint in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.indicators.length_spike import length_spikes
from prodshape.indicators.trace_share import trace_shares

if TYPE_CHECKING:
    from prodshape.fingerprint import Fingerprint


def platform_lines(found: Fingerprint) -> list[str]:
    """What a reader should know: clear spikes of length, and traces that occur; no line for what is not there."""
    lines: list[str] = []
    lengths, traces = found.axes.get("length_chars"), found.axes.get("artifacts")
    if lengths is not None and "exact" in lengths.grids:
        lines += [
            f"{spike.found:,} messages of exactly {spike.limit} characters where the lengths below let expect "
            f"{spike.expected:.1f} (z {spike.z:.1f}): a limit was at work"
            for spike in length_spikes(lengths.grids["exact"].counts)
            if spike.clear
        ]
    if traces is not None and traces.cells is not None:
        lines += [
            f"{share.trace}: {share.share:.2%} of messages"
            + ("" if share.error is None else f" (+- {share.error:.2%})")
            for share in trace_shares(traces.bins, traces.cells)
            if share.found
        ]
    return lines
