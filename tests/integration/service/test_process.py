"""`python -m service` as an operator meets it: it starts, says where it is, stops when told, and refuses with a sentence."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG_SETTINGS = 3
UNAVAILABLE = 1


def command(**settings: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PRODSHAPE_")}
    given = {f"PRODSHAPE_{name.upper()}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", "service"],
        env={**inherited, "PRODSHAPE_PORT": "0", "PRODSHAPE_METRICS_PORT": "0", **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refused(**settings: str) -> tuple[int, str]:
    with command(**settings) as process:
        output, error = process.communicate(timeout=60)
    assert output == ""
    assert "Traceback" not in error
    return process.returncode, error


@contextmanager
def running(**settings: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The process, and its log line that says where it listens."""
    with command(**settings) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                said = json.loads(line)
                if said["event"] == "listening":
                    yield process, said
                    break
            else:
                pytest.fail(f"It ended with {process.wait(10)} before it listened.")
        finally:
            process.kill()


def test_it_serves_runs_the_jobs_and_stops_when_told(postgres_url: str) -> None:
    with running(database_url=postgres_url) as (process, said):
        assert httpx.get(said["url"] + "/readyz", timeout=30).json() == {"status": "ready"}
        metrics = httpx.get(said["metrics"], timeout=30).text
        assert "prodshape_store_up 1.0" in metrics
        assert 'prodshape_job_runs_total{job="refresh",outcome="failed"} 0.0' in metrics
        process.send_signal(signal.SIGTERM)
        output, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        lines = [json.loads(line) for line in error.splitlines()]
        assert output == ""
        assert any(line["event"] == "request" and line["route"] == "/readyz" for line in lines)
        assert lines[-1]["event"] == "stopping"
        assert not [line for line in lines if line["level"] in {"error", "critical"}]


def test_another_address_without_a_token_is_refused_before_anything_is_touched() -> None:
    code, error = refused(host="0.0.0.0", database_url="postgresql://nobody@127.0.0.1:9/none")  # noqa: S104 - refused
    assert code == WRONG_SETTINGS
    assert "PRODSHAPE_API_TOKEN" in error
    assert "'0.0.0.0'" in error
    assert error.count("\n") == 1


def test_with_a_token_it_listens_on_another_address(postgres_url: str) -> None:
    with running(host="0.0.0.0", api_token="opensesame", database_url=postgres_url) as (_, said):  # noqa: S104 - wanted
        url = said["url"].replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - reached locally
        assert httpx.get(url + "/v1/streams", timeout=30).status_code == 401
        sent = {"Authorization": "Bearer opensesame"}
        assert httpx.get(url + "/v1/streams", headers=sent, timeout=30).status_code == 200


def test_a_schema_that_is_behind_is_refused_with_the_command(empty_postgres_url: str) -> None:
    code, error = refused(database_url=empty_postgres_url, migrate="false")
    assert code == WRONG_SETTINGS
    assert "prodshape migrate" in error


@pytest.mark.parametrize(
    ("settings", "code", "says"),
    [
        ({"port": "seventy"}, WRONG_SETTINGS, "PRODSHAPE_PORT"),
        ({"streams": "{"}, WRONG_SETTINGS, "streams"),
        ({"streams": '{"default": {"minimum_n": 0}}'}, WRONG_SETTINGS, "default.minimum_n"),
        ({"api_token": "", "host": "0.0.0.0"}, WRONG_SETTINGS, "PRODSHAPE_API_TOKEN"),  # noqa: S104 - refused
        ({"api_token": "from-a-file\n"}, WRONG_SETTINGS, "line break"),
        ({"api_token": "schlüssel"}, WRONG_SETTINGS, "ASCII"),
        ({"config": "/nowhere/at.yaml"}, WRONG_SETTINGS, "/nowhere/at.yaml"),
        ({"database_url": "mysql://x:hushhush@y/z"}, WRONG_SETTINGS, "PostgreSQL"),
        ({"database_url": "postgresql://x:hushhush@127.0.0.1:9/z"}, UNAVAILABLE, "PRODSHAPE_DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_one_sentence_without_secrets(settings: dict[str, str], code: int, says: str) -> None:
    found, error = refused(**settings)
    assert (found, says in error) == (code, True), error
    assert "hushhush" not in error
    assert "from-a-file" not in error


def test_a_taken_port_is_said(postgres_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1])
        for name in ("port", "metrics_port"):
            code, error = refused(database_url=postgres_url, **{name: number})
            assert code == WRONG_SETTINGS
            assert f"PRODSHAPE_{name.upper()} {number}" in error
