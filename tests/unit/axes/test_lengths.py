"""Lengths in characters, words and tokens."""

import numpy as np
import pytest

from prodshape.axes import all_axes
from prodshape.axes.length_tokens import LengthTokens
from prodshape.definitions import AxisDefinition
from prodshape.messages import Batch
from prodshape.vocabulary import vocabulary
from tests.unit.axes.spelling_columns import bin_of, number


@pytest.mark.parametrize(
    ("text", "characters", "words"),
    [
        ("", 0, 0),
        ("   ", 3, 0),
        ("don't stop", 10, 2),
        ("order-123, now!", 15, 2),
        ("a\nb\tc", 5, 3),
        ("👍🏽 ok", 5, 1),
        ("https://shop.example/a?b=c yes", 30, 2),
        ("(hello)world", 12, 1),
        ("¿dónde está?", 12, 2),
    ],
)
def test_characters_and_words(text: str, characters: int, words: int) -> None:
    assert number("length_chars", text) == characters == len(text)
    assert number("length_words", text) == words


def test_words_are_what_split_would_find_with_a_letter_or_digit() -> None:
    texts = ["hi there, it's me", "no - really ?! 5", "a,b c;d", "«où» 3€ #tag @me", "", "x" * 5000]
    column = all_axes()["length_words"].measure(Batch.of(texts))
    assert column.numerators is not None
    assert column.numerators.tolist() == [sum(any(map(str.isalnum, part)) for part in text.split()) for text in texts]


def test_twenty_characters_are_an_edge() -> None:
    assert bin_of("length_chars", "x" * 20) == "<=20"
    assert bin_of("length_chars", "x" * 21) == "<=40"


def test_the_exact_grid_shows_every_length() -> None:
    axis = all_axes()["length_chars"]
    lengths = [0, 1, 140, 160, 280, 320, 321, 5000]
    codes = axis.measure(Batch.of(["x" * length for length in lengths])).grids["exact"]
    names = axis.grids["exact"].names
    assert [names[code] for code in codes.tolist()] == ["0", "1", "140", "160", "280", "320", ">320", ">320"]


def tokens(texts: list[str], *, exact: bool) -> list[float]:
    values = LengthTokens(exact=exact).measure(Batch.of(texts)).values
    assert values is not None
    found: list[float] = values.tolist()
    return found


@pytest.mark.parametrize("exact", [False, True])
def test_tokens_grow_with_the_text(exact: bool) -> None:
    texts = ["", "order", "where is my refund", "where is my refund? I have been waiting for two weeks."]
    values = tokens(texts, exact=exact)
    assert np.all(np.diff(values) > 0)
    assert values[:3] == [0, 1, 4]


def test_counted_tokens_are_those_of_the_vocabulary() -> None:
    """What rs-bpe counts, too: words in pieces, a control token as plain text, a lone surrogate, no blank for long."""
    texts = ["returnd", "antidisestablishmentarianism", "<|endoftext|>", "\ud800", "a" * 100_000]
    assert tokens(texts, exact=True) == [3, 6, 7, 1, 12_500]


def test_a_count_and_an_estimate_are_different_axes_and_say_so() -> None:
    counted, estimated = LengthTokens(exact=True), LengthTokens(exact=False)
    assert AxisDefinition.of(counted).key != AxisDefinition.of(estimated).key
    assert (counted.unit, estimated.unit) == ("tokens (o200k_base)", "tokens (estimate)")
    assert all_axes()["length_tokens"].unit == counted.unit, "the extra is part of the development environment"


@pytest.mark.parametrize("text", [".", "😀", "你", "1", "x", "é"])
def test_anything_written_is_a_token_at_least(text: str) -> None:
    assert tokens([text], exact=False)[0] in {1, 2}


def test_known_words_count_what_the_tokeniser_counts() -> None:
    """One word in 500 of the tables, in a sentence: a table that is older than the words fails here."""
    words = vocabulary()
    listed = {word for rows in words.rows.values() for word in (words.words[row] for row in rows[::500].tolist())}
    texts = [f"my {word}" for word in sorted(listed) if word.isalpha()]
    assert len(texts) > 500
    assert tokens(texts, exact=False) == tokens(texts, exact=True)
