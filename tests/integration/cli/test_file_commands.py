"""The commands for files, from the command line to the bytes they write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prodshape.cli import INPUT_ERROR, main
from prodshape.fingerprint import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a command in this process."""

    def call(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ending:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(int(ending.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """A training set with three bad rows."""
    path = tmp_path / "train.jsonl"
    rows = [
        {"prompt": f"Could you tell me where order {number} is, please?", "who": f"w{number % 7}"}
        for number in range(40)
    ]
    lines = [json.dumps(row) for row in rows]
    lines[5], lines[9], lines[11] = "not json", '{"prompt": 7}', "{}"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_measure_prints_one_line_per_row_in_order(run: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "one"}\r\n\r\n{"text": ""}\n{"text": "a\xff"}\n{"text": "three whole words"}'
    )
    ended = run("measure", path)
    lines = [json.loads(line) for line in ended.out.splitlines()]

    assert ended.code == 0
    assert ended.err == ""
    assert [line.get("refused") for line in lines] == [None, "bad_json", None, "invalid_utf8", None]
    assert [line["axes"]["length_words"]["value"] for line in lines] == [1, None, 0, None, 3]


def test_measure_reads_csv_and_text(run: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text('id,message\n1,"two\nwords"\n2,\n')
    (tmp_path / "rows.txt").write_text("two words\n\n")
    from_csv, from_txt = (
        run("measure", tmp_path / "rows.csv", "--field", "message"),
        run("measure", tmp_path / "rows.txt"),
    )

    for ended in (from_csv, from_txt):
        assert ended.code == 0
        assert [json.loads(line)["axes"]["length_words"]["value"] for line in ended.out.splitlines()] == [2, 0]


def test_measure_of_rows_without_the_field_prints_them_all_and_says_what_there_is(
    run: Callable[..., Ended], requests: Path
) -> None:
    ended = run("measure", requests)

    assert ended.code == 0
    assert len(ended.out.splitlines()) == 40
    assert "none of the 40 rows has a text in the field 'text'. The rows have 'prompt', 'who'." in ended.err


def test_measure_reads_standard_input_and_prints_ascii_in_any_locale() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "prodshape.cli", "measure", "-"],
        input=b'{"text": "\\ud83d \xf0\x9f\x98\x80"}\n',
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0"},
        check=True,
        timeout=60,
    )

    assert json.loads(ended.stdout)["spans"] == [[2, 3, "emoji"]]
    assert ended.stdout.isascii()


def test_a_fingerprint_is_the_same_bytes_every_time(run: Callable[..., Ended], requests: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "a.fingerprint.json", tmp_path / "b.fingerprint.json"
    ended = run("fingerprint", requests, "--field", "prompt", "--author", "who", "-o", first)
    run("fingerprint", requests, "--field", "prompt", "--author", "who", "-o", again, "--workers", "1")
    found = Fingerprint.loads(first.read_text())
    found.verify()

    assert ended.code == 0
    assert ended.out == ""
    assert "40 rows in" in ended.err
    assert "refused: bad_json 1, missing_text 1, wrong_type 1" in ended.err
    assert first.read_bytes() == again.read_bytes()
    assert found.messages == 37
    assert found.authors == 7
    assert found.source is not None
    assert (found.source.rows, found.source.field, found.source.author) == (40, "prompt", "who")
    assert found.source.refused == {"bad_json": 1, "missing_text": 1, "wrong_type": 1}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_fingerprint_goes_to_standard_output_without_an_option(run: Callable[..., Ended], requests: Path) -> None:
    assert Fingerprint.loads(run("fingerprint", requests, "--field", "prompt").out).messages == 37


def test_languages_are_bins_of_their_own_and_unlike_lists_are_not_compared(
    run: Callable[..., Ended], tmp_path: Path
) -> None:
    rows = tmp_path / "rows.txt"
    rows.write_text("quiero cancelar la suscripción porque não consigo acessar a minha conta\nwhere is it\n")
    listed, plain = tmp_path / "listed.fingerprint.json", tmp_path / "plain.fingerprint.json"
    run("fingerprint", rows, "--languages", "pt,es", "-o", listed)
    run("fingerprint", rows, "-o", plain)
    measured = [json.loads(line) for line in run("measure", rows, "--languages", "es,pt").out.splitlines()]
    explained = json.loads(run("explain", "--json", "--languages", "es,pt", rows.read_text().splitlines()[0]).out)
    axes = json.loads(run("compare", listed, plain, "--json").out)["axes"]
    again = json.loads(run("compare", listed, rows, "--languages", "es,pt", "--json").out)["axes"]

    switching = Fingerprint.loads(listed.read_text()).axes["code_switching"]
    assert dict(zip(switching.bins, switching.counts, strict=True))["es+pt"] == 1
    assert [row["axes"]["code_switching"]["bin"] for row in measured] == ["es+pt", "none"]
    assert explained["axes"]["code_switching"]["bin"] == "es+pt"
    unlike = {name for name, axis in axes.items() if not axis["comparable"] and "--languages" in axis["reason"]}
    assert unlike == {"code_switching", "language"}
    assert {name for name, axis in axes.items() if axis["comparable"]} >= {"typos", "casing", "length_words"}
    assert {axis["values"].get("jensen_shannon", 0.0) for axis in again.values()} == {0.0}


def test_compare_ranks_the_axes_and_names_the_shift(run: Callable[..., Ended], requests: Path, tmp_path: Path) -> None:
    users = tmp_path / "users.txt"
    users.write_text("where is it\nany news??\nlol still nothing 😡\n" * 20)
    first = tmp_path / "train.fingerprint.json"
    run("fingerprint", requests, "--field", "prompt", "-o", first)
    ended = run("compare", first, users)
    as_json = json.loads(run("compare", first, users, "--json").out)
    same = json.loads(run("compare", first, first, "--json").out)

    assert ended.code == 0
    assert "JS: Jensen-Shannon distance" in ended.out
    assert "all lower: 0% -> 100%" in ended.out
    rows = [cells for line in ended.out.splitlines() if len(cells := line.split("│")) == 10]
    distances = [float(cells[4]) for cells in rows if cells[1].strip()]
    assert len(distances) == len([axis for axis in as_json["axes"].values() if axis["comparable"]])
    assert distances == sorted(distances, reverse=True)
    intervals = [cells[5].strip() for cells in rows if cells[1].strip()]
    sure = as_json["axes"]["casing"]["confidence"]
    assert all(re.fullmatch(r"[01]\.\d{3} to [01]\.\d{3}", interval) for interval in intervals)
    assert f"{sure['distance']['low']:.3f} to {sure['distance']['high']:.3f}" in intervals
    assert sure["p_corrected"] < 1e-6
    assert {axis["confidence"]["distance"]["low"] for axis in same["axes"].values() if axis["comparable"]} == {0.0}
    assert as_json["axes"]["casing"]["values"]["jensen_shannon"] == pytest.approx(1.0)
    assert {axis["values"].get("jensen_shannon", 0.0) for axis in same["axes"].values()} == {0.0}


def test_compare_reads_a_fingerprint_on_one_line_and_a_file_whose_name_says_nothing(
    run: Callable[..., Ended], requests: Path, tmp_path: Path
) -> None:
    whole, closed_up, bare = tmp_path / "a.fingerprint.json", tmp_path / "a.json", tmp_path / "train"
    run("fingerprint", requests, "--field", "prompt", "-o", whole)
    closed_up.write_text(json.dumps(json.loads(whole.read_text())))
    bare.write_bytes(requests.read_bytes())

    for ended in (
        run("compare", whole, closed_up, "--json"),
        run("compare", whole, bare, "--json", "--field", "prompt", "--format", "jsonl"),
    ):
        assert {axis["values"].get("jensen_shannon", 0.0) for axis in json.loads(ended.out)["axes"].values()} == {0.0}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full exists on Linux only")
@pytest.mark.parametrize(
    "arguments", [["measure", "FILE"], ["fingerprint", "FILE"], ["fingerprint", "FILE", "-o", "/dev/full"], ["--help"]]
)
def test_no_room_for_the_output_is_a_sentence(arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_text("where is my refund\n")
    command = [str(path) if word == "FILE" else word for word in arguments]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "prodshape.cli", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert ended.returncode == INPUT_ERROR
    assert b"No space left on device" in ended.stderr
    assert ended.stderr.count(b"\n") == 1
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("rows", [1, 20_000])
def test_a_reader_that_has_read_enough_ends_the_command_without_a_word(rows: int, tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_text("where is my refund\n" * rows)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "prodshape.cli", "measure", str(path)],
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert (ended.returncode, ended.stderr) == (1, b"")


BAD = {
    "missing file": (["fingerprint", "absent.jsonl"], "There is no file"),
    "missing field": (["fingerprint", "train.jsonl"], "its rows have 'prompt', 'who': name another with --field"),
    "missing column": (["measure", "rows.csv"], "no column 'text'; its header names 'id', 'message'"),
    "open quote": (["measure", "open.csv"], "the row that begins in line 2 of open.csv"),
    "wrong format": (["measure", "rows.xlsx"], "A data file ends in one of"),
    "not parquet": (["measure", "rows.txt", "--format", "parquet"], "is not a Parquet file"),
    "empty file": (["fingerprint", "empty.txt"], "is empty"),
    "refused rows only": (["fingerprint", "bad.jsonl"], "None of the 2 rows of"),
    "no output folder": (["fingerprint", "train.jsonl", "-o", "absent/x.json"], "a folder that does not exist"),
    "not a fingerprint": (["compare", "bad.fingerprint.json", "rows.txt"], "A fingerprint is JSON"),
    "unknown language": (["measure", "rows.txt", "--languages", "en,xx"], "that Prodshape knows, got 'xx'"),
    "authors in text": (["fingerprint", "rows.txt", "--author", "who"], "no fields"),
    "push without reason": (
        ["dataset", "push", "x.json", "--name", "a", "--revision", "1", "--activate"],
        "say --reason with --activate",
    ),
    "no service": (["dataset", "list", "--url", "http://127.0.0.1:9"], "127.0.0.1:9"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_sentence_and_exit_code_3(
    case: str, run: Callable[..., Ended], requests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(requests.parent)
    for name, content in {
        "rows.csv": "id,message\n1,a\n",
        "rows.txt": "a\n",
        "open.csv": 'text\n"a\nb\n',
        "rows.xlsx": "a\n",
        "empty.txt": "",
        "bad.jsonl": "{}\nnonsense\n",
        "bad.fingerprint.json": "nonsense\n",
    }.items():
        (requests.parent / name).write_text(content)
    arguments, sentence = BAD[case]
    ended = run(*arguments)

    assert ended.code == INPUT_ERROR
    assert sentence in ended.err
    assert ended.err.startswith("prodshape: ")
    assert ended.err.count("\n") == 1
    assert ended.out == ""
