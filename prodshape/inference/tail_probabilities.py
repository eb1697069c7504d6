"""Tail probabilities of the distributions that the tests and intervals need, without a library that weighs more than we do.

Every function is checked against SciPy in the tests, to ten digits over the whole range that is used.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

_MOST_TERMS = 10_000
_PRECISION = 1e-15
_MOST_STEPS, _STEP = 100, 1e-7
"""Of Newton's method: what is left after a step is about its square."""
_TINY = 1e-300
_NORMAL = NormalDist()
_EXPANDED = 3.0
"""From so many degrees of freedom on, the expansion of the quantile of Student's t is a good place to begin."""
_BROAD = 1e6
"""From so many degrees of freedom on, Student's t is the normal distribution to six digits."""


def chi_squared_above(x: float, df: float, shift: float = 0.0) -> float:
    """Probability that a chi-squared variable is above `x`.

    With a shift it is the noncentral distribution, a mixture of central ones with Poisson weights
    (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, 1995, chapter 29).

    Args:
        x: any number.
        df: degrees of freedom, above 0, need not be whole.
        shift: the noncentrality, 0 or more.

    Example:
        >>> round(chi_squared_above(3.841458820694124, 1), 9)
        0.05
        >>> round(chi_squared_above(10.0, 3, 4.0), 6)
        0.224078
    """
    if x <= 0:
        return 1.0
    if shift <= 0:
        return 1.0 - _gamma_below(df / 2, x / 2)
    middle = shift / 2
    reach = 9 * math.sqrt(middle) + 20
    first = max(0, int(middle - reach))
    j = np.arange(first + 1.0, middle + reach)
    a, y = df / 2 + first, x / 2
    # Poisson weights, and P(a, y) - P(a + 1, y) = y^a exp(-y) / Gamma(a + 1), both by recurrence: no special function.
    logs = np.empty((2, len(j) + 1))
    np.divide(middle, j, out=logs[0, 1:])
    np.divide(y, j + df / 2, out=logs[1, 1:])
    np.log(logs[:, 1:], out=logs[:, 1:])
    logs[0, 0] = first * math.log(middle) - middle - math.lgamma(first + 1)
    logs[1, 0] = a * math.log(y) - y - math.lgamma(a + 1)
    weights, steps = np.exp(logs.cumsum(axis=1))
    below = np.empty_like(steps)
    below[0] = _gamma_below(a, y)
    below[1:] = below[0] - steps[:-1].cumsum()
    return min(1.0, max(0.0, 1.0 - float(weights @ np.maximum(below, 0.0))))


def f_above(x: float, df1: float, df2: float) -> float:
    """Probability that an F variable is above `x`.

    Args:
        x: any number.
        df1: degrees of freedom of the numerator, above 0, need not be whole.
        df2: of the denominator.

    Example:
        >>> round(f_above(4.17087678576669, 1, 30), 9)
        0.05
    """
    if x <= 0:
        return 1.0
    return _beta_below(df2 / 2, df1 / 2, df2 / (df2 + df1 * x), df1 * x / (df2 + df1 * x))


def normal_above(x: float) -> float:
    """Probability that a standard normal variable is above `x`; exact in the far tail, too."""
    return math.erfc(x / math.sqrt(2)) / 2


@lru_cache(maxsize=4096)
def student_quantile(level: float, df: float) -> float:
    """The number that Student's t stays below with this probability.

    Args:
        level: above 0 and below 1.
        df: degrees of freedom, 1 or more.

    Example:
        >>> round(student_quantile(0.975, 31), 6)
        2.039513
        >>> round(student_quantile(0.975, 1e9), 6)
        1.959964
    """
    if df >= _BROAD:
        return _NORMAL.inv_cdf(level)
    tail = min(level, 1 - level)
    # Cornish and Fisher's expansion, then Newton's method on the logarithm of the tail, nearly straight where the tail itself is not.
    z = -_NORMAL.inv_cdf(tail)
    found = (
        z + z * (z * z + 1) / (4 * df) + z * (5 * z**4 + 16 * z * z + 3) / (96 * df * df) if df >= _EXPANDED else 0.0
    )
    for _ in range(_MOST_STEPS):
        above = _student_above(found, df)
        step = above / _student_density(found, df) * math.log(above / tail)
        found += step
        if abs(step) < _STEP * (1 + found):
            break
    return found if level > tail else -found


def _student_density(t: float, df: float) -> float:
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log_scale - (df + 1) / 2 * math.log1p(t * t / df))


def _student_above(t: float, df: float) -> float:
    return _beta_below(df / 2, 0.5, df / (df + t * t), t * t / (df + t * t)) / 2


def _gamma_below(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function: a series below the mean, a continued fraction above it."""
    scale = math.exp(a * math.log(x) - x - math.lgamma(a + 1))
    if x < a + 1:
        total = term = 1.0
        for n in range(1, _MOST_TERMS):
            term *= x / (a + n)
            total += term
            if term < total * _PRECISION:
                break
        return min(1.0, scale * total)
    # Lentz's method for the upper function.
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    fraction = d
    for n in range(1, _MOST_TERMS):
        step = -n * (n - a)
        b += 2
        d = 1 / (step * d + b or _TINY)
        c = b + step / c or _TINY
        fraction *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return max(0.0, 1.0 - scale * a * fraction)


def _beta_below(a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta function at x, by its continued fraction; `rest` is 1 - x without rounding."""
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta_below(b, a, rest, x)
    log_scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    fraction = d
    for n in range(1, _MOST_TERMS):
        for step in (
            n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n)),
            -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1)),
        ):
            d = 1 / (1 + step * d or _TINY)
            c = 1 + step / c or _TINY
            fraction *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return min(1.0, math.exp(log_scale) * fraction / a)
