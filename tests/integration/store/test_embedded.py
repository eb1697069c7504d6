"""The embedded server: shared, restarted, killed; for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from sqlalchemy import text

from prodshape.errors import ConfigurationError
from service.store.database import is_outage, make_engine
from service.store.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER = """
import sys, time
from pathlib import Path
from service.store.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start(), flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="prodshape-embedded-"))
    folder.chmod(0o711)
    yield folder / "postgres"
    shutil.rmtree(folder)


def owner(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", OWNER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"},
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://")
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


def ask(server: EmbeddedPostgres, question: str) -> object:
    engine = make_engine(server.url)
    try:
        with engine.begin() as conn:
            return (
                conn.execute(text(question)).scalar() if question.startswith("SELECT") else conn.execute(text(question))
            )
    finally:
        engine.dispose()


def alive(home: Path) -> bool:
    """Is there a server process on this directory?"""
    try:
        pid = int((home / "postmaster.pid").read_text().splitlines()[0])
    except FileNotFoundError:
        return False
    return psutil.pid_exists(pid)


def test_the_last_of_several_processes_stops_the_server(home: Path) -> None:
    server = EmbeddedPostgres(home)
    first, second = owner(home), owner(home)
    server.start()
    ask(server, "CREATE TABLE kept (n int)")
    server.stop()
    server.stop()
    assert alive(home)
    end(first)
    assert alive(home)
    end(second)
    assert not alive(home)


def gone(home: Path) -> bool:
    """Wait until there is no server process on this directory."""
    until = time.monotonic() + 20
    while alive(home) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(home)


def test_a_killed_owner_takes_its_server_along_and_the_data_stay(home: Path) -> None:
    killed = owner(home)
    server = EmbeddedPostgres(home)
    with server:
        ask(server, "CREATE TABLE kept (n int)")
    assert alive(home)
    killed.kill()
    killed.communicate(timeout=60)
    assert gone(home)
    assert "was not properly shut down" not in (home / "server.log").read_text()
    with server:
        assert ask(server, "SELECT count(*) FROM kept") == 0


def test_a_killed_owner_does_not_take_the_server_from_others(home: Path) -> None:
    killed, other = owner(home), owner(home)
    guardians = psutil.Process(killed.pid).children()
    killed.kill()
    killed.communicate(timeout=60)
    assert psutil.wait_procs(guardians, timeout=20)[1] == []
    assert alive(home)
    other.kill()
    other.communicate(timeout=60)
    assert gone(home)


@pytest.mark.parametrize("after_s", [0.3, 0.6, 1.2])
def test_an_owner_killed_while_it_starts_leaves_nothing_that_is_in_the_way(home: Path, after_s: float) -> None:
    starting = subprocess.Popen([sys.executable, "-c", OWNER, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    time.sleep(after_s)
    starting.kill()
    starting.communicate(timeout=60)
    with EmbeddedPostgres(home) as server:
        assert ask(server, "SELECT 1") == 1
    assert not alive(home)


def test_an_initdb_that_outlives_its_killed_owner_is_not_in_the_way(home: Path) -> None:
    # What is seen of it: a directory that refuses to be emptied, because files come back as fast as they go.
    script = """
import os, sys
from pathlib import Path
folder, n = Path(sys.argv[1]), 0
while True:
    try:
        folder.mkdir(exist_ok=True)
        (folder / str(n % 64)).touch()
    except OSError:
        continue
    n += 1
    if n == 64: print("writing", flush=True)
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", script, f"{home}.new{end}"], stdout=subprocess.PIPE)
        for end in ("", "-x7k2")
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writing\n"
        with EmbeddedPostgres(home) as server:
            assert ask(server, "SELECT 1") == 1
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate(timeout=60)
    assert not alive(home)


def test_a_server_that_was_left_behind_is_joined_and_stopped(home: Path) -> None:
    killed = owner(home)
    for guardian in psutil.Process(killed.pid).children():
        guardian.kill()
    killed.kill()
    killed.communicate(timeout=60)
    server = EmbeddedPostgres(home)
    assert alive(home)
    with server:
        assert ask(server, "SELECT 1") == 1
    assert not alive(home)


def test_a_killed_server_recovers_and_says_meanwhile_that_it_is_away(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        engine = make_engine(server.url)
        with engine.begin() as conn:
            conn.execute(text("CREATE TABLE kept (n int)"))
            conn.execute(text("INSERT INTO kept VALUES (3)"))
        server.kill()
        with pytest.raises(Exception, match=r"(?i)socket|terminat|closed") as caught, engine.connect() as conn:
            conn.execute(text("SELECT 1"))
        assert is_outage(caught.value)
        server.restart()
        with engine.connect() as conn:
            assert conn.execute(text("SELECT n FROM kept")).scalar() == 3
        engine.dispose()


def test_a_long_path_gets_its_socket_elsewhere(home: Path) -> None:
    deep = home / ("x" * 60) / ("y" * 60)
    with EmbeddedPostgres(deep) as server:
        assert ask(server, "SELECT 1") == 1
        socket_dir = Path(server.url.partition("host=")[2])
        assert socket_dir != deep
    shutil.rmtree(socket_dir, ignore_errors=True)


def test_a_folder_that_holds_something_else_is_left_alone(home: Path) -> None:
    home.mkdir()
    (home / "letters.txt").write_text("dear all")
    with pytest.raises(ConfigurationError, match=r"something else.*PRODSHAPE_DATA_DIR"):
        EmbeddedPostgres(home).start()
    assert (home / "letters.txt").read_text() == "dear all"


def test_data_of_another_version_of_postgres_is_left_alone(home: Path) -> None:
    home.mkdir()
    (home / "PG_VERSION").write_text("11\n")
    with pytest.raises(ConfigurationError, match="made by PostgreSQL 11"):
        EmbeddedPostgres(home).start()


def test_below_a_private_folder_passing_is_allowed_and_looking_is_not(home: Path) -> None:
    private = home.parent / "private"
    private.mkdir(mode=0o700)
    with EmbeddedPostgres(private / "postgres") as server:
        assert ask(server, "SELECT 1") == 1
    # Only root starts the server under another account, which must pass through.
    assert private.stat().st_mode & 0o777 == (0o701 if os.geteuid() == 0 else 0o700)
