"""Two distributions over the same bins, as an SVG of horizontal bars that a screen reader can read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 360
_LABELS = 96
_ROOM = 44
_ROW = 26
_BAR = 9


def bars(
    title: str, names: Sequence[str], production: Sequence[float], dataset: Sequence[float] | None, *, most: int = 12
) -> str:
    """Draw shares (0 to 1) per bin: one bar for production, and one for the dataset if there is one.

    A grid with more than `most` bins shows the largest ones, in their order, and sums the rest.

    Example:
        >>> print(bars("emoji", ["0", "1"], [0.75, 0.25], None)[:64])
        <svg viewBox="0 0 360 56" role="img"><title>emoji</title><desc>p...
    """
    names, production, dataset = _largest(names, production, dataset, most)
    greatest = max([*production, *(dataset or ()), 1e-9])
    room = _WIDTH - _LABELS - _ROOM
    rows = []
    for i, name in enumerate(names):
        top = 4 + i * _ROW
        rows.append(
            f'<text x="{_LABELS - 6}" y="{top + 13}" text-anchor="end">{escape(_short(name))}</text>'
            + _bar("production", top, production[i], room, greatest)
            + ("" if dataset is None else _bar("dataset", top + _BAR + 2, dataset[i], room, greatest))
        )
    described = "production: " + _list(names, production)
    if dataset is not None:
        described += "; dataset: " + _list(names, dataset)
    height = 4 + len(names) * _ROW
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(described)}</desc>"
        f'<line x1="{_LABELS}" y1="0" x2="{_LABELS}" y2="{height}"/>' + "".join(rows) + "</svg>"
    )


def percent(share: float) -> str:
    """A share for people.

    Example:
        >>> percent(0.5), percent(0.041), percent(0.0002), percent(0.0)
        ('50 %', '4.1 %', '<0.1 %', '0 %')
    """
    if 0 < share < 0.001:
        return "<0.1 %"
    return f"{100 * share:.0f} %" if share >= 0.0995 or share == 0 else f"{100 * share:.1f} %"


def _bar(kind: str, top: int, share: float, room: int, greatest: float) -> str:
    width = share / greatest * room
    return (
        f'<rect class="{kind}" x="{_LABELS}" y="{top}" width="{width:.1f}" height="{_BAR}"/>'
        f'<text x="{_LABELS + width + 4:.1f}" y="{top + _BAR}">{percent(share)}</text>'
    )


def _largest(
    names: Sequence[str], production: Sequence[float], dataset: Sequence[float] | None, most: int
) -> tuple[list[str], list[float], list[float] | None]:
    if len(names) <= most:
        return list(names), list(production), None if dataset is None else list(dataset)
    weight = [max(share, dataset[i] if dataset is not None else 0.0) for i, share in enumerate(production)]
    kept = sorted(sorted(range(len(names)), key=lambda i: -weight[i])[: most - 1])
    dropped = [i for i in range(len(names)) if i not in kept]
    return (
        [*(names[i] for i in kept), f"{len(dropped)} more"],
        [*(production[i] for i in kept), sum(production[i] for i in dropped)],
        None if dataset is None else [*(dataset[i] for i in kept), sum(dataset[i] for i in dropped)],
    )


def _list(names: Sequence[str], shares: Sequence[float]) -> str:
    return ", ".join(f"{name} {percent(share)}" for name, share in zip(names, shares, strict=True))


def _short(name: str) -> str:
    return name if len(name) <= 15 else name[:14] + "…"
