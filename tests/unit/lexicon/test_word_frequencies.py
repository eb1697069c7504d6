from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.lexicon.buckets import buckets_of
from prodshape.lexicon.word_frequencies import WordFrequencies

WORDS = st.dictionaries(st.text("abñ", min_size=1, max_size=4), st.integers(0, 800), max_size=80)


@given(WORDS, st.lists(st.text("abñ\n", max_size=5)))
def test_it_answers_as_a_dict_does(centizipf: dict[str, int], asked: list[str]) -> None:
    zipf = {word: value / 100 for word, value in centizipf.items()}
    found = WordFrequencies("".join(f"{word}\n" for word in zipf), np.array([*centizipf.values()], np.int16))
    assert dict(found) == zipf
    assert len(found) == len(zipf)
    assert {word: found.get(word, 9.0) for word in asked} == {word: zipf.get(word, 9.0) for word in asked}
    assert found.above(4.0) == {word: value for word, value in zipf.items() if value >= 4}
    with pytest.raises(KeyError):
        found["abba" * 2]


def test_each_word_needs_its_frequency() -> None:
    with pytest.raises(ValueError, match="Each of the 2 words has a frequency, got 1"):
        WordFrequencies("a\nb\n", np.array([1], np.int16))


@given(st.lists(st.text("ab", max_size=3), max_size=60))
def test_a_bucket_holds_every_number_of_its_texts(texts: list[str]) -> None:
    buckets = buckets_of(texts, np.arange(1, len(texts) + 1))
    for number, text in enumerate(texts, start=1):
        assert number in buckets.candidates(text)
    assert sorted(filter(None, buckets.members)) == [*range(1, len(texts) + 1)]
