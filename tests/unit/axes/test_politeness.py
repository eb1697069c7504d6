"""Politeness is graded in order."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.politeness import area, measure
from prodshape.axes.politeness import Politeness
from prodshape.clauses.courtesy_score import markers
from prodshape.messages import Batch


def scores(*texts: str) -> list[float]:
    values = Politeness().measure(Batch.of(texts)).values
    assert values is not None
    return [float(value) for value in values]


def test_the_same_wish_is_graded_from_rude_to_very_polite() -> None:
    graded = scores(
        "send my refund now you useless idiots, what is your problem",
        "send my refund now",
        "i am waiting for the refund",
        "could you send my refund",
        "hello, could you please send my refund? thank you so much",
    )
    assert all(low < high for low, high in pairwise(graded))


def test_a_marker_counts_once() -> None:
    assert scores("thanks thanks thanks") == scores("thanks")


def test_please_at_the_end_is_politer_than_at_the_beginning() -> None:
    first, last = scores("please come", "come please")
    assert first < last


def test_shouting_and_doubled_marks_cost() -> None:
    plain, loud, marked = scores("where is my parcel", "WHERE IS MY PARCEL", "where is my parcel??")
    assert loud < plain
    assert marked < plain


@pytest.mark.parametrize(
    "text",
    [
        "i got the wrong order",
        "i want to report the theft of my card",
        "my bag was stolen, is the thief known",
        "i do not have my card",
        "what do you charge for a transfer",
        "did you get my documents",
        "my account is under a ban",
    ],
)
def test_naming_the_matter_is_not_rude(text: str) -> None:
    assert not {"harsh", "blunt"} & markers(Batch.of([text])).keys()


def test_can_you_is_politer_than_an_order_and_less_than_could_you() -> None:
    order, able, indirect = scores(
        "tell me when it ships", "can you tell me when it ships", "could you tell me when it ships"
    )
    assert order < able < indirect


def test_how_can_you_asks_for_nothing() -> None:
    assert "can you" not in markers(Batch.of(["how can you charge me twice"]))


@pytest.mark.parametrize("text", ["tks", "ok thks for the help", "tnx a lot", "thnks"])
def test_short_thanks_are_thanks(text: str) -> None:
    assert scores(text)[0] >= 0.75


def test_they_are_not_the_first_person() -> None:
    first, third = scores("we lost it", "they lost it")
    assert third < first


@pytest.mark.parametrize(
    ("text", "shouts"), [("my IMEI and IBAN", False), ("USPS lost it", False), ("it NEVER came", True)]
)
def test_initials_are_not_shouted(text: str, shouts: bool) -> None:
    assert ("shouting" in markers(Batch.of([text]))) is shouts


def test_without_words_nothing_is_measured() -> None:
    column = Politeness().measure(Batch.of(["😀", "", "123"]))
    assert column.codes.tolist() == [-1, -1, -1]
    assert column.values is not None
    assert np.isnan(column.values).all()


def test_the_area_under_the_curve_is_right_on_a_case_done_by_hand() -> None:
    assert area(np.array([1.0, 2.0, 2.0, 3.0]), np.array([False, True, False, True])) == pytest.approx(0.875)


@pytest.mark.data
def test_rated_requests_are_ranked_better_than_the_bar_for_rules(data_dir: Path) -> None:
    figures = measure(data_dir)
    print(figures)  # noqa: T201 -- the figure is worth more than that it passes
    assert figures["wikipedia: area under the curve, by score"] >= 0.781
    assert figures["wikipedia: area under the curve, by step"] >= 0.75
