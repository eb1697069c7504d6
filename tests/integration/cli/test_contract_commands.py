"""The commands of contracts, from a data file to the YAML that people keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from prodshape.cli import INPUT_ERROR, main
from prodshape.contract import Contract

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    return int(ending.value.code or 0)


@pytest.fixture
def users(tmp_path: Path) -> str:
    path = tmp_path / "users.jsonl"
    rows = [
        {"text": f"where is my order {number}{'?' * (number % 3)}", "who": f"u{number % 211}"} for number in range(700)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_a_contract_is_drawn_up_and_checked(users: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "contract.yaml")
    assert run("contract", "from-fingerprint", users, "--author", "who", "--name", "support", "-o", file) == 0
    contract = Contract.read(file)
    assert contract.name == "support"
    assert {"typos", "end_mark", "length_chars"} <= {*contract.axes}
    assert run("contract", "check", file) == 0
    told = capsys.readouterr().out
    assert f"support: {len(contract.axes)} axes, segments: all; {contract.digest}" in told
    assert "unknown_words    distance at most 0.1 (a warning only); at least 500 messages, 100 authors" in told


def test_without_a_file_the_contract_is_printed(users: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("contract", "from-fingerprint", users, "--tolerance", "0.2") == 0
    assert Contract.loads(capsys.readouterr().out).tolerance == 0.2


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("contract", "schema") == 0
    assert json.loads(capsys.readouterr().out) == Contract.json_schema()


def test_a_wrong_contract_ends_with_its_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "contract.yaml"
    file.write_text("format: prodshape.contract/1\nname: x\naxes: {typos: {tolerance: 7}}\n")
    assert run("contract", "check", str(file)) == INPUT_ERROR
    assert "axes.typos.tolerance: Input should be less than or equal to 1 (got 7)" in capsys.readouterr().err
