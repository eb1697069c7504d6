"""Simulated weeks of users who repeat themselves, with the rhythm of day and week, as counts per five minutes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prodshape.changes.contrasts import Contrasts
from prodshape.changes.history import History

CELLS, CELL_HOURS, PANES_AN_HOUR = 32, 216, 12
RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
LENGTHS = tuple(5 * 1.5**step for step in range(11))
LENGTH_AXIS = len(RATES)
SEGMENTS = ("all", "web", "app")
QUESTIONS = len(RATES) + len(LENGTHS)
MONDAY = 20_000 // 7 * 7 * 24 + 4 * 24

Change = Callable[[NDArray[np.float64], NDArray[np.int64]], NDArray[np.float64]]
"""From hours since the begin and segment (1 web, 2 app) of messages to what is added to the share of axis 3."""


@dataclass(frozen=True)
class Setting:
    """Who writes, and how alike.

    Attributes:
        days: length.
        an_hour: messages an hour, on average.
        users: how many there are; some write a hundred times more than others.
        icc: how alike the messages of one user are, 0 to below 1.
        common: standard deviation of what all users have in common for some hours, in logits.
    """

    days: int = 35
    an_hour: int = 500
    users: int = 6000
    icc: float = 0.15
    common: float = 0.05


@dataclass(frozen=True, eq=False)
class Series:
    """What is counted of one segment: messages that answer yes to each question, and all of them.

    Attributes:
        contrasts: the questions.
        panes: `int64[panes, questions]`.
        panes_n: `int64[panes]`.
        cells: `int64[hours, cells, questions]`.
        cells_n: `int64[hours, cells]`.
        before: `int64[hours + 1, cells, questions]`, sums of `cells` up to each hour.
        before_n: `int64[hours + 1, cells]`.
    """

    contrasts: Contrasts
    panes: NDArray[np.int64]
    panes_n: NDArray[np.int64]
    cells: NDArray[np.int64]
    cells_n: NDArray[np.int64]
    before: NDArray[np.int64]
    before_n: NDArray[np.int64]

    @property
    def hours(self) -> int:
        """How many."""
        return len(self.cells_n)

    def history(self, until: int, since: int = 0) -> History:
        """What the service knows at the begin of an hour, of the time since another."""
        first = max(since, until - CELL_HOURS)
        return History(
            self.contrasts,
            MONDAY + since,
            self.before[since + 1 : until + 1].sum(axis=1) - self.before[since:until].sum(axis=1),
            self.before_n[since + 1 : until + 1].sum(axis=1) - self.before_n[since:until].sum(axis=1),
            self.cells[first:until],
            self.cells_n[first:until],
            self.before[first] - self.before[since],
            self.before_n[first] - self.before_n[since],
        )


def simulate(
    setting: Setting,
    random: np.random.Generator,
    change: Change | None = None,
    burst: tuple[int, int, int] | None = None,
) -> dict[str, list[Series]]:
    """Draw the messages of all users and count them: per segment the yes-or-no axes together, and the lengths.

    Args:
        setting: who writes.
        random: where the chance comes from.
        change: of the share of axis 3.
        burst: hour, length in hours and number of messages of one user who answers yes on axis 3 every time.
    """
    hours = setting.days * 24
    clock = np.arange(hours)
    volume = (1 - 0.6 * np.cos(2 * np.pi * (clock - 3) / 24)) * np.where(clock // 24 % 7 >= 5, 0.6, 1.0)
    sessions = random.poisson(setting.an_hour * hours / 3)
    began = random.choice(hours, sessions, p=volume / volume.sum()) + random.random(sessions)
    weights = random.lognormal(0, 1.0, setting.users)
    writer = random.choice(setting.users, sessions, p=weights / weights.sum())
    owner = np.repeat(np.arange(sessions), random.geometric(1 / 3, sessions))
    time = began[owner] + random.exponential(0.05, len(owner))
    time[time >= hours] = hours - 1e-6
    author = writer[owner]
    cell_of, app = random.integers(0, CELLS, setting.users), random.random(setting.users) < 0.2
    cell, segment = cell_of[author], np.where(app[author], 2, 1)
    hour = time.astype(np.int64)
    codes = np.empty((len(RATES) + 1, len(time)), np.int64)
    spread = (1 - setting.icc) / setting.icc
    for axis, rate in enumerate(RATES):
        own = np.clip(random.beta(rate * spread, (1 - rate) * spread, setting.users), 1e-4, 1 - 1e-4)
        logit = np.log(own / (1 - own))[author] + _rhythm(clock, setting, random)[hour]
        p = 1 / (1 + np.exp(-logit))
        if axis == 3 and change is not None:
            p = np.clip(p + change(time, segment), 0, 1)
        codes[axis] = random.random(len(time)) < p
    size = random.normal(3.5, 0.35, setting.users)[author] + random.normal(0, 0.6, len(time))
    size += 0.4 * _rhythm(clock, setting, random)[hour]
    codes[LENGTH_AXIS] = np.searchsorted(LENGTHS, np.exp(size))
    if burst is not None:
        begin, length, number = burst
        same = np.repeat(codes[:, :1], number, axis=1)
        same[3] = 1
        codes = np.concatenate([codes, same], axis=1)
        time = np.concatenate([time, begin + length * random.random(number)])
        cell = np.concatenate([cell, np.full(number, 7)])
        segment = np.concatenate([segment, np.full(number, 1)])
    return _count(hours, time, cell, segment, codes)


def _rhythm(clock: NDArray[np.int64], setting: Setting, random: np.random.Generator) -> NDArray[np.float64]:
    """Day, week and what all users have in common, in logits per hour."""
    noise = random.normal(0, 1, len(clock) + 5)
    common = np.convolve(noise, np.ones(6) / np.sqrt(6), "valid")
    day = random.choice([-0.3, 0.3]) * np.cos(2 * np.pi * (clock - random.integers(24)) / 24)
    return np.asarray(day + random.choice([-0.2, 0.2]) * (clock // 24 % 7 >= 5) + setting.common * common)


def _count(
    hours: int,
    time: NDArray[np.float64],
    cell: NDArray[np.int64],
    segment: NDArray[np.int64],
    codes: NDArray[np.int64],
) -> dict[str, list[Series]]:
    lengths = Contrasts.of([str(place) for place in range(len(LENGTHS) + 1)], ordered=True)
    answers = codes[:LENGTH_AXIS].T, lengths.matrix[codes[LENGTH_AXIS]]
    names = Contrasts(tuple(map(str, RATES)), np.eye(len(RATES), dtype=np.int64)), lengths
    pane, hour = (time * PANES_AN_HOUR).astype(np.int64), time.astype(np.int64)
    found: dict[str, list[Series]] = {}
    for number, name in enumerate(SEGMENTS):
        here = np.ones(len(time), np.bool_) if number == 0 else segment == number
        by_cell = hour[here] * CELLS + cell[here]
        for contrasts, yes in zip(names, answers, strict=True):
            panes = _sums(pane[here], yes[here], hours * PANES_AN_HOUR)
            cells = _sums(by_cell, yes[here], hours * CELLS).reshape(hours, CELLS, -1)
            part = panes[:, :-1], panes[:, -1], cells[..., :-1], cells[..., -1]
            up_to = np.concatenate([np.zeros_like(cells[:1]), np.cumsum(cells, axis=0)])
            found.setdefault(name, []).append(Series(contrasts, *part, up_to[..., :-1], up_to[..., -1]))
    return found


def _sums(place: NDArray[np.int64], yes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Per place the messages that answer yes to each question, then all of them."""
    columns = [np.bincount(place, weights=column, minlength=size) for column in yes.T]
    return np.column_stack([*columns, np.bincount(place, minlength=size)]).astype(np.int64)
