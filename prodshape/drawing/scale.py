"""A distance with its interval against a tolerance, as an SVG that a screen reader can read."""

from __future__ import annotations

from html import escape

_WIDTH, _HEIGHT = 360, 40
_SIDE = 10
_LINE = 16
_LEAST = 0.25
_LABEL = 60
"""Nearer to an end than this, the name of the tolerance would lie on the number there."""


def scale(title: str, distance: float, interval: tuple[float, float] | None, tolerance: float) -> str:
    """Draw where a distance lies: the tolerated part of the axis, the interval as a line, the distance as a dot.

    Args:
        title: for screen readers.
        distance: 0 to 1.
        interval: low and high, 95 %.
        tolerance: 0 to 1.

    Example:
        >>> drawn = scale("typos", 0.3, (0.28, 0.32), 0.1)
        >>> "tolerance 0.1, distance 0.300, 95 % sure 0.280 to 0.320" in drawn
        True
    """
    end = min(1.0, max(_LEAST, 1.5 * tolerance, 1.1 * max(distance, interval[1] if interval else 0.0)))
    place = {value: _SIDE + value / end * (_WIDTH - 2 * _SIDE) for value in (0.0, tolerance, distance, end)}
    sure = "" if interval is None else f", 95 % sure {interval[0]:.3f} to {interval[1]:.3f}"
    line = ""
    if interval is not None:
        low, high = (_SIDE + each / end * (_WIDTH - 2 * _SIDE) for each in interval)
        line = f'<path class="interval" d="M{low:.1f} {_LINE}H{high:.1f}M{low:.1f} {_LINE - 4}V{_LINE + 4}M{high:.1f} {_LINE - 4}V{_LINE + 4}"/>'
    anchor = "middle" if place[tolerance] < _WIDTH - _LABEL else "end"
    return (
        f'<svg class="scale" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"><title>{escape(title)}</title>'
        f"<desc>tolerance {tolerance:g}, distance {distance:.3f}{sure}</desc>"
        f'<rect class="tolerated" x="{_SIDE}" y="{_LINE - 7}" width="{place[tolerance] - _SIDE:.1f}" height="14"/>'
        f'<line x1="{_SIDE}" y1="{_LINE}" x2="{_WIDTH - _SIDE}" y2="{_LINE}"/>'
        f'<path class="tolerance" d="M{place[tolerance]:.1f} {_LINE - 11}V{_LINE + 11}"/>{line}'
        f'<circle class="distance" cx="{place[distance]:.1f}" cy="{_LINE}" r="4.5"/>'
        f'<text x="{_SIDE}" y="{_HEIGHT - 2}">{"" if place[tolerance] < _LABEL else "0"}</text>'
        f'<text x="{max(place[tolerance], _SIDE + 30):.1f}" y="{_HEIGHT - 2}" text-anchor="{anchor}">tolerance {tolerance:g}</text>'
        f'<text x="{_WIDTH - _SIDE}" y="{_HEIGHT - 2}" text-anchor="end">{"" if anchor == "end" else f"{end:.2g}"}</text></svg>'
    )
