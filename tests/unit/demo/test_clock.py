from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consumers.demo.clock import PlayClock

moments = st.integers(0, 10**7)


@given(lag=moments, later=st.lists(moments, min_size=1), speed=st.floats(1.5, 100))
def test_time_never_runs_back_or_ahead_of_the_real_one(lag: int, later: list[int], speed: float) -> None:
    clock = PlayClock(begun_ms=10**9, event_ms=10**9 - lag, speed=speed)
    shown = [clock.event_ms(10**9 + real) for real in sorted(later)]

    assert shown == sorted(shown)
    assert all(event <= 10**9 + real for event, real in zip(shown, sorted(later), strict=True))


def test_it_catches_up_and_stays_there() -> None:
    clock = PlayClock(begun_ms=1_000_000, event_ms=0, speed=11)

    assert not clock.caught_up(1_000_000)
    assert clock.caught_up(1_100_000)
    assert clock.event_ms(5_000_000) == 5_000_000
