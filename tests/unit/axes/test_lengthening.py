"""Letters held down."""

import pytest

from tests.unit.axes.spelling_columns import bin_of, marked, ratio


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sooo good, YESSS pleaseee", ["sooo", "YESSS", "pleaseee"]),
        ("hmmm ahhh hhh", ["hmmm", "ahhh", "hhh"]),
        ("good food, www, AAA batteries, xxx, iii", []),
        ("Henry VIII, part XXXIII", []),
        ("http://sooo.example @heyyy #yesss 1000 !!! ...", []),
        ("нууу где", ["нууу"]),
        ("não simmm", ["simmm"]),
    ],
)
def test_lengthened_words_are_marked(text: str, found: list[str]) -> None:
    assert marked("lengthening", text) == found


def test_bins_and_ratio() -> None:
    assert [bin_of("lengthening", text) for text in ("so", "sooo", "sooo sooo", "1000", "")] == [
        "0",
        "1",
        "2+",
        None,
        None,
    ]
    assert ratio("lengthening", "sooo good 10") == (1, 2)


def test_letters_of_two_words_are_not_added_up() -> None:
    assert marked("lengthening", "too old, ask Barb bbq") == []
