"""Spliced sentences: cut where a speaker would pause, the same every time."""

from benchmarks.accuracy.splices import LEAST, MOST, OTHER_LOANWORDS, parts, splices, with_loanwords, with_one_word
from prodshape.language.loanwords import WORDS_LOAN, WORDS_LOAN_HINDI

ENGLISH = ["I called twice, and nobody answered because it was late", "Send it back, but only if it fits in the box"]
SPANISH = ["Llegó ayer por la tarde, pero no estaba en casa", "No me gusta nada, y lo quiero devolver con el recibo"]


def test_both_sides_have_words_enough_and_come_by_turns() -> None:
    made = splices(ENGLISH, SPANISH, ("en", "es"))
    cut = [
        found for texts, code in ((ENGLISH, "en"), (SPANISH, "es")) for text in texts if (found := parts(text, code))
    ]
    assert len(made) == 2
    assert all(LEAST <= len(side.split()) <= MOST for both in cut for side in both)
    heads, tails = zip(*cut, strict=True)
    assert all(text.startswith(heads) and text.endswith(tails) for text in made)
    assert {text.startswith(heads[:2]) for text in made} == {True, False}


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert splices(ENGLISH, SPANISH, ("en", "es")) == splices(ENGLISH[::-1], SPANISH[::-1], ("en", "es"))


def test_what_has_no_place_to_cut_is_left_out() -> None:
    assert parts("nothing here stands apart", "en") is None
    assert splices(["nothing here stands apart"], SPANISH, ("en", "es")) == []


def test_one_word_goes_into_the_middle() -> None:
    assert with_one_word(["where is my order"], ["Quiero mi paquete en Madrid"]) == ["where is paquete my order"]


def test_loanwords_go_between_the_words_the_same_every_time() -> None:
    made = with_loanwords(SPANISH, ["app", "login"], 2)
    assert made == with_loanwords(SPANISH[::-1], ["app", "login"], 2)
    assert all(sum(word in {"app", "login"} for word in text.split()) == 2 for text in made)


def test_some_loanwords_stand_in_no_list_of_ours() -> None:
    assert not set(OTHER_LOANWORDS) & {*WORDS_LOAN, *WORDS_LOAN_HINDI}
