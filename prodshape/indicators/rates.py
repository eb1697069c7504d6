"""The corrected rates of a fingerprint in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodshape.fingerprint import Fingerprint

_WAYS = {
    "counted": "counted, not corrected",
    "shifted": "corrected for the training prior",
    "adjusted": "adjusted by {labels} labels",
}


def rate_lines(found: Fingerprint) -> list[str]:
    """One line per estimate: the rate, the error to expect, and what plain counting says."""
    lines = []
    for name, axis in found.axes.items():
        for what, one in axis.estimates.items():
            rate = {"counted": one.counted, "shifted": one.shifted, "adjusted": one.adjusted}[one.best]
            way = _WAYS[one.best].format(labels=one.labels)
            counted = "" if one.best == "counted" else f"; counted {one.counted:.2%}"
            lines.append(f"{name}, {what}: {rate:.2%} of messages ({way}; expect +- {one.expected_error:.1%}{counted})")
    return lines
