"""Distributions over the same bins, as an SVG of horizontal bars that a screen reader can read."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 360
_LABELS = 96
_ROOM = 44
_BAR = 9
_STEP = _BAR + 2
_GAP = 4
_CAP = 2.5


@dataclass(frozen=True)
class Series:
    """One distribution.

    Attributes:
        kind: the class that the style sheet colours: `production` or `dataset`.
        label: what people call it.
        shares: per bin, 0 to 1.
        intervals: per bin, low and high, drawn as whiskers; None where there is none.
    """

    kind: str
    label: str
    shares: Sequence[float]
    intervals: Sequence[tuple[float, float] | None] | None = None

    def interval(self, place: int) -> tuple[float, float] | None:
        """The interval of a bin, if there is one."""
        return None if self.intervals is None else self.intervals[place]


def bars(title: str, names: Sequence[str], series: Sequence[Series], *, most: int = 12) -> str:
    """Draw shares per bin, one bar a series.

    A grid with more than `most` bins shows the largest ones, in their order, and sums the rest, unless that is empty.

    Example:
        >>> print(bars("emoji", ["0", "1"], [Series("production", "users", [0.75, 0.25])])[:65])
        <svg viewBox="0 0 360 34" role="img"><title>emoji</title><desc>us...
    """
    names, series = _largest(names, series, most)
    reached = [one.interval(place) or (0.0, 0.0) for one in series for place in range(len(names))]
    greatest = max([1e-9, *(share for one in series for share in one.shares), *(high for _, high in reached)])
    room = _WIDTH - _LABELS - _ROOM
    row = len(series) * _STEP + _GAP
    rows = []
    for place, name in enumerate(names):
        top = 2 + place * row
        middle = top + (len(series) * _STEP) / 2
        rows.append(f'<text x="{_LABELS - 6}" y="{middle + 3:g}" text-anchor="end">{escape(_short(name))}</text>')
        rows += [_bar(one, place, top + number * _STEP, room / greatest) for number, one in enumerate(series)]
    described = "; ".join(f"{one.label}: {_list(names, one.shares)}" for one in series)
    height = 4 + len(names) * row
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


def _bar(series: Series, place: int, top: int, scale: float) -> str:
    share, interval = series.shares[place], series.interval(place)
    end = _LABELS + share * scale
    drawn = f'<rect class="{series.kind}" x="{_LABELS}" y="{top}" width="{share * scale:.1f}" height="{_BAR}"/>'
    if interval is not None:
        low, high = (_LABELS + each * scale for each in interval)
        middle, end = top + _BAR / 2, max(end, high)
        caps = "".join(f"M{x:.1f} {middle - _CAP:g}V{middle + _CAP:g}" for x in (low, high))
        drawn += f'<path class="whisker" d="M{low:.1f} {middle:g}H{high:.1f}{caps}"/>'
    return f'{drawn}<text x="{end + 4:.1f}" y="{top + _BAR}">{escape(percent(share))}</text>'


def _largest(names: Sequence[str], series: Sequence[Series], most: int) -> tuple[list[str], list[Series]]:
    if len(names) <= most:
        return list(names), list(series)
    weight = [max(one.shares[place] for one in series) for place in range(len(names))]
    kept = sorted(sorted(range(len(names)), key=lambda place: -weight[place])[: most - 1])
    rest = [place for place in range(len(names)) if place not in kept]
    rest = rest if any(weight[place] for place in rest) else []
    return (
        [names[place] for place in kept] + ([f"{len(rest)} more"] if rest else []),
        [
            Series(
                one.kind,
                one.label,
                [one.shares[place] for place in kept] + ([sum(one.shares[place] for place in rest)] if rest else []),
                [one.interval(place) for place in kept] + ([None] if rest else []),
            )
            for one in series
        ],
    )


def _list(names: Sequence[str], shares: Sequence[float]) -> str:
    return ", ".join(f"{name} {percent(share)}" for name, share in zip(names, shares, strict=True))


def _short(name: str) -> str:
    return name if len(name) <= 15 else name[:14] + "…"
