"""The demo's processes are watched, ended with it, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from consumers.demo.processes import Processes
from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from pathlib import Path

WAITING = "import time\ntime.sleep(600)\n"
FAILING = "print('the last words')\nraise SystemExit(4)\n"
PARENT = """
import os, sys, time
from pathlib import Path
from consumers.demo.processes import Processes
processes = Processes(Path(sys.argv[1]))
processes.start("waiting", dict(os.environ))
print(processes._running["waiting"][0].pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which the modules `waiting` and `failing` exist."""
    (tmp_path / "waiting.py").write_text(WAITING)
    (tmp_path / "failing.py").write_text(FAILING)
    path = os.pathsep.join([str(tmp_path), os.getcwd()])  # noqa: PTH109 - an entry of PYTHONPATH
    return {**os.environ, "PYTHONPATH": path}


def gone(pid: int) -> bool:
    """Wait until a process has ended; a zombie has."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_they_end_when_the_demo_leaves(tmp_path: Path, environment: dict[str, str]) -> None:
    with Processes(tmp_path / "logs") as processes:
        processes.start("waiting", environment)
        process, _ = processes._running["waiting"]
        processes.check()

    assert process.returncode == -signal.SIGTERM


def test_one_that_ended_is_told_with_its_last_words(tmp_path: Path, environment: dict[str, str]) -> None:
    with Processes(tmp_path / "logs") as processes:
        processes.start("failing", environment)
        processes._running["failing"][0].wait(20)
        with pytest.raises(UnavailableError, match=r"python -m failing ended with status 4(?s:.*)the last words"):
            processes.check()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with a killed parent")
def test_they_end_when_the_demo_is_killed(tmp_path: Path, environment: dict[str, str]) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "logs")], env=environment, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert psutil.pid_exists(child)
        parent.kill()

    assert gone(child)
