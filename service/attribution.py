"""What a divergence comes from: its bins, and the segments that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.shifts.bins import bin_shifts
from prodshape.shifts.segments import segment_parts
from prodshape.what_changed import MOST_BINS
from service.store.windows import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.fingerprint import Fingerprint
    from service.store.evaluations import Divergence


def with_bins(divergence: Divergence, name: str, reference: Fingerprint, document: Fingerprint) -> Divergence:
    """The divergence of an axis with the bins that carry most of it; unchanged where there is no number."""
    if not divergence.values:
        return divergence
    return divergence.model_copy(update={"bins": bin_shifts(reference.axes[name], document.axes[name])[:MOST_BINS]})


def with_segments(
    divergences: Mapping[str, Divergence],
    references: Mapping[str, Fingerprint],
    documents: Mapping[str, Fingerprint],
) -> dict[str, Divergence]:
    """The divergences of the whole with what each segment has to do with them, if there are several segments.

    Args:
        divergences: of the sum of all segments, by axis.
        references: by segment; the sum of all among them.
        documents: likewise.
    """
    found = dict(divergences)
    for name, divergence in divergences.items():
        sides = [
            {segment: each.axes[name] for segment, each in side.items() if segment != ALL and name in each.axes}
            for side in (references, documents)
        ]
        axes = [axis for side in sides for axis in side.values()]
        comparable = len({axis.digest for axis in axes}) == 1
        if divergence.values and comparable and len({**sides[0], **sides[1]}) > 1:
            found[name] = divergence.model_copy(update={"segments": segment_parts(*sides)})
    return found
