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


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("thanks to the crew of flight 12", True),
        ("it works now, thanks to your help", True),
        ("a big thanks to your team", True),
        ("the train is late thanks to the strike", False),
    ],
)
def test_thanks_to_a_cause_are_none(text: str, thanks: bool) -> None:
    assert ("gratitude" in markers(Batch.of([text]))) is thanks


@pytest.mark.parametrize(
    ("text", "insults"),
    [("your app is trash tbh", True), ("this is a joke lol", True), ("trash collection is late", False)],
)
def test_an_insult_ends_what_is_said(text: str, insults: bool) -> None:
    assert ("harsh" in markers(Batch.of([text]))) is insults


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("need a new card", False),
        ("want my parcel at the shop", False),
        ("do u open on sundays", False),
        ("don't you sell umbrellas", False),
        ("do it today", True),
        ("don't send it", True),
        ("send a new card", True),
    ],
)
def test_who_says_what_he_needs_or_asks_gives_no_order(text: str, order: bool) -> None:
    assert ("order" in markers(Batch.of([text]))) is order


def test_a_plain_question_is_neutral() -> None:
    assert Politeness().measure(Batch.of(["when does the shop open?"])).codes[0] == 2


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


@pytest.mark.parametrize(
    "text",
    [
        "great service",
        "you are the best",
        "love the app",
        "so pleased with it",
        "perfect, thanks",
        "the nurse was so kind to me",
        "this is a lovely scarf",
        "You guys are awesome",
        "such a nice surprise",
        "best cafe ever",
        "damn good coffee",
    ],
)
def test_praise_judges_somebody_or_what_he_made(text: str) -> None:
    found = markers(Batch.of([text]))
    assert "praise" in found
    assert not {"harsh", "blunt"} & found.keys()


@pytest.mark.parametrize(
    "text",
    [
        "great, another delay",
        "happy to wait",
        "i would love to change my seat",
        "happy birthday to me",
        "nice try",
        "not great",
        "it would be great to know",
        "that's just great",
        "is the hotel nice?",
        "a flight to nice",
        "i like my tea cold",
        "you are welcome to call",
        "which plan is best",
        "love how you ignore me",
        "never a good answer",
    ],
)
def test_a_word_of_praise_elsewhere_is_none(text: str) -> None:
    assert "praise" not in markers(Batch.of([text]))


@pytest.mark.parametrize(
    ("text", "rude"),
    [
        ("you should fix this", True),
        ("you should have told me", True),
        ("you should be ashamed", True),
        ("you guys are useless", True),
        ("this is a scam", True),
        ("you never answer", True),
        ("what an absolute joke", True),
        ("you should get it today", False),
        ("you should have got it", False),
        ("you guys are open on sunday", False),
        ("if you need to call use this", False),
        ("you never know", False),
        ("you don't have to hurry", False),
        ("report a scam call", False),
        ("i hate to ask", False),
        ("damn good pizza", False),
    ],
)
def test_what_is_said_of_the_reader_is_rude_and_not_the_words(text: str, rude: bool) -> None:
    found = markers(Batch.of([text]))
    assert bool({"harsh", "blunt"} & found.keys()) is rude


def test_thanks_for_nothing_are_no_thanks() -> None:
    assert scores("thanks for nothing")[0] < 0 < scores("thanks for the help")[0]


def test_good_wishes_are_courteous_and_no_praise() -> None:
    found = markers(Batch.of(["have a great weekend"]))
    assert "good wishes" in found
    assert "praise" not in found


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
