"""Whether the latest hours differ from the same hours of earlier days by more than users and days differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.changes.rhythm import DAY, SLOTS, slots, sums_by_slot
from prodshape.inference.tail_probabilities import student_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.changes.history import History

DURATIONS = (2, 3, 4, 6, 9, 14, 20, 30, 45, 68, 101, 152, 216)
"""How long ago a change may have been, hours; each is tried at every look."""

LEAST_BEFORE = 3 * DAY
"""Hours that must lie before a change."""

LEAST_SHIFT = 0.02
"""A change of a share below this is none that anybody has to know of."""

LEAST_MESSAGES = 100
LEAST_CELLS = 10
BATCH = 6
"""Hours over which what all users have in common (news, an outage) is taken to last."""

RARE = 3.0
"""How much the variance between few batches may exceed what is expected before it counts."""

LOOKS_A_MONTH = 30 * DAY
FALSE_ALARMS_A_MONTH = 0.5
"""At most so many over all axes and segments, on average, if nothing changes (union bound)."""


@dataclass(frozen=True)
class Shift:
    """A change of a share.

    Attributes:
        question: number of the contrast.
        hours: how many hours ago.
        before: the share that the same hours of earlier days make one expect, 0 to 1.
        after: the share since.
        t: by how many standard errors they differ, absolute.
        inflation: by how much the variance is larger than if all messages were independent.
    """

    question: int
    hours: int
    before: float
    after: float
    t: float
    inflation: float


def tail(questions: int, segments: int) -> float:
    """The probability of a false alarm that one test may have, so that all of a month stay within the budget.

    Args:
        questions: over all axes.
        segments: how many are watched.
    """
    return FALSE_ALARMS_A_MONTH / (LOOKS_A_MONTH * len(DURATIONS) * max(1, questions) * max(1, segments))


def detect(history: History, probability: float) -> Shift | None:
    """Find the clearest change that ends with the last hour; None if there is none.

    For each duration the share since is compared with the shares of the same slots before (`rhythm`), weighted as the hours
    since are. The standard error is that of a jackknife over author cells, so that one loud user, who is one cell, is never
    enough; it is never less than that of independent messages. To it comes what six-hour batches of earlier days
    differ by beyond that: what all users have in common. Two-sided t-test with (cells - 1) degrees of freedom.

    Args:
        history: of one axis.
        probability: of a false alarm, of one test; see `tail`.
    """
    best: Shift | None = None
    for hours in DURATIONS:
        if hours > len(history.cells_n) or len(history.n) - hours < LEAST_BEFORE:
            break
        found = compare_hours(history, hours, probability)
        if found is not None and (best is None or found.t > best.t):
            best = found
    return best


def compare_hours(history: History, hours: int, probability: float) -> Shift | None:
    """Compare the last `hours` with those before them; None if no share differs that surely and that much."""
    found = levels(history, hours)
    if found is None:
        return None
    before, delta, since_n, n, shares = found
    split, total = len(history.n) - hours, float(since_n.sum())
    middle = np.clip(before + delta / 2, 1e-9, 1 - 1e-9)
    unit = middle * (1 - middle)
    # By how much the shift of as many independent messages would vary, since and before.
    one = unit * (1 / total + float(((since_n / total) ** 2 / np.maximum(n, 1)).sum()))
    large = np.abs(delta) >= LEAST_SHIFT
    if total < LEAST_MESSAGES or not (large & (delta**2 >= one * student_quantile(1 - probability / 2, 31) ** 2)).any():
        return None
    slot = slots(history.first_hour + np.arange(len(history.n)), split)
    cells, variance = _jackknife(history, hours, shares[slot[split:]], since_n[slot[split:]] > 0)
    if cells < LEAST_CELLS:
        return None
    effect = np.maximum(1.0, variance / one)
    days = _between_batches(history, slot[:split], since_n > 0, shares, unit * effect)
    error = np.sqrt(effect * one + days / max(1.0, hours / BATCH) * (1 + hours / split))
    t = np.abs(delta) / error
    clear = large & (t >= student_quantile(1 - probability / 2, cells - 1))
    if not clear.any():
        return None
    question = int(np.argmax(np.where(clear, t, 0.0)))
    level = float(before[question]), float(before[question] + delta[question])
    return Shift(question, hours, *level, float(t[question]), float(error[question] ** 2 / one[question]))


class Levels(NamedTuple):
    """Shares of each question, weighted as the hours since are; messages and shares before are by slot."""

    before: NDArray[np.float64]
    shift: NDArray[np.float64]
    since_n: NDArray[np.float64]
    before_n: NDArray[np.float64]
    shares: NDArray[np.float64]


def levels(history: History, hours: int) -> Levels | None:
    """Give the shares of the last `hours` and of the same slots before; None if most of them have none to compare with."""
    split = len(history.n) - hours
    yes, n = _by_slot(history.first_hour, history.yes[:split], history.n[:split], split)
    since_yes, since_n = _by_slot(history.first_hour + split, history.yes[split:], history.n[split:], split)
    every = since_n.sum()
    known = n > 0
    since_yes, since_n = since_yes * known[:, None], since_n * known
    total = since_n.sum()
    if total == 0 or 2 * total < every:
        return None
    shares = yes / np.maximum(n, 1)[:, None]
    before = since_n @ shares / total
    return Levels(before, since_yes.sum(axis=0) / total - before, since_n, n, shares)


def shares_before(history: History, hours: int, moments: NDArray[np.int64]) -> NDArray[np.float64]:
    """The share of each question that is expected in these hours (since 1970), from what was before the last `hours`.

    An hour whose slot was never seen before has NaN.
    """
    split = len(history.n) - hours
    yes, n = _by_slot(history.first_hour, history.yes[:split], history.n[:split], split)
    shares = np.where(n[:, None] > 0, yes / np.maximum(n, 1)[:, None], math.nan)
    return np.asarray(shares[slots(moments, split)])


def _by_slot(
    first_hour: int, yes: NDArray[np.int64], n: NDArray[np.int64], before: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sums = sums_by_slot(first_hour, np.column_stack([yes, n]), before)
    return sums[:, :-1], sums[:, -1]


def _jackknife(
    history: History, hours: int, expected: NDArray[np.float64], there: NDArray[np.bool_]
) -> tuple[int, NDArray[np.float64]]:
    """How many cells there are, and the variance of each shift when one after the other is left out, since and before.

    Users who are what they are on both sides vary the shift only as far as they write more on one of them.
    """
    n = history.cells_n[-hours:][there]
    excess, sizes = history.cells_yes[-hours:][there].sum(axis=0) - n.T @ expected[there], n.sum(axis=0)
    old = history.old_yes + history.cells_yes[:-hours].sum(axis=0)
    old_sizes = history.old_n + history.cells_n[:-hours].sum(axis=0)
    old_excess = old - np.outer(old_sizes, old.sum(axis=0) / max(1, old_sizes.sum()))
    some = sizes > 0
    cells = int(some.sum())
    if cells < 2:
        return cells, np.zeros(excess.shape[1])
    left = _without_each(excess, sizes) - _without_each(old_excess, old_sizes)
    return cells, np.asarray((cells - 1) * left[some].var(axis=0))


def _without_each(sums: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray((sums.sum(axis=0) - sums) / np.maximum(1, sizes.sum() - sizes)[:, None])


def _between_batches(
    history: History,
    slot: NDArray[np.int64],
    used: NDArray[np.bool_],
    shares: NDArray[np.float64],
    unit: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The variance between six-hour batches of earlier days beyond that of their messages.

    It is the greater of that of all batches and that of those hours alone which the last ones are compared with: few, so that
    only three times the expected variance counts. A loud user of last week stands in these.

    Args:
        history: of the axis.
        slot: of the hours before.
        used: by slot, whether the last hours are compared with it.
        shares: by slot.
        unit: the variance of one message.
    """
    n = history.n[: len(slot)]
    times = np.bincount(slot, weights=n > 0, minlength=SLOTS)[slot]
    # A residual is drawn to zero by the hour's own part in what it is compared with.
    scale = np.sqrt(times / np.maximum(times - 1, 1)) * (times > 1)
    residuals = (history.yes[: len(slot)] - n[:, None] * shares[slot]) * scale[:, None]
    starts = np.flatnonzero(np.diff((history.first_hour + np.arange(len(slot))) // BATCH, prepend=-1))
    found = np.zeros_like(unit)
    for counted, expected in ((times > 1, 1.0), ((times > 1) & used[slot], RARE)):
        sizes = np.add.reduceat(n * counted, starts).astype(np.float64)
        some = sizes > 0
        if some.any():
            sums = np.add.reduceat(residuals * counted[:, None], starts, axis=0)[some]
            # sum of N (d^2 - unit / N), over sum of N, with d = sum of residuals / N
            excess = (sums**2 / sizes[some][:, None]).sum(axis=0) - expected * some.sum() * unit
            found = np.maximum(found, excess / sizes.sum())
    return found
