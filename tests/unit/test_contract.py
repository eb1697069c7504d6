from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from prodshape.contract import TOLERANCE, Contract, Minimum
from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
format: prodshape.contract/1
name: support
minimum: {messages: 300}
axes:
  typos: {tolerance: 0.08, minimum: {messages: 900}}
  emoji: {severity: warning}
  casing:
segments:
  mobile:
    tolerance: 0.2
    axes:
      typos: {tolerance: 0.3}
      emoji: {minimum: {authors: 7}}
  web:
"""


@pytest.mark.parametrize(
    ("segment", "axis", "tolerance", "severity", "minimum"),
    [
        ("all", "typos", 0.08, "breach", (900, 100)),
        ("all", "emoji", TOLERANCE, "warning", (300, 100)),
        ("all", "casing", TOLERANCE, "breach", (300, 100)),
        ("mobile", "typos", 0.3, "breach", (900, 100)),
        ("mobile", "emoji", 0.2, "warning", (500, 7)),
        ("mobile", "casing", 0.2, "breach", (300, 100)),
        ("web", "typos", 0.08, "breach", (900, 100)),
    ],
)
def test_the_nearest_statement_counts(
    segment: str, axis: str, tolerance: float, severity: str, minimum: tuple[int, int]
) -> None:
    agreed = Contract.loads(TEXT).terms(segment, axis)
    assert (agreed.tolerance, agreed.severity) == (tolerance, severity)
    assert agreed.minimum == Minimum(messages=minimum[0], authors=minimum[1])


def test_the_whole_is_judged_first_and_always() -> None:
    assert Contract.loads(TEXT).judged == ("all", "mobile", "web")
    assert Contract(name="bare", axes={"typos": {}}).judged == ("all",)  # type: ignore[dict-item]


def test_the_digest_is_that_of_what_is_agreed() -> None:
    contract = Contract.loads(TEXT)
    turned = Contract.loads(
        "# read me\n"
        + TEXT.replace("  emoji: {severity: warning}\n  casing:\n", "  casing: {}\n  emoji: {severity: warning}\n")
    )
    assert contract.digest == turned.digest
    assert contract.digest != Contract.loads(TEXT.replace("0.08", "0.09")).digest
    assert Contract.loads(contract.model_dump_json()).digest == contract.digest


def test_the_schema_takes_what_the_model_takes() -> None:
    validator = Draft202012Validator(Contract.json_schema())
    validator.validate(Contract.loads(TEXT).model_dump(mode="json", exclude_none=True))
    assert not validator.is_valid({"format": "prodshape.contract/1", "name": "x", "axes": {"typos": {"tolerance": 2}}})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", 'says "format: prodshape.contract/1" at its top'),
        ("name: {", "A contract is YAML in which no name stands twice: line"),
        (TEXT.replace("casing:", "emoji:", 1), "emoji stands on line 7 and on line 8"),
        (TEXT.replace("contract/1", "contract/2"), "Read it with a newer version"),
        (TEXT.replace("0.08", "1.8"), r"axes\.typos\.tolerance: .* \(got 1\.8\)"),
        (TEXT.replace("0.08", "0"), r"axes\.typos\.tolerance: .*greater than 0"),
        (TEXT.replace("0.08", ".nan"), r"axes\.typos\.tolerance: .*finite"),
        (TEXT.replace("0.08", "'0.08'"), r"axes\.typos\.tolerance"),
        (TEXT.replace("severity: warning", "severity: mild"), r"axes\.emoji\.severity"),
        (TEXT.replace("severity", "severty"), r"axes\.emoji\.severty: .*not permitted"),
        (TEXT.replace("      emoji:", "      greeting:"), "mobile names greeting, which `axes` does not"),
        ("format: prodshape.contract/1\nname: x\naxes: {}\n", "axes: .*at least 1 item"),
    ],
)
def test_what_is_no_contract_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Contract.loads(text)


def test_a_file_is_named_in_its_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no contract .*: check the path"):
        Contract.read(str(tmp_path / "none.yaml"))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: x")
    with pytest.raises(InputError, match=r"wrong\.yaml: A contract says"):
        Contract.read(str(wrong))
    wrong.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read: it is no UTF-8"):
        Contract.read(str(wrong))
