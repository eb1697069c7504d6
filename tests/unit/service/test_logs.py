"""The log is JSON and quotes nobody."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from prodshape.errors import InputError
from service import logs

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_lines_and_those_of_libraries_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger("service").info("request", status=200)
    logging.getLogger("uvicorn.error").warning("port %d", 8000)
    ours, theirs = lines(capsys)
    assert (ours["event"], ours["status"], ours["level"]) == ("request", 200, "info")
    assert (theirs["event"], theirs["logger"]) == ("port 8000", "uvicorn.error")


@pytest.mark.parametrize("logger", ["ours", "theirs"])
def test_an_exception_is_types_and_places_but_not_its_message(capsys: pytest.CaptureFixture[str], logger: str) -> None:
    logs.configure()
    log = structlog.get_logger("service") if logger == "ours" else logging.getLogger("library")
    try:
        try:
            int("where is my parcel")
        except ValueError as error:
            raise InputError("A count is a number; send one.") from error
    except InputError:
        log.exception("failed")
    text = capsys.readouterr().err
    assert "parcel" not in text
    ours, cause = json.loads(text)["exception"]
    assert ours["message"] == "A count is a number; send one."
    assert cause["type"] == "ValueError"
    assert "message" not in cause
    assert "test_logs.py" in cause["frames"][0]


def test_the_level_holds_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING")
    structlog.get_logger("service").info("quiet")
    logging.getLogger("library").info("quiet")
    assert lines(capsys) == []
