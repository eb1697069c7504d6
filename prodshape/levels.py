"""Where two sides of a comparison stand on an axis, in words with their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodshape.comparison import Side


def levels(unit: str, ratio_of: str | None, reference: Side, other: Side) -> str:
    """Write the ratio of sums in percent, else the mean, of both sides; nothing where there is neither (categories).

    Args:
        unit: of the mean.
        ratio_of: what the ratio is, in words, or None.
        reference: what is compared with.
        other: what is compared.

    Example:
        >>> from prodshape.comparison import Side
        >>> tidy, messy = Side(version=1, n=9, mean=0.0, ratio=0.0), Side(version=1, n=9, mean=0.1, ratio=0.041)
        >>> levels("share of checkable words", "typos / checkable words", tidy, messy)
        '0.0% -> 4.1% typos / checkable words'
        >>> levels("words", "words / messages", tidy, messy)
        '0.00 -> 0.10 words'
    """
    if ratio_of and not ratio_of.endswith("/ messages"):
        sides = ["none" if side.ratio is None else f"{side.ratio:.1%}" for side in (reference, other)]
        return f"{sides[0]} -> {sides[1]} {ratio_of}"
    if reference.mean is None or other.mean is None:
        return ""
    return f"{reference.mean:.2f} -> {other.mean:.2f} {unit}"
