"""Exactly once, under chaos: what CI runs of `python -m benchmarks.chaos`."""

import json
import subprocess
import sys

import pytest

from tests.brokers import jars
from tests.consumer_process import ROOT

KILLS = 15


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_fifteen_kills_and_every_failpoint() -> None:
    reason = jars.why_missing()
    if reason:
        pytest.skip(reason)
    command = [sys.executable, "-m", "benchmarks.chaos", "--kills", str(KILLS), "--seed", "15", "--minutes", "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1450)
    assert done.stdout, done.stderr[-5000:]
    result = json.loads(done.stdout)
    assert result["differences"] == []
    assert result["enough"], result
    assert result["back in time"], result
    for point in ("begun", "claimed", "before_commit", "during_commit", "after_commit"):
        assert result["disturbances"].get(f"at {point}", 0) > 0, result["disturbances"]
    assert done.returncode == 0, done.stderr[-5000:]
