"""How many more messages a verdict would take."""

from __future__ import annotations

import math

from prodshape.inference.level_interval import LEVEL
from prodshape.inference.tail_probabilities import student_quantile

_NORMAL = 1e6
"""So many degrees of freedom make Student's t the normal distribution."""


def messages_needed(
    low: float, estimate: float, high: float, tolerance: float, *, fixed: float = 0.0, power: float = 0.8
) -> float | None:
    """Give how many times as many messages of the same kind of users leave the tolerance out of the interval.

    The truth is taken to stand at the estimate, and the half-width to shrink with the square root of the number of messages. An
    interval whose end reaches the tolerance only on average leaves it out half the time, so the usual planning figure is
    used: with half-width h at level 95 %, distance d to the tolerance, (h / d)^2 (1 + z_power / z_level)^2.

    Args:
        low: the lower end now.
        estimate: of the same number, with its bias taken off (`Confidence.unbiased` of a distance), moved between both ends.
        high: the upper end now.
        tolerance: what the interval should leave out.
        fixed: the share of the squared half-width, 0 to 1, that does not shrink, because it comes from the side that gets no
            more messages (`Confidence.reference_share`, where only production grows).
        power: the probability with which the interval then leaves the tolerance out.

    Returns:
        1 if it is left out already, else more; None if no number is enough: the estimate is the tolerance, or the other side is too small.

    Example:
        >>> round(messages_needed(0.02, 0.05, 0.08, 0.1), 1)
        1.0
        >>> round(messages_needed(0.02, 0.05, 0.08, 0.06), 1)
        18.4
        >>> messages_needed(0.02, 0.05, 0.08, 0.05) is None
        True
        >>> messages_needed(0.02, 0.05, 0.08, 0.06, fixed=0.5) is None
        True
    """
    if not low <= tolerance <= high:
        return 1.0
    estimate = min(max(estimate, low), high)
    gap = abs(estimate - tolerance)
    # An interval that was cut off at its least possible value tells nothing of its width below.
    half = high - estimate if estimate < tolerance or low <= 0 else estimate - low
    planned = half * (1 + student_quantile(power, _NORMAL) / student_quantile((1 + LEVEL) / 2, _NORMAL))
    left = gap**2 - fixed * planned**2
    if left <= 0:
        return None
    needed = (1 - fixed) * planned**2 / left
    return max(1.0, needed) if math.isfinite(needed) else None
