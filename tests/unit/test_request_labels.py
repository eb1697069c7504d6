"""Labels of a team adjust the rates of its fingerprint, and nothing that was counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from prodshape.axes import all_axes
from prodshape.datafiles.base import Fields
from prodshape.errors import InputError
from prodshape.file_fingerprint import fingerprint_file
from prodshape.fingerprint import Fingerprint
from prodshape.indicators.rates import rate_lines
from prodshape.request_labels import rates_of_labels

if TYPE_CHECKING:
    from pathlib import Path

    from prodshape.prevalence import DetectorRates

ONE, TWO, NONE = "where is my refund", "where is my refund and also do you ship to canada", "ok thanks"


def write(path: Path, rows: list[tuple[str, int]]) -> str:
    path.write_text("".join(json.dumps({"text": text, "requests": label}) + "\n" for text, label in rows), "utf-8")
    return str(path)


def fingerprint(tmp_path: Path, rates: dict[str, dict[str, DetectorRates]] | None) -> Fingerprint:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        "".join(json.dumps({"text": text}) + "\n" for text in [ONE] * 70 + [TWO] * 20 + [NONE] * 10), "utf-8"
    )
    return fingerprint_file(str(file), Fields(), workers=1, rates=rates)


def test_labels_adjust_the_rate_by_the_errors_they_show(tmp_path: Path) -> None:
    # A quarter of what is found as two is labelled one, a fifth of what is labelled two is found as one.
    rows = [(TWO, 2)] * 80 + [(ONE, 2)] * 20 + [(TWO, 1)] * 25 + [(ONE, 1)] * 175 + [(NONE, 0)] * 50
    rates = rates_of_labels(write(tmp_path / "labels.jsonl", rows))
    several = fingerprint(tmp_path, rates).axes["intents"].estimates["several"]
    assert several.best == "adjusted"
    assert several.labels == 350
    assert several.counted == pytest.approx(0.2)
    assert several.adjusted == pytest.approx((0.2 - 0.1) / (0.8 - 0.1))
    assert "adjusted by 350 labels" in rate_lines(fingerprint(tmp_path, rates))[0]


def test_without_labels_the_training_prior_is_corrected(tmp_path: Path) -> None:
    found = fingerprint(tmp_path, None)
    several, none = (found.axes["intents"].estimates[name] for name in ("several", "none"))
    assert several.best == "shifted"
    assert several.adjusted is None
    assert several.shifted == pytest.approx(0.2, abs=several.expected_error)
    assert none.counted == pytest.approx(0.1)
    assert len(rate_lines(found)) == 2


def test_estimates_are_outside_the_digest(tmp_path: Path) -> None:
    rows = [(TWO, 2)] * 100 + [(ONE, 1)] * 100 + [(NONE, 0)] * 20
    plain, labelled = (
        fingerprint(tmp_path, rates) for rates in (None, rates_of_labels(write(tmp_path / "labels.jsonl", rows)))
    )
    assert plain.digest == labelled.digest
    labelled.verify()
    assert Fingerprint.loads(labelled.dumps()) == labelled


def test_counts_of_nothing_have_no_rate() -> None:
    assert all_axes()["intents"].estimates([0, 0, 0, 0], {"score": [0] * 32}, {}) == {}


@pytest.mark.parametrize(
    "line", ["no json", '{"text": "hi"}', '{"text": "hi", "requests": "1"}', '{"text": 3, "requests": 1}', "[]"]
)
def test_a_line_that_is_no_label_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "labels.jsonl").write_text(f'{{"text": "hi", "requests": 0}}\n\n{line}\n', "utf-8")
    with pytest.raises(InputError, match="line 3"):
        rates_of_labels(str(tmp_path / "labels.jsonl"))


def test_labels_that_are_not_there_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        rates_of_labels(str(tmp_path / "none.jsonl"))
