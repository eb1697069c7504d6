"""`prodshape dataset`, `prodshape baseline` and `prodshape contract`, over HTTP to a real service on a real database."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from sqlalchemy import insert

from prodshape.cli import INPUT_ERROR, main
from prodshape.cli.settings import person
from service.app import build_app
from service.settings import ServiceSettings
from service.store.fingerprints import save_version
from service.store.tables import streams
from tests.serving import serving
from tests.shapes import CLEAN, ROUGH, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

TOKEN = "a token that only this test knows"
END = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def service(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service with three versions of production; the environment says where it is and how to be let in."""
    with engine.begin() as conn:
        conn.execute(insert(streams).values(stream="default"))
        for number in range(3):
            window = (END - timedelta(days=7 - number), END + timedelta(days=number))
            document = shape(ROUGH * (30 + number), kind="production", stream="default", window=window)
            save_version(conn, "default", {"all": document}, created_at=window[1], complete=True, behind_s=0)
    # The service shares this process, and what it logs must not look like what a command printed.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with serving(build_app(engine, ServiceSettings(api_token=TOKEN))) as url:
        monkeypatch.setenv("PRODSHAPE_URL", url)
        monkeypatch.setenv("PRODSHAPE_API_TOKEN", TOKEN)
        yield url
    structlog.reset_defaults()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command; gives what it printed, on stdout if it went well and else on stderr."""

    def call(*arguments: object, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ending:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert int(ending.value.code or 0) == code, captured.err
        return captured.err if code else captured.out

    return call


@pytest.fixture
def push(run: Callable[..., str], tmp_path: Path) -> Callable[..., str]:
    """Push a dataset of so many texts as revision `r1`, `r2`, ..."""

    def call(size: int, *options: object) -> str:
        path = tmp_path / f"{size}.fingerprint.json"
        path.write_text(shape(CLEAN * size).dumps())
        return run(
            "dataset", "push", path, "--name", "returns", "--revision", f"r{size}", "--teacher", "tidy", *options
        )

    return call


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("service")
def test_a_dataset_is_pushed_activated_and_taken_back(run: Callable[..., str], push: Callable[..., str]) -> None:
    first = push(1, "--activate", "--reason", "the first one", "--who", "ada")
    again = push(1)
    second = push(2)
    switched = run("dataset", "activate", "returns@r2", "--reason", "better", "--who", "bo")
    listed = rows(run("dataset", "list", "--json"))
    back = run("dataset", "back", "--reason", "worse after all", "--who", "cy")
    history = run("dataset", "history")

    assert re.fullmatch(r"\d+: returns@r1 is active; 6 messages; baseline: version 3\.\n", first)
    assert again == first
    assert "returns@r2 is registered; 12 messages" in second
    assert "returns@r2 is active" in switched
    assert [(row["revision"], row["active"]) for row in listed] == [("r2", True), ("r1", False)]
    assert [row["registered_by"] for row in listed] == [person(), "ada"]
    assert "returns@r1 is active" in back
    assert [line.split("  ", 1)[1] for line in history.splitlines()] == [
        "returns@r1  by cy: worse after all",
        "returns@r2  by bo: better",
        "returns@r1  by ada: the first one",
    ]
    assert len(rows(run("dataset", "history", "--json"))) == 3


@pytest.mark.usefixtures("service")
def test_the_list_is_a_table_for_people(run: Callable[..., str], push: Callable[..., str]) -> None:
    assert "No dataset is registered" in run("dataset", "list")

    push(1)

    assert "returns" in run("dataset", "list")


@pytest.mark.usefixtures("service")
def test_a_baseline_moves_with_its_history(run: Callable[..., str], push: Callable[..., str]) -> None:
    push(1, "--built-against", 1, "--activate", "--reason", "first", "--who", "ada")
    moved = run("baseline", "set", 2, "--reason", "the release is the new normal", "--who", "ada")
    shown = run("baseline", "show")
    as_json = json.loads(run("baseline", "show", "--dataset", "returns@r1", "--json"))

    assert moved == "returns@r1 is now measured from version 2.\n"
    assert shown.startswith("returns@r1: version 2")
    assert "version 2  by ada: the release is the new normal" in shown
    assert as_json["version"] == 2


@pytest.mark.usefixtures("service")
def test_a_contract_is_pushed_switched_and_taken_back(run: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "contract.yaml"

    def push(tolerance: float, *options: object) -> str:
        text = f"format: prodshape.contract/1\nname: support\ntolerance: {tolerance}\naxes: {{typos: {{}}}}  # slips\n"
        path.write_text(text)
        return run("contract", "push", path, "--reason", f"allow {tolerance}", "--who", "ada", *options)

    assert "has no contract" in run("contract", "list")
    assert "had none" in run("contract", "back", "--reason", "x", code=INPUT_ERROR)
    assert run("contract", "history") == ""
    first = push(0.1)
    assert first.startswith("Version 1, 'support', is active in the stream 'default'; sha256:")
    assert push(0.1) == first
    assert push(0.2, "--no-activate").startswith("Version 2, 'support', is kept")
    assert run("contract", "show").endswith("{typos: {}}  # slips\n")
    assert "tolerance: 0.2\n" in run("contract", "show", 2)
    assert json.loads(run("contract", "show", 2, "--json"))["active"] is False
    assert run("contract", "activate", 2, "--reason", "looser", "--who", "bo").startswith(
        "Version 2, 'support', is act"
    )
    assert run("contract", "back", "--reason", "too loose", "--who", "cy").startswith("Version 1, 'support', is active")
    assert [line.split("  ", 1)[1] for line in run("contract", "history").splitlines()] == [
        "version 1  by cy: too loose",
        "version 2  by bo: looser",
        "version 1  by ada: allow 0.1",
    ]
    assert [row["version"] for row in rows(run("contract", "history", "--json"))] == [1, 2, 1]
    assert [(row["version"], row["active"]) for row in rows(run("contract", "list", "--json"))] == [
        (2, False),
        (1, True),
    ]
    assert "allow 0.2" in run("contract", "list")
    path.write_text("format: prodshape.contract/1\nname: support\naxes: {typo: {}}\n")
    refused = run("contract", "push", path, "--reason", "x", code=INPUT_ERROR)
    assert "got 'typo': did you mean 'typos'?" in refused
    assert "422" in refused


@pytest.mark.usefixtures("service")
def test_what_is_not_there_is_named_with_what_is(run: Callable[..., str], push: Callable[..., str]) -> None:
    def refused(*arguments: object) -> str:
        return run(*arguments, code=INPUT_ERROR)

    assert "had none" in refused("dataset", "back", "--reason", "x")
    push(1)

    assert "got 'returns@r9'; there are:" in refused("dataset", "activate", "returns@r9", "--reason", "x")
    assert "404" in refused("baseline", "set", "7", "--dataset", "returns@r1", "--reason", "x")
    assert "401" in refused("dataset", "list", "--token", "wrong")


def test_a_service_is_compared_with_a_file(service: str, run: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "train.fingerprint.json"
    path.write_text(shape(CLEAN).dumps())
    latest = json.loads(run("compare", path, service, "--json"))
    first = json.loads(run("compare", path, f"{service}/v1/fingerprints/1", "--json"))

    assert latest["axes"]["end_mark"]["values"]["jensen_shannon"] > 0.3
    for found in (latest, first):
        sure = found["axes"]["end_mark"]["confidence"]
        assert 0 < sure["distance"]["low"] < found["axes"]["end_mark"]["values"]["jensen_shannon"]
        assert {axis["unsure"] for axis in found["axes"].values()} == {None}
    assert latest["axes"]["end_mark"]["other"]["n"] == 32 * len(ROUGH)
    assert first["axes"]["end_mark"]["other"]["n"] == 30 * len(ROUGH)
