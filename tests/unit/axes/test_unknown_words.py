"""What no lexicon knows."""

from tests.unit.axes.spelling_columns import bin_of, ratio


def test_unknown_words_are_counted_once_and_only_here() -> None:
    assert ratio("unknown_words", "my name is zqyrtha wexlorp") == (2, 5)
    assert ratio("unknown_words", "my refudn was not recieved, pls dont thankyou sooo") == (0, 9)


def test_codes_addresses_and_other_scripts_are_no_words_to_check() -> None:
    assert ratio("unknown_words", "order AB12X from https://zqyr.example is late") == (0, 4)
    assert bin_of("unknown_words", "заказ") is None


def test_very_long_words_are_unknown() -> None:
    assert ratio("unknown_words", "see " + "ab" * 5000) == (1, 2)
