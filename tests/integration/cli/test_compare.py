"""The useful diagnostic of `prodshape compare`: its numbers are those that a person would count."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from prodshape.axes import all_axes
from prodshape.cli import main
from prodshape.cli.measure import report as measured
from prodshape.comparison import Comparison
from prodshape.datafiles.base import Rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TYPED = (
    "where is my ordr",
    "hi i returnd the thing last week but where's my refund also do u ship to canada now",
    "bhai mera order kab aayega please jaldi check karo my address is same",
    "still nothing 😡😡",
    "thx",
    "exactly twenty chars",
    "12345",
)
TIDY = ("Could you tell me where my order is, please?", "I would like to return the shoes that I bought.")


def written(path: Path, texts: tuple[str, ...], seed: int) -> list[str]:
    random = Random(seed)
    chosen = [random.choice(texts) for _ in range(700)]
    path.write_text("".join(json.dumps({"text": text, "who": f"w{random.randrange(250)}"}) + "\n" for text in chosen))
    return chosen


@pytest.fixture
def files(tmp_path: Path) -> dict[str, list[str]]:
    """Two data files, and the texts in them."""
    return {
        str(tmp_path / "typed.jsonl"): written(tmp_path / "typed.jsonl", TYPED, 1),
        str(tmp_path / "tidy.jsonl"): written(tmp_path / "tidy.jsonl", TIDY, 2),
    }


@pytest.fixture
def compare(files: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command on both files."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ending:
            main(["compare", *files, "--author", "who", *arguments])
        captured = capsys.readouterr()
        return int(ending.value.code or 0), captured.out, captured.err

    return call


def counted(texts: list[str]) -> dict[str, float]:
    """The six numbers, from what `measure` says of each text."""
    axes = all_axes()
    rows = [json.loads(line)["axes"] for line in measured(Rows(0, texts), axes)]

    def share(axis: str, *bins: str) -> float:
        found = [row[axis]["bin"] for row in rows if row[axis]["bin"] is not None]
        return 1 - sum(name in bins for name in found) / len(found)

    worded = [row["code_switching"]["bin"] for row in rows if row["code_switching"]["bin"] != "no words"]
    return {
        "tokens a message, mean": sum(row["length_tokens"]["value"] for row in rows) / len(rows),
        "messages with a typo": share("typos", "0"),
        "messages with several requests": share("intents", "0", "1"),
        "messages with emoji": share("emoji", "0"),
        "messages of 20 characters or fewer": sum(len(text) <= 20 for text in texts) / len(texts),
        "messages with words that switch language": sum(name not in {"none", "unknown"} for name in worded)
        / len(worded),
    }


def test_the_six_numbers_are_those_that_one_would_count(
    compare: Callable[..., tuple[int, str, str]], files: dict[str, list[str]], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    code, out, err = compare("--html", str(page))
    assert (code, err) == (0, "")
    expected = [counted(texts) for texts in files.values()]
    assert expected[0]["messages with several requests"] > 0.05
    assert expected[0]["messages with words that switch language"] > 0.05
    lines = {cells[1].strip(): cells for line in out.splitlines() if len(cells := line.split("│")) == 6}
    for name, first in expected[0].items():
        for cell, value in zip(lines[name][2:4], (first, expected[1][name]), strict=True):
            number, low, high = map(float, re.findall(r"[\d.]+", cell.replace("<", "")))
            factor = 1 if name.startswith("tokens") else 100
            assert number == pytest.approx(value * factor, abs=0.51 if value * factor >= 9.95 else 0.06)
            assert low <= number <= high
        assert lines[name][4].strip().split()[-1] in {"breach", "within", "undecided"}
    assert "Breach of the contract 'default': the reference and the other are too far apart on" in out
    assert out.index("messages with emoji") < out.index("reference -> other")
    assert "messages with a typo" in page.read_text("utf-8")


def test_json_is_the_comparison_as_ever(compare: Callable[..., tuple[int, str, str]]) -> None:
    Comparison.model_validate_json(compare("--json")[1])


def test_a_contract_changes_the_verdicts_and_its_segments_do_not_matter(
    compare: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "contract.yaml"
    path.write_text(
        "format: prodshape.contract/1\nname: lenient\ntolerance: 1\nminimum: {messages: 300}\naxes: {emoji: , typos: }\nsegments: {web: {}}\n"
    )
    out = compare("--contract", str(path))[1]
    assert "Within the contract 'lenient'" in out
    assert re.search(r"messages with emoji .*✓ within", out)
    assert re.search(r"tokens a message, mean .*│ - +│", out), "an axis that the contract does not name has no verdict"


def test_few_messages_are_undecided(compare: Callable[..., tuple[int, str, str]], files: dict[str, list[str]]) -> None:
    for path, texts in files.items():
        lines = [json.dumps({"text": text, "who": str(number)}) for number, text in enumerate(texts[:60])]
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - the names are strings here
            file.write("\n".join(lines))
    code, out, _ = compare()
    assert code == 0
    assert "Undecided by the contract 'default'" in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(["--html", "absent/x.html"], "a folder that does not exist"), (["-c", "absent.yaml"], "There is no contract")],
)
def test_what_cannot_be_read_or_written_is_told_before_anything_is_measured(
    options: list[str], sentence: str, compare: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, err = compare(*options)
    assert (code, out) == (3, "")
    assert sentence in err
