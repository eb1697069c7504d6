"""Hedges are found, look-alikes are not."""

from pathlib import Path

import pytest

from benchmarks.accuracy.hedging import measure
from prodshape.axes.hedging import Hedging
from prodshape.messages import Batch


def hedges(text: str) -> bool:
    code = int(Hedging().measure(Batch.of([text])).codes[0])
    return Hedging.grid.names[code] == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "I was wondering if you ship to canada",
        "perhaps it got lost",
        "It MIGHT be broken",
        "could you possibly resend it",
        "i think the code is wrong",
        "it seems my order is late",
        "the sound is kind of low",
        "not sure what happened",
        "maybe",
        "if possible send it today",
    ],
)
def test_hedges_are_found(text: str) -> None:
    assert hedges(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "where is my refund",
        "what kind of card do i get",
        "cancel my order now",
        "this kind of thing happens every time",
        "i know it is lost",
        "To whom it may concern: my card is blocked",
    ],
)
def test_plain_words_are_none(text: str) -> None:
    assert not hedges(text)


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert not hedges("what do i. think again")


@pytest.mark.data
def test_hedged_requests_are_rated_politer(data_dir: Path) -> None:
    figures = measure(data_dir)
    print(figures)  # noqa: T201 -- the figure is worth more than that it passes
    assert figures["wikipedia: rating of hedged minus of other requests"] > 0.05
    assert 0.01 < figures["support tweets: share"] < 0.3


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("i may need a refund", True),
        ("i wonder whether it ships to norway", True),
        ("just wanted to check if it shipped", True),
        ("it appears that it got lost", True),
        ("delivery in may", False),
        ("may i speak to somebody", False),
        ("i feel cheated", False),
        ("it appears in my statement", False),
        ("do you think i am stupid", False),
        ("i'm afraid of fraud", False),
        ("a little box arrived", False),
        ("i think so", True),
        ("i think not", False),
        ("i thought about it", False),
        ("i believe in you", False),
        ("dunno", False),
        ("5 ish", True),
        ("ish, why so late", False),
        ("looks like it got lost", True),
        ("he looks like my brother", False),
        ("if im not mistaken it came", True),
        ("how likely is a refund", False),
        ("this seems to work", True),
    ],
)
def test_a_hedge_is_a_use_and_not_a_word(text: str, hedged: bool) -> None:
    assert Hedging().measure(Batch.of([text])).codes.tolist() == [int(hedged)]
