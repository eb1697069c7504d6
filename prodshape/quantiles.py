"""Quantiles of counts: the bins in which they lie."""

from __future__ import annotations

QUANTILES = {"p10": 10, "p25": 25, "p50": 50, "p75": 75, "p90": 90, "p99": 99}


def quantile_bins(counts: list[int]) -> dict[str, int]:
    """Give for each quantile the number of its bin, in exact arithmetic; `counts` are not all zero.

    Example:
        >>> quantile_bins([5, 4, 1])["p50"], quantile_bins([5, 4, 1])["p90"], quantile_bins([5, 4, 1])["p99"]
        (0, 1, 2)
    """
    n, found = sum(counts), {}
    for name, percent in QUANTILES.items():
        total = place = 0
        for place, count in enumerate(counts):  # noqa: B007 - the place is what is looked for
            total += count
            if count and total * 100 >= percent * n:
                break
        found[name] = place
    return found
