from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.contract import Contract
from prodshape.contract_draft import WARNINGS, draft, shift
from prodshape.divergences.jensen_shannon import JensenShannon
from prodshape.errors import InputError
from tests.unit.test_judging import axis, document

PRODUCTION = document(
    typos=axis(0.2, 4000),
    unknown_words=axis(0.1, 4000, ratio_of="unknown words / checkable words"),
    rare=axis(0.1, 60),
    artifacts=axis(0.1, 4000, per_message=False),
)


def test_a_draft_is_a_contract_of_the_axes_that_can_be_judged() -> None:
    text = draft(PRODUCTION, "support", "a file")
    contract = Contract.loads(text)
    assert (contract.name, contract.tolerance, [*contract.axes]) == ("support", 0.1, ["typos", "unknown_words"])
    assert contract.terms("all", "unknown_words").severity == "warning"
    assert {*WARNINGS} & {*contract.axes} == {"unknown_words"}


def test_a_draft_says_what_the_tolerance_means_and_what_is_left_out() -> None:
    text = draft(PRODUCTION, "support", "a\nfile", tolerance=0.05)
    assert text.startswith("# Drawn up from a file: 4,000 messages of about 400 authors.\n")
    assert "  # faults are 2.00% of words; '0' is 80.0%: accepted from 75.1% to 84.5%.\n  typos:\n" in text
    assert "  # rare: left out, since only 60 messages could be measured on it\n" in text
    assert "  # artifacts: left out, since it tells of the whole, not of single messages\n" in text
    assert "tolerance: 0.05\n" in text


def test_a_draft_from_few_messages_says_that_they_show_little() -> None:
    text = draft(document(typos=axis(0.5, 600)), "x", "y", tolerance=0.03)
    assert "So few messages only show a distance of 0.0" in text
    assert "So few" not in draft(document(typos=axis(0.5, 600)), "x", "y", tolerance=0.5)


@pytest.mark.parametrize("name", ['say "no": {', "back\\slash", "# none", "ünï ☃"])
def test_any_name_is_kept(name: str) -> None:
    assert Contract.loads(draft(PRODUCTION, name, "f")).name == name


def test_too_few_messages_make_no_contract() -> None:
    with pytest.raises(InputError, match="at least 500 messages were measured on; this fingerprint has 60"):
        draft(document(typos=axis(0.5, 60)), "x", "y")


@given(share=st.floats(0.0, 1.0), distance=st.floats(0.001, 1.0))
def test_a_shift_lies_at_its_distance_or_at_the_end(share: float, distance: float) -> None:
    n = 10**9
    for moved in shift(share, distance):
        counts = [[round(n * one), n - round(n * one)] for one in (share, moved)]
        found = JensenShannon().diverge(*counts)
        assert found is not None
        if moved in {0.0, 1.0}:
            assert found <= distance + 1e-3
        else:
            assert found == pytest.approx(distance, abs=1e-3)
