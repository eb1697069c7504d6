"""What `explain` says is what was measured."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.axes import all_axes
from prodshape.cli.measure import report
from prodshape.datafiles.base import Rows
from prodshape.explanation import Explanation, explain

CORPUS_LEVEL = {name for name, axis in all_axes().items() if not axis.per_message}
PIECES = st.sampled_from(
    [
        *(
            "hi",
            "i",
            "returnd",
            "the",
            "Returnd",
            "alot",
            "dont",
            "pls",
            "b4",
            "refund",
            "where's",
            "is",
            "cancel",
            "and",
        ),
        *(
            "perhaps",
            "thank you",
            "mera",
            "order",
            "kab",
            "aayega",
            "puedo",
            "entrar",
            "cuenta",
            "мой",
            "заказ",
            "注文",
        ),
        *(
            "xqzzt",
            "sooo",
            "pass word",
            "?",
            "!!",
            ".",
            "\n",
            "😀",
            ":)",
            "@shop",
            "a@b.co",
            "https://x.example",
            "\0",
            "\ud800",
        ),
    ]
)


def said(text: str, axis: str) -> list[str]:
    (found,) = explain([text])
    return [reason.text for reason in found.axes[axis].reasons]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(PIECES, max_size=9).map(" ".join), max_size=4))
def test_it_agrees_with_what_is_measured(texts: list[str]) -> None:
    measured = [json.loads(line) for line in report(Rows(0, texts), all_axes())]

    for explained, row in zip(map(Explanation.to_json, explain(texts)), measured, strict=True):
        for name, shown in row["axes"].items():
            if name not in CORPUS_LEVEL:
                assert {key: explained["axes"][name][key] for key in ("value", "bin")} == shown
        assert explained["spans"] == row["spans"]


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_tokens_and_reasons_lie_in_the_text(text: str) -> None:
    (found,) = explain([text])

    assert all(0 <= token.start < token.end <= len(text) for token in found.tokens)
    for view in found.axes.values():
        for reason in view.reasons:
            assert reason.text
            assert reason.start is None or (reason.end is not None and 0 <= reason.start < reason.end <= len(text))


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=9).map(" ".join))
def test_every_counted_misspelling_has_a_reason_at_its_place(text: str) -> None:
    (found,) = explain([text])
    typos = found.axes["typos"]
    places = {(reason.start, reason.end) for reason in typos.reasons}

    assert len(typos.spans) == typos.numerator
    assert {(span.start, span.end) for span in typos.spans} <= places


@pytest.mark.parametrize(
    ("axis", "text", "reason"),
    [
        ("typos", "i paid the wrong acccount yesterday", "acccount -> account"),
        ("typos", "please help, my friend Accouhnt paid", "taken for a name"),
        ("typos", "je ne peux pas entrer dans mon compte", "another language (fr)"),
        ("typos", "1234", "no word that English lexicons check"),
        ("casing", "Where is My parcel", "2 of 4 words with a capital"),
        ("end_mark", "where is it?! 😀", "last marks: ?!"),
        ("repeated_marks", "well... where?!", "run: ..."),
        ("punctuation", "hi, where is it?", "marks: , ?"),
        ("artifacts", "and then i\ufe0f go", "a known slip of a keyboard"),
        ("artifacts", ("my parcel did not come " * 7)[:139] + "y", "exactly 140 characters, no mark at the end"),
        ("artifacts", "i want to book two seats for the show on friday night", "a number spelt out"),
        ("greeting", "good morning, where is it", "greeting: good morning"),
        ("hedging", "i was wondering if it ships", "hedge: i was wondering"),
        ("politeness", "could you please send it", "indirect +0.6: could you"),
        ("politeness", "this app is useless", "harsh -1.1: useless"),
        ("politeness", "where is it??", "doubled marks -0.3"),
        ("apostrophes", "i dont know", "dont -> don't"),
        ("spacing", "alot of money", "alot -> a lot"),
        ("spacing", "i forgot my pass word", "pass word: one word"),
        ("abbreviations", "pls help", "pls: listed"),
        ("unknown_words", "my xqzzt is broken", "xqzzt: not known"),
        ("fragments", "where is my refund", "is: finite"),
        ("fragments", "cancel my order", "cancel: imperative"),
        ("fragments", "refund status?", "no sentence is likelier a full clause"),
        ("intents", "where is my refund and do you ship to canada", "where: question, the first"),
        ("intents", "ok thanks", "nothing is asked for"),
        ("politeness", "thank you so much", "gratitude"),
        ("greeting", "hello there, my order is late", "greeting: hello"),
        ("hedging", "perhaps it got lost", "hedge: perhaps"),
        ("language", "wo bleibt mein Paket", "de +0.0"),
        ("language", "где мой заказ", "letters by script: ru 11"),
        ("code_switching", "bhai mera order kab aayega please jaldi check karo my address is same", "mera: hi by"),
    ],
)
def test_axes_say_why(axis: str, text: str, reason: str) -> None:
    assert any(reason in one for one in said(text, axis)), said(text, axis)


def test_tokens_name_their_kind_and_say_what_is_known() -> None:
    (found,) = explain(["@shop where is xqzzt 55"])

    assert [(token.kind, token.known) for token in found.tokens] == [
        ("mention", True),
        ("word", True),
        ("word", True),
        ("word", False),
        ("number", True),
    ]
