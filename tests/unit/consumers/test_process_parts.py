"""Watchdog, failpoints, health and metrics: what keeps a consumer process honest."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest
from prometheus_client import generate_latest

from consumers.failpoints import Failpoint, FailpointError
from consumers.health import HealthServer
from consumers.metrics import ConsumerMetrics
from consumers.watchdog import STATUS, Watchdog
from prodshape.errors import ConfigurationError


def test_watchdog_barks_once_when_nothing_ticks() -> None:
    barked = threading.Event()
    watchdog = Watchdog(0.1, on_standstill=barked.set)
    watchdog.start()
    assert barked.wait(10)
    assert not watchdog.ok
    watchdog.stop()


def test_watchdog_ends_a_standing_process_and_shows_where_it_stands() -> None:
    program = """
import time
from consumers.watchdog import Watchdog
Watchdog(0.2).start()
def stands_still():
    time.sleep(60)
stands_still()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == STATUS
    assert "stands_still" in ended.stderr


def test_failpoint_acts_at_its_visit_only() -> None:
    failpoint = Failpoint.parse("here:2:raise")
    failpoint("elsewhere")
    failpoint("here")
    with pytest.raises(FailpointError):
        failpoint("here")
    failpoint("here")


@pytest.mark.parametrize(("action", "status"), [("kill", -signal.SIGKILL), ("exit", 70)])
def test_failpoint_ends_the_process(action: str, status: int) -> None:
    program = f"from consumers.failpoints import Failpoint; Failpoint.parse('here:1:{action}')('here')"
    ended = subprocess.run([sys.executable, "-c", program], timeout=30, check=False)
    assert ended.returncode == status


@pytest.mark.parametrize("spec", ["", ":1:kill", "here:x", "here:1:explode"])
def test_wrong_failpoint(spec: str) -> None:
    with pytest.raises(ConfigurationError, match="PRODSHAPE_FAILPOINT"):
        Failpoint.parse(spec)


def get(port: int, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_health_port() -> None:
    metrics = ConsumerMetrics(["default"])
    ready: list[str] = ["no database"]
    server = HealthServer("127.0.0.1", 0, metrics.registry, list, lambda: ready)
    server.start()
    try:
        assert get(server.port, "/livez")[0] == 200
        status, body = get(server.port, "/readyz")
        assert (status, json.loads(body)) == (503, {"status": "failed", "faults": ["no database"]})
        ready.clear()
        assert get(server.port, "/readyz")[0] == 200
        assert b"prodshape_records_total" in get(server.port, "/metrics")[1]
        assert get(server.port, "/other")[0] == 404
        with pytest.raises(ConfigurationError, match="PRODSHAPE_METRICS_PORT"):
            HealthServer("127.0.0.1", server.port, metrics.registry, list, list)
    finally:
        server.stop()


def test_metrics_begin_at_zero_and_promtool_is_content() -> None:
    metrics = ConsumerMetrics(["default", "second"])
    text = generate_latest(metrics.registry)
    assert b'prodshape_refused_total{reason="bad_json",stream="second"} 0.0' in text
    assert b"_created" not in text
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: apt-get install prometheus")
    checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, timeout=30, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")
