"""Alarms without noise: one turns on when a breach has lasted, and off when `within` has lasted as long."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from prodshape.verdict import Outcome
from service.store.alarms import AlarmKey, AlarmState
from service.store.evaluations import Alarm, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from prodshape.contract import Contract
    from service.store.evaluations import Evaluation


def advance(
    state: AlarmState, outcome: Outcome, watermark: datetime | None, *, refreshes: int, lasting: timedelta
) -> AlarmState:
    """Count one more verdict.

    An alarm that is off turns on with the verdict that makes `refreshes` breaches in a row, if the watermark moved by
    `lasting` from the first to the last of them. One that is on turns off by `within` in the same way. Any other verdict
    breaks the row and leaves the alarm as it is: so does `undecided`, which says neither.

    A verdict whose watermark is not newer than that of the last one is the same look again: two leaders at once, or a
    stream that stands still, count it once.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> state, noon = AlarmState(), datetime(2026, 11, 3, 12, tzinfo=UTC)
        >>> for minutes in (0, 5, 10):
        ...     moment = noon + timedelta(minutes=minutes)
        ...     state = advance(state, Outcome.BREACH, moment, refreshes=3, lasting=timedelta(minutes=10))
        >>> state.on, state.since == noon
        (True, True)
    """
    if watermark is None or (state.counted_until is not None and watermark <= state.counted_until):
        return state
    if outcome is not (Outcome.WITHIN if state.on else Outcome.BREACH):
        return AlarmState(state.on, state.since, counted_until=watermark)
    since, turning = state.turning_since or watermark, state.turning + 1
    if turning >= refreshes and watermark - since >= lasting:
        return AlarmState(not state.on, since, counted_until=watermark)
    return AlarmState(state.on, state.since, since, turning, watermark)


def advance_all(
    before: Mapping[AlarmKey, AlarmState],
    evaluation: Evaluation,
    contract: Contract | None,
    *,
    refreshes: int,
    lasting: timedelta,
) -> dict[AlarmKey, AlarmState]:
    """Count the verdicts of an evaluation: of each axis and segment that the contract names, and no other.

    Where there is no verdict (no dataset, a window that shows the past), it is as if it were undecided.
    """
    if contract is None:
        return {}
    verdicts = evaluation.verdicts()
    after = {}
    for segment in contract.judged:
        for axis in contract.axes:
            for kind in get_args(Kind):
                key = AlarmKey(segment, axis, kind)
                verdict = verdicts.get(kind)
                outcome = Outcome.UNDECIDED if verdict is None else verdict.segments[segment].axes[axis].verdict
                state = before.get(key, AlarmState())
                after[key] = advance(state, outcome, evaluation.watermark, refreshes=refreshes, lasting=lasting)
    return after


def told(states: Mapping[AlarmKey, AlarmState], contract: Contract) -> list[Alarm]:
    """The alarms as the evaluation carries them, in the order of segments, axes and kinds."""
    return [
        Alarm(
            segment=key.segment,
            axis=key.axis,
            kind=key.kind,
            severity=contract.terms(key.segment, key.axis).severity,
            on=state.on,
            since=state.since,
        )
        for key, state in states.items()
    ]
