"""Greetings are found where they greet."""

from pathlib import Path

import pytest

from benchmarks.accuracy.greeting import measure
from prodshape.axes.greeting import Greeting
from prodshape.messages import Batch


def greets(text: str) -> bool:
    code = int(Greeting().measure(Batch.of([text])).codes[0])
    return Greeting.grid.names[code] == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello there, where is my order",
        "HEY!!! where is it",
        "@shop hi my parcel is late",
        "@shop @other good morning",
        "ok hi again",
        "dear sir or madam, my parcel is late",
        "to whom it may concern",
        "😀 hello",
        "hola, mi pedido no llega",
        "buenas, mi factura no cuadra",
        "grüß gott, meine karte geht nicht",
        "Dear @shop my parcel is late",
        "Dear @shop @other, 40 people wait",
        "@shop dear ladies and gentlemen, i wrote twice",
        "@shop morning. how much is it",
        "evening @shop where is it",
        "Afternoon! any news",
    ],
)
def test_openings_greet(text: str) -> None:
    assert greets(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "where is my order",
        "how do you say hello in french",
        "hi-fi speakers broken",
        "buenas noticias, ya llegó",
        "hello kitty bag missing",
        "please say hi to ada",
        "my dear old phone died",
        "the good morning show is gone",
        "this is a good day to cancel",
        "morning",
        "morning delivery is late",
        "morning or evening, i do not mind",
        "it came this morning, thanks",
        "oh dear, it broke",
        "my dear, old phone died",
    ],
)
def test_what_only_looks_like_a_greeting_does_not(text: str) -> None:
    assert not greets(text)


@pytest.mark.data
def test_labelled_greetings_are_found(data_dir: Path) -> None:
    figures = measure(data_dir)
    print(figures)  # noqa: T201 -- the figure is worth more than that it passes
    assert figures["multidogo: greetings found"] >= 0.85
    assert figures["multidogo: other segments called greeting"] <= 0.05


def test_a_greeting_of_several_words_is_one_reason() -> None:
    (reasons,) = Greeting().reasons(Batch.of(["@shop Good morning, my parcel is late"]))
    assert [reason.text for reason in reasons] == ["greeting: Good morning"]
