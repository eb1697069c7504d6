"""A contract to begin with, drawn up from what production looks like, with comments for whoever decides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodshape.comparison import compare
from prodshape.contract import FORMAT, MINIMUM_AUTHORS, MINIMUM_MESSAGES, TOLERANCE
from prodshape.errors import InputError

if TYPE_CHECKING:
    from prodshape.fingerprint import AxisFingerprint, Fingerprint

WARNINGS = {"unknown_words": "follows the names of your products more than how people type"}
"""Axes whose breach is only told, and why."""

_STEPS = 60


def draft(fingerprint: Fingerprint, name: str, source: str, tolerance: float = TOLERANCE) -> str:
    """Write a contract in YAML; it is one that `Contract.loads` reads.

    Every axis of single messages counts that enough messages could be measured on; the others stand there as comments, with
    the reason. Each axis says where production stands, what the tolerance means for its most frequent bin, and what so
    many messages let one see.

    Args:
        fingerprint: of production, with cells.
        name: of the contract.
        source: where the fingerprint came from, for the first comment.
        tolerance: of every axis.

    Raises:
        InputError: no axis has enough messages.
    """
    visible = {
        axis: found.confidence.smallest_visible
        for axis, found in compare(fingerprint, fingerprint).axes.items()
        if found.confidence
    }
    counted, left = [], []
    for axis, found in fingerprint.axes.items():
        why = _left_out(found)
        if why:
            left.append(f"  # {axis}: left out, since {why}")
            continue
        counted += [f"  # {line}" for line in _lines(found, tolerance, visible.get(axis))]
        if axis in WARNINGS:
            counted += [f"  # Only told: it {WARNINGS[axis]}.", f"  {axis}: {{severity: warning}}"]
        else:
            counted.append(f"  {axis}:")
    if not counted:
        raise InputError(
            f"A contract needs an axis that at least {MINIMUM_MESSAGES} messages were measured on; this fingerprint has"
            f" {fingerprint.messages}. Wait for more, or take another."
        )
    return "\n".join((*_head(fingerprint, name, source, tolerance), "axes:", *counted, *left, *_TAIL, ""))


def shift(share: float, distance: float) -> tuple[float, float]:
    """Say to which shares a share must fall or rise to lie at a Jensen-Shannon distance, the rest in proportion.

    Args:
        share: 0 to 1.
        distance: base 2, 0 to 1.

    Returns:
        The lower share and the higher one; 0 or 1 where even that is nearer.

    Example:
        >>> [round(one, 3) for one in shift(0.5, 0.1)]
        [0.383, 0.617]
        >>> [round(one, 4) for one in shift(0.001, 0.1)]
        [0.0, 0.0249]
    """
    return _toward(share, 0.0, distance), _toward(share, 1.0, distance)


def _toward(share: float, end: float, distance: float) -> float:
    near, far = share, end
    if _distance(share, end) <= distance:
        return end
    for _ in range(_STEPS):
        middle = (near + far) / 2
        near, far = (middle, far) if _distance(share, middle) <= distance else (near, middle)
    return near


def _distance(one: float, other: float) -> float:
    """The Jensen-Shannon distance of two distributions over two bins."""
    total = 0.0
    for p, q in ((one, other), (1 - one, 1 - other)):
        for side in (p, q):
            if side > 0:
                total += side * math.log2(2 * side / (p + q))
    return math.sqrt(max(0.0, total / 2))


def _head(fingerprint: Fingerprint, name: str, source: str, tolerance: float) -> list[str]:
    authors = (
        "an unknown number of authors" if fingerprint.authors is None else f"about {fingerprint.authors:,} authors"
    )
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return [
        f"# Drawn up from {' '.join(source.split())}: {fingerprint.messages:,} messages of {authors}.",
        "# How far a dataset (or production, from its baseline) may be from this, axis by axis. Change what you",
        "# know better, delete what does not matter to you, and keep the file under version control.",
        f"format: {FORMAT}",
        f'name: "{quoted}"',
        "",
        "# The greatest Jensen-Shannon distance that is accepted: 0 is the same, 1 is nothing in common. Two halves of",
        "# the same users stay below 0.08, texts that a teacher wrote are at 0.1 to 0.9 on most axes.",
        f"tolerance: {tolerance:g}",
        "",
        "# With less than this on either side the verdict is `undecided`.",
        f"minimum: {{messages: {MINIMUM_MESSAGES}, authors: {MINIMUM_AUTHORS}}}",
        "",
        "# The axes that count. An axis may have its own terms, such as",
        "#   typos: {tolerance: 0.05}",
        "#   emoji: {severity: warning}     told, but no breach of the whole",
    ]


_TAIL = [
    "",
    "# Segments are judged beside the whole, and share its budget of false alarms. They may have their own terms:",
    "# segments:",
    "#   mobile: {tolerance: 0.15}",
    "#   web:",
    "#     axes:",
    "#       typos: {tolerance: 0.05}",
]


def _left_out(axis: AxisFingerprint) -> str | None:
    if not axis.per_message:
        return "it tells of the whole, not of single messages"
    if axis.n < MINIMUM_MESSAGES:
        return f"only {axis.n:,} messages could be measured on it"
    return None


def _lines(axis: AxisFingerprint, tolerance: float, visible: float | None) -> list[str]:
    shares = axis.shares or [1.0]
    place = max(range(len(shares)), key=shares.__getitem__)
    low, high = shift(shares[place], tolerance)
    what, _, of = (axis.ratio_of or "").partition(" / ")
    level = ""
    if axis.ratio and axis.ratio.value is not None and of != "messages":
        level = f"{what} are {axis.ratio.value:.2%} of {of}; "
    elif axis.mean is not None:
        level = f"{axis.mean:.2f} {axis.unit} a message; "
    found = [f"{level}{axis.bins[place]!r} is {shares[place]:.1%}: accepted from {low:.1%} to {high:.1%}."]
    if visible is not None and visible > tolerance:
        found.append(f"So few messages only show a distance of {visible:.2f}: expect `undecided` until there are more.")
    return found
