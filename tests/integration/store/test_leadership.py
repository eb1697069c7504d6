"""One leader, checked with Postgres each time; another takes over however the first one went."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.store.database import make_engine
from service.store.leadership import LEADER_LOCK, Leadership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

LEADER = """
import sys
from service.store.database import make_engine
from service.store.leadership import Leadership
leadership = Leadership(make_engine(sys.argv[1]), silence_s=float(sys.argv[2]))
print(leadership.ensure(), flush=True)
sys.stdin.read()
print(leadership.ensure(), flush=True)
"""


@pytest.fixture
def second(postgres_url: str) -> Iterator[Leadership]:
    engine = make_engine(postgres_url)
    made = Leadership(engine)
    yield made
    made.resign()
    engine.dispose()


@pytest.fixture
def first(engine: Engine) -> Iterator[Leadership]:
    made = Leadership(engine)
    yield made
    made.resign()


def end_sessions(engine: Engine) -> None:
    with engine.connect() as conn:
        conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        )


def soon(leadership: Leadership) -> bool:
    """Postgres needs a moment to see that a client is gone."""
    for _ in range(100):
        if leadership.ensure():
            return True
        time.sleep(0.1)
    return False


def test_of_two_one_leads_until_it_resigns(first: Leadership, second: Leadership) -> None:
    assert first.ensure()
    assert first.ensure()
    assert not second.ensure()
    first.resign()
    first.resign()
    assert second.ensure()
    assert not first.ensure()


def test_a_leader_that_lost_its_session_knows_it_and_another_takes_over(
    engine: Engine, first: Leadership, second: Leadership
) -> None:
    assert first.ensure()
    end_sessions(engine)
    assert soon(second)
    assert not first.ensure(), "asked, not remembered"
    assert second.ensure()


def test_a_session_that_lives_but_holds_no_lock_is_no_leadership(first: Leadership, second: Leadership) -> None:
    assert first.ensure()
    assert first._session is not None
    first._session.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LEADER_LOCK})
    assert second.ensure()
    assert not first.ensure()


def test_a_killed_leader_is_replaced(postgres_url: str, second: Leadership) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LEADER, postgres_url, "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    assert not second.ensure()
    process.kill()
    process.communicate(timeout=30)
    assert soon(second)


def test_nobody_leads_without_a_database() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/none", connect_timeout_s=1)
    assert not Leadership(engine).ensure()
    engine.dispose()


def test_leaders_of_two_databases_do_not_meet(first: Leadership, empty_postgres_url: str) -> None:
    assert first.ensure()
    engine = make_engine(empty_postgres_url)
    other = Leadership(engine)
    assert other.ensure()
    assert other.ensure()
    other.resign()
    engine.dispose()


def test_a_frozen_leader_is_replaced_and_knows_it_when_it_thaws(postgres_url: str, second: Leadership) -> None:
    """A stopped process keeps its connection: the kernel answers for it."""
    with subprocess.Popen(
        [sys.executable, "-c", LEADER, postgres_url, "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == "True\n"
            process.send_signal(signal.SIGSTOP)
            assert not second.ensure()
            assert soon(second)
            process.send_signal(signal.SIGCONT)
            process.stdin.close()
            assert process.stdout.readline() == "False\n"
        finally:
            process.kill()
