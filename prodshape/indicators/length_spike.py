"""Do more messages end exactly at a platform's limit than the lengths just below let expect?"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMITS = (140, 160, 280)
"""Characters of an old post, a text message, a post."""
NEIGHBOURS = 10
"""So many lengths below the limit are looked at; above it there may be nothing, which is what a limit does."""
_ENOUGH, _LEAST = 3.0, 10


@dataclass(frozen=True)
class LengthSpike:
    """The messages at one limit against their neighbours.

    It tells that a limit was at work on some of the messages. It cannot tell which platform set it, nor that a given message was
    cut; and a template of just that length, sent often, looks the same. `z` takes messages as independent, because
    exact lengths are kept without author cells: with few authors it is too sure.

    Attributes:
        limit: in code points.
        found: messages of exactly that length.
        expected: the mean number of messages of each of the lengths just below.
        excess: `found - expected`, in messages.
        error: standard error of `excess`, if counts are Poisson.
        z: `excess / error`, 0 where nothing was seen.
    """

    limit: int
    found: int
    expected: float
    excess: float
    error: float
    z: float

    @property
    def clear(self) -> bool:
        """Three standard errors, ten messages, and twice as many as expected."""
        return self.z >= _ENOUGH and self.found >= _LEAST and self.found >= 2 * self.expected

    @property
    def ratio(self) -> float:
        """`found / expected`, infinite where none was expected."""
        return self.found / self.expected if self.expected else (inf if self.found else 1.0)


def length_spikes(exact: Sequence[int]) -> list[LengthSpike]:
    """Compare each limit with the lengths just below it.

    Args:
        exact: counts by exact length from 0, as `length_chars.exact` of a fingerprint keeps them.

    Raises:
        ValueError: the counts do not reach the longest limit.

    Example:
        >>> counts = [10] * 322
        >>> counts[160] = 60
        >>> [(spike.limit, spike.clear) for spike in length_spikes(counts)]
        [(140, False), (160, True), (280, False)]
    """
    if len(exact) <= max(LIMITS):
        msg = f"Exact lengths must reach {max(LIMITS)} to look for spikes, got {len(exact)} counts from 0."
        raise ValueError(msg)
    return [_spike(exact, limit) for limit in LIMITS]


def _spike(exact: Sequence[int], limit: int) -> LengthSpike:
    below = sum(exact[limit - NEIGHBOURS : limit])
    found, expected = exact[limit], below / NEIGHBOURS
    # Under the hypothesis of no spike both come from one rate: its best estimate gives the variance of the difference.
    rate = (found + below) / (NEIGHBOURS + 1)
    error = sqrt(rate * (1 + 1 / NEIGHBOURS))
    excess = found - expected
    return LengthSpike(limit, found, expected, excess, error, excess / error if error else 0.0)
