"""An alarm follows a verdict only when it lasts, and looks at the same watermark twice count once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.verdict import Outcome
from service.alarming import advance
from service.store.alarms import AlarmState

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
LETTERS = {"b": Outcome.BREACH, "w": Outcome.WITHIN, "u": Outcome.UNDECIDED}


def run(outcomes: str, *, step: int = 5, refreshes: int = 3, lasting: int = 10) -> list[AlarmState]:
    """The states after each verdict, a letter each, `step` minutes of watermark apart."""
    state, found = AlarmState(), []
    for place, letter in enumerate(outcomes):
        moment = NOON + place * step * MINUTES
        state = advance(state, LETTERS[letter], moment, refreshes=refreshes, lasting=lasting * MINUTES)
        found.append(state)
    return found


@pytest.mark.parametrize(
    ("outcomes", "on"),
    [
        ("bbb", "..#"),
        ("bbwbbb", ".....#"),
        ("bbubbb", ".....#"),
        ("bbbuuuuuu", "..#######"),
        ("bbbwwuwww", "..######."),
        ("bbbwwbwww", "..######."),
        ("wwwuuu", "......"),
        ("bbbwwwbbb", "..###...#"),
    ],
)
def test_it_turns_after_a_run_and_undecided_holds_it(outcomes: str, on: str) -> None:
    assert "".join("#" if state.on else "." for state in run(outcomes)) == on


def test_it_dates_itself_from_the_first_verdict_of_the_run() -> None:
    states = run("wbbbbwwww")
    assert [state.since for state in states[:3]] == [None] * 3
    assert states[3].since == states[4].since == NOON + 5 * MINUTES
    assert (states[7].on, states[7].since) == (False, NOON + 25 * MINUTES)


def test_both_the_number_and_the_time_are_needed() -> None:
    assert [state.on for state in run("bbbb", lasting=15)] == [False, False, False, True]
    assert [state.on for state in run("bb", step=600, refreshes=3)] == [False, False]
    assert run("b", refreshes=1, lasting=0)[0].on


@given(
    verdicts=st.lists(st.tuples(st.sampled_from("bwu"), st.integers(-10, 30)), max_size=60),
    refreshes=st.integers(1, 4),
    lasting=st.integers(0, 40),
)
def test_no_state_without_its_run(verdicts: list[tuple[str, int]], refreshes: int, lasting: int) -> None:
    """Told by the whole history, and not step by step: each turn has its run of newer and newer watermarks right before."""
    state, moment, states = AlarmState(), NOON, [AlarmState()]
    counted: list[tuple[str, datetime]] = []
    for letter, minutes in verdicts:
        moment += minutes * MINUTES
        again = advance(state, LETTERS[letter], moment, refreshes=refreshes, lasting=lasting * MINUTES)
        if counted and moment <= counted[-1][1]:
            assert again == state
            continue
        state = again
        counted.append((letter, moment))
        states.append(state)
    assert all(after.counted_until == moment for after, (_, moment) in zip(states[1:], counted, strict=True))
    since_turn = 0
    for place, (before, after) in enumerate(pairwise(states)):
        letters = [letter for letter, _ in counted[since_turn : place + 1]]
        wanted = "w" if before.on else "b"
        length = next((n for n, letter in enumerate(reversed(letters)) if letter != wanted), len(letters))
        first = counted[place + 1 - length][1] if length else None
        lasted = first is not None and length >= refreshes and counted[place][1] - first >= lasting * MINUTES
        assert (after.on != before.on) == lasted
        assert after.since == (first if lasted else before.since)
        if lasted:
            since_turn = place + 1
