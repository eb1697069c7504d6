"""The image is built for real, and each of its roles runs as a stranger's uid on a root that nobody can write."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from service.store.embedded import EmbeddedPostgres
from tests.brokers.ports import free_ports
from tests.integration.ops.image_building import ROOT, UID, Image, missing, start

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
ENOUGH_BYTES = 360_000_000
"""Beside the base: numpy and scipy (River needs it) are 190 MB of it."""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    if why := missing():
        pytest.skip(f"The image is not built: {why}")
    built = Image(tmp_path_factory.mktemp("image"))
    built.build()
    return built


@pytest.fixture(scope="module")
def running(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """Root of a container and the variables that its programs need: a Postgres beside it, reached by a socket."""
    folder = tmp_path_factory.mktemp("beside")
    with EmbeddedPostgres(folder / "postgres") as server:
        socket = next(path for path in (folder / "postgres").parent.rglob(".s.PGSQL.5432"))
        for path, mode in ((socket, 0o777), (socket.parent, 0o711)):
            path.chmod(mode)
        assert server.url
        with image.mounted({"/run/postgres": socket.parent}) as root:
            yield root, {"PRODSHAPE_DATABASE_URL": "postgresql://postgres@/postgres?host=/run/postgres"}


def answer(url: str, *, within_s: float = 60) -> httpx.Response:
    """The first answer that is not a refusal or a 503."""
    end = time.monotonic() + within_s
    while True:
        try:
            found = httpx.get(url, timeout=5)
        except httpx.TransportError:
            found = None
        if found is not None and found.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return found
        assert time.monotonic() < end, url
        time.sleep(0.2)


@contextmanager
def role(running: tuple[Path, dict[str, str]], log: Path, *command: str, **settings: str) -> Iterator[int]:
    """A role of the image; gives the uid that the kernel says it has, and asks it to stop at the end."""
    root, environment = running
    variables = {f"PRODSHAPE_{name.upper()}": value for name, value in settings.items()}
    process = start(root, environment | variables, *command, log=log)
    try:
        yield process.pid
    finally:
        process.terminate()
        code = process.wait(timeout=60)
    assert code == 0, log.read_text("utf-8", errors="replace")[-3000:]


def uid_of(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Uid:"))


def test_migrate_then_service_and_consumer(running: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root, environment = running
    migrated = start(root, environment, "prodshape", "migrate", log=tmp_path / "migrate.log")
    assert migrated.wait(timeout=120) == 0, (tmp_path / "migrate.log").read_text("utf-8")

    http, metrics, other = free_ports(3)
    service = {"port": str(http), "metrics_port": str(metrics), "migrate": "false"}
    with role(running, tmp_path / "service.log", "python", "-m", "service", **service) as pid:
        assert answer(f"http://127.0.0.1:{http}/livez").status_code == 200
        assert answer(f"http://127.0.0.1:{http}/readyz").status_code == 200
        assert uid_of(pid) == UID
        check = start(root, {"PRODSHAPE_METRICS_PORT": str(metrics)}, *health_check(), log=tmp_path / "health.log")
        assert check.wait(timeout=30) == 0
    consumer = {
        "kafka_bootstrap": "127.0.0.1:1",
        "metrics_port": str(other),
        "streams": json.dumps({"default": {"topics": ["messages"]}}),
    }
    with role(running, tmp_path / "consumer.log", "python", "-m", "consumers", **consumer) as pid:
        assert answer(f"http://127.0.0.1:{other}/livez").status_code == 200
        assert uid_of(pid) == UID
    check = start(root, {"PRODSHAPE_METRICS_PORT": str(other)}, *health_check(), log=tmp_path / "health.log")
    assert check.wait(timeout=30) == 1


def health_check() -> list[str]:
    """The command of HEALTHCHECK, out of the Dockerfile that was built."""
    line = next(
        line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if line.startswith("HEALTHCHECK")
    )
    command: list[str] = json.loads(line.partition(" CMD ")[2])
    return command


def test_nothing_can_be_written(running: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root, environment = running
    attempt = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text('x')"
    for path, code in (("/opt/prodshape/x", 1), ("/x", 1), ("/tmp/x", 0)):  # noqa: S108 - the one place that can be written
        tried = start(root, environment, "python", "-c", attempt, path, log=tmp_path / "write.log")
        assert tried.wait(timeout=30) == code, path
        if code:
            assert "Read-only file system" in (tmp_path / "write.log").read_text("utf-8")


def test_the_image_says_what_it_is(image: Image) -> None:
    config = json.loads(image.config())["Docker"]["config"]

    assert config["User"] == f"{UID}:{UID}"
    assert set(config["ExposedPorts"]) == {"8000/tcp", "9464/tcp", "9465/tcp"}
    assert config["Cmd"] == ["python", "-m", "service"]
    assert config["Healthcheck"]["Test"][0] == "CMD"
    assert config["Labels"]["org.opencontainers.image.title"] == "prodshape"
    assert config["StopSignal"] == "SIGTERM"


def test_the_image_is_small(image: Image) -> None:
    assert 100_000_000 < image.size_bytes() < ENOUGH_BYTES


def test_the_image_lists_its_parts(running: tuple[Path, dict[str, str]]) -> None:
    """The bill of materials is in the image: every distribution that can be imported there, with its version."""
    root, _ = running
    listed = json.loads((root / "opt" / "prodshape" / "sbom.cdx.json").read_text("utf-8"))
    names = {component["name"].lower() for component in listed["components"]}
    installed = {
        path.name.split("-")[0].lower().replace("_", "-") for path in (root / "opt" / "prodshape").rglob("*.dist-info")
    }

    assert listed["bomFormat"] == "CycloneDX"
    assert {"river", "numpy", "sqlalchemy"} <= names
    assert {name.replace("_", "-").replace(".", "-") for name in names} == installed
