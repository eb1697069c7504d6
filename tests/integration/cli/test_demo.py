"""The demo, as a person starts it: mismatch, then drift, then a clean end, and a second start that goes on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from prodshape.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.timeout(540)]
LONGEST_S = 240
"""Longest wait for one sentence; on an idle laptop the whole play takes less than two minutes."""


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that PostgreSQL may enter when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="prodshape-demo-"))
    folder.chmod(0o711)
    yield folder
    rmtree(folder, ignore_errors=True)


class Demo:
    """A running demo, read line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []

    def until(self, pattern: str) -> re.Match[str]:
        """Read until a line matches."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + LONGEST_S
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.search(pattern, line):
                return found
            assert time.monotonic() < deadline, "".join(self.lines)
        raise AssertionError(f"The demo ended without {pattern!r}:\n" + "".join(self.lines))

    def metrics(self) -> str:
        """The address of the service's metrics, which the demo has printed."""
        found = re.search(r"(http://\S+/metrics)", "".join(self.lines))
        assert found is not None
        return found.group(1)


def counted(metrics: str) -> float:
    """How many messages the store has counted, by the service's metrics."""
    found = re.search(r'^prodshape_stored_records_total\{[^}]*outcome="message"[^}]*\} (\S+)$', metrics, re.MULTILINE)
    assert found is not None, metrics
    return float(found.group(1))


@contextmanager
def demo(state: Path, *options: str, stop: signal.Signals = signal.SIGINT) -> Iterator[Demo]:
    """Run the demo, and end it as Ctrl-C or a service manager would; nothing may be left behind."""
    command = [sys.executable, "-u", "-m", "prodshape.cli", "demo", "--state", str(state), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        running = Demo(process)
        try:
            yield running
            others = psutil.Process(process.pid).children(recursive=True)
            process.send_signal(stop)
            rest = process.communicate(timeout=60)[0]
        finally:
            process.kill()
    assert process.returncode == 0, rest
    assert "Ended." in rest
    assert others
    assert not [other for other in others if other.is_running() and other.status() != psutil.STATUS_ZOMBIE]
    servers = [
        found.pid for found in psutil.process_iter(["cmdline"]) if str(state) in " ".join(found.info["cmdline"] or [])
    ]
    assert servers == []


def test_mismatch_then_drift_then_a_second_start_goes_on(state: Path) -> None:
    with demo(state) as running:
        week = int(running.until(r"A week of messages is counted: ([\d,]+) messages").group(1).replace(",", ""))
        url = running.until(r"Open (http://127\.0\.0\.1:\d+) for the page").group(1)
        running.until("MISMATCH: the training set is not what users type")
        running.until("The shop releases a new app")
        drift = running.until(r"DRIFT: users do not type as they did .* on (\d+) of (\d+) axes")
        with Client(url) as client:
            first = client.latest()
            live = client.divergence()
            dataset = client.datasets.active()
        page, scraped = httpx.get(url), httpx.get(running.metrics()).text

    assert 3 <= int(drift.group(1)) < int(drift.group(2))
    assert week > 19_000
    assert first.messages == week
    assert first.authors is not None
    assert (dataset.name, dataset.baseline.version) == ("teacher", first.version)
    assert live["segments"]["all"]["axes"]["emoji"]["drift"]["values"]["jensen_shannon"] > 0.1
    assert page.status_code == 200
    assert 'prodshape_divergence_ratio{axis="emoji"' in scraped

    with demo(state, stop=signal.SIGTERM) as running:
        running.until("Going on in")
        url = running.until(r"Open (http://127\.0\.0\.1:\d+) for the page").group(1)
        with Client(url) as client:
            kept = client.version(first.version or 0)
            running.until("DRIFT: ")
            topics = {offset.topic for offset in client.live().offsets}
        counted_again = counted(httpx.get(running.metrics()).text)

    assert kept.digest == first.digest
    assert counted_again >= counted(scraped) > week
    assert 'prodshape_stored_clock_skew_total{stream="default"} 0.0' in scraped
    assert 'prodshape_stored_time_missing_total{stream="default"} 0.0' in scraped
    assert len(topics) == 2, "the offsets of both starts belong to the live fingerprint"


def alive(process: psutil.Process) -> bool:
    """A zombie waits for its parent only."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_killed_demo_leaves_nothing_behind(state: Path) -> None:
    command = [sys.executable, "-u", "-m", "prodshape.cli", "demo", "--state", str(state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        Demo(process).until("The database is ready")
        others = psutil.Process(process.pid).children(recursive=True)
        others.append(psutil.Process(int((state / "postgres" / "postmaster.pid").read_text().splitlines()[0])))
        names = {part for other in others for part in other.cmdline()}
        process.kill()

    assert {"consumers", "service.store.guardian"} <= names
    until = time.monotonic() + 60
    while (left := [other for other in others if alive(other)]) and time.monotonic() < until:
        time.sleep(0.1)
    assert left == []


def test_a_small_file_is_seen_too(state: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("".join(f"where is order {number} lol\n" for number in range(500)))
    with demo(state, "--source", str(own)) as running:
        running.until("A week of messages is counted: 250 messages")
        running.until("MISMATCH: ")


def test_a_tiny_file_is_told_that_it_is(state: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("one\ntwo\nthree\n")
    with demo(state, "--source", str(own)) as running:
        running.until("A week of messages is counted: 2 messages")
        running.until("Your file is played to its end")
        running.until("No mismatch is told.*fewer than the minimum of 200")


def test_a_file_of_ones_own_is_played_instead(state: Path, tmp_path: Path) -> None:
    own, dataset = tmp_path / "own.jsonl", tmp_path / "train.txt"
    own.write_text(
        "".join(f'{{"q": "where is order {number} lol", "who": "w{number % 40}"}}\n' for number in range(1200))
    )
    dataset.write_text("Could you please tell me where my order is?\n" * 300)
    options = ("--source", str(own), "--field", "q", "--author", "who", "--dataset", str(dataset))
    with demo(state, *options) as running:
        running.until("A week of messages is counted: 900 messages")
        url = running.until(r"Open (http://127\.0\.0\.1:\d+) for the page").group(1)
        running.until("MISMATCH: ")
        with Client(url) as client:
            found = client.latest()
            name = client.datasets.active().name

    assert found.messages == 900
    assert name == "own"
