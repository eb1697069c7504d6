"""`prodshape gate`, from the command line to its exit code and its files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from prodshape.cli import main
from prodshape.gate_report import GateReport
from prodshape.report import all_formats
from prodshape.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTRACT = """
format: prodshape.contract/1
name: shop
minimum: {messages: 300, authors: 50}
axes: {casing: , end_mark: , length_words: {tolerance: 0.3}}
"""
TIDY = ("Where is my order, please?", "I would like a refund.", "Could you tell me when it arrives?", "Thank you.")
TYPED = ("where is my order", "refund pls", "when does it arrive", "thx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three fingerprints: production, a set like it, a set that a teacher wrote; and contracts."""
    path = tmp_path_factory.mktemp("gate")
    for name, texts, seed in (("production", TYPED, 1), ("like", TYPED, 2), ("teacher", TIDY, 3), ("few", TYPED, 4)):
        random = Random(seed)
        rows = [
            {"text": random.choice(texts), "user": random.randrange(300)} for _ in range(100 if name == "few" else 2000)
        ]
        (path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        measured = ["fingerprint", str(path / f"{name}.jsonl"), "--author", "user", "-o"]
        with pytest.raises(SystemExit):
            main([*measured, str(path / f"{name}.fingerprint.json")])
    (path / "contract.yaml").write_text(CONTRACT)
    (path / "segments.yaml").write_text(CONTRACT + "segments: {web: }\n")
    (path / "misspelt.yaml").write_text(CONTRACT.replace("casing", "cassing"))
    return path


@pytest.fixture
def gate(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command in this process, on the files of the folder."""

    def call(*arguments: str) -> tuple[int, str, str]:
        words = [str(folder / word) if (folder / word).exists() and word else word for word in arguments]
        with pytest.raises(SystemExit) as ending:
            main(["gate", *words])
        captured = capsys.readouterr()
        return int(ending.value.code or 0), captured.out, captured.err

    return call


AGAINST = ("--contract", "contract.yaml", "--against", "production.fingerprint.json")


@pytest.mark.parametrize(
    ("dataset", "code", "sentence"),
    [
        (
            "like.fingerprint.json",
            0,
            "✓ Within the contract 'shop': the dataset has the shape of production on all 3 axes judged.",
        ),
        (
            "teacher.fingerprint.json",
            1,
            "✗ Breach of the contract 'shop': the dataset and production are too far apart on 3 of",
        ),
        ("few.fingerprint.json", 2, "? Undecided by the contract 'shop': 3 of 3 axes cannot be told"),
    ],
)
def test_the_exit_code_is_the_verdict(
    dataset: str, code: int, sentence: str, gate: Callable[..., tuple[int, str, str]]
) -> None:
    ended, out, err = gate(dataset, *AGAINST)
    assert (ended, err) == (code, "")
    assert sentence in out
    for axis in ("casing", "end_mark", "length_words"):
        assert axis in out
    assert ("the contract allows 0.10" in out) == (code > 0)


def test_data_files_are_measured_as_in_compare(gate: Callable[..., tuple[int, str, str]]) -> None:
    files = gate(
        "teacher.jsonl", "--contract", "contract.yaml", "--against", "production.jsonl", "--author", "user", "--json"
    )
    documents = gate("teacher.fingerprint.json", *AGAINST, "--json")
    assert files == documents
    assert Verdict.model_validate_json(files[1]).verdict == "breach"


def test_reports_are_written_in_the_format_of_their_name(
    gate: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    paths = [tmp_path / f"gate{one.suffix}" for one in all_formats().values()]
    options = [word for path in paths for word in ("-o", str(path))]
    code, out, _ = gate("teacher.fingerprint.json", *AGAINST, "--json", *options)
    report = GateReport.model_validate_json((tmp_path / "gate.json").read_text())
    assert code == 1
    assert report.verdict == Verdict.model_validate_json(out)
    for path, chosen in zip(paths, all_formats().values(), strict=True):
        assert path.read_text("utf-8") == chosen.render(report)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths), (
        "nothing half written"
    )


BAD = {
    "no production": (["like.jsonl", "-c", "contract.yaml"], "Missing option"),
    "no contract": (
        ["like.jsonl", "--against", "production.jsonl"],
        "A verdict needs a contract: name one by --contract",
    ),
    "unknown option": (["like.jsonl", *AGAINST, "--contrakt", "x"], "No such option"),
    "absent contract": (["like.jsonl", "-c", "absent.yaml", "--against", "x"], "There is no contract 'absent.yaml'"),
    "not a contract": (["like.jsonl", "-c", "like.jsonl", "--against", "x"], "A contract"),
    "misspelt axis": (
        ["like.fingerprint.json", "-c", "misspelt.yaml", "--against", "production.fingerprint.json"],
        "did you mean 'casing'?",
    ),
    "segments of a file": (
        ["like.fingerprint.json", "-c", "segments.yaml", "--against", "production.fingerprint.json"],
        "judges the segment 'web', and there is no fingerprint of it; there are: all",
    ),
    "absent dataset": (["absent.jsonl", *AGAINST], "There is no file"),
    "no service": (["like.fingerprint.json", "-c", "contract.yaml", "--against", "http://127.0.0.1:9"], "127.0.0.1:9"),
    "unknown format": (
        ["absent.jsonl", *AGAINST, "-o", "gate.pdf"],
        "The name of a report says its format, got 'gate.pdf'",
    ),
    "no folder": (["absent.jsonl", *AGAINST, "-o", "absent/gate.md"], "a folder that does not exist"),
}


@pytest.mark.parametrize("case", BAD)
def test_usage_and_input_errors_end_with_3(case: str, gate: Callable[..., tuple[int, str, str]]) -> None:
    arguments, sentence = BAD[case]
    code, out, err = gate(*arguments)
    assert code == 3
    assert sentence in err
    assert out == ""
    assert "Traceback" not in err


def test_a_fault_of_ours_is_no_breach(
    gate: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("prodshape.judging.judge", broken)
    code, out, err = gate("like.fingerprint.json", *AGAINST)
    assert (code, out) == (3, "")
    assert "ZeroDivisionError" in err


@pytest.mark.parametrize(("dataset", "code"), [("like", 0), ("teacher", 1), ("few", 2)])
def test_a_reader_that_has_gone_changes_no_verdict(dataset: str, code: int, folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "prodshape.cli", "gate", f"{dataset}.fingerprint.json", *AGAINST],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=folder,
            timeout=60,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (code, b"")
