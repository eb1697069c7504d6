"""Words are judged once, and the memory of it is bounded."""

import random
import string

import numpy as np
import pytest

from prodshape.lexicon.edits import Slip, slip
from prodshape.lexicon.frequent_words import frequent_words
from prodshape.lexicon.spelling import WordClass
from prodshape.lexicon.word_classes import Classifier, classifier
from prodshape.messages import Batch
from prodshape.vocabulary import vocabulary


def test_the_memory_of_strangers_is_bounded_and_changes_no_answer() -> None:
    draw = random.Random(11)
    texts = ["".join(draw.choices(string.ascii_lowercase, k=draw.randint(3, 12))) for _ in range(300)]
    texts += ["refudn", "recieveing", *texts[:50]]
    small = Classifier(vocabulary(), generation=7)

    one_by_one = [int(small.of(Batch.of([text]))[0]) for text in texts]
    by_twenties = [code for at in range(0, len(texts), 20) for code in small.of(Batch.of(texts[at : at + 20])).tolist()]

    assert one_by_one == by_twenties == Classifier(vocabulary()).of(Batch.of(texts)).tolist()
    assert small.remembered <= 14


@pytest.mark.parametrize(
    ("word", "word_class", "meant"),
    [
        ("refund", WordClass.KNOWN, None),
        ("spotify", WordClass.KNOWN, None),
        ("refudn", WordClass.MISSPELT, "refund"),
        ("recieve", WordClass.MISSPELT, "receive"),
        ("recieve's", WordClass.MISSPELT, "receive's"),
        ("didnt", WordClass.APOSTROPHE_DROPPED, "didn't"),
        ("pls", WordClass.ABBREVIATION, None),
        ("plsss", WordClass.ABBREVIATION, None),
        ("alot", WordClass.RUN_ON, "a lot"),
        ("informationplease", WordClass.RUN_ON, "information please"),
        ("pleaseee", WordClass.LENGTHENED, "please"),
        ("bestellung", WordClass.FOREIGN, None),
        ("kavin", WordClass.UNKNOWN, None),
        ("gmailcom", WordClass.UNKNOWN, None),
        ("пожалуйстааб", WordClass.NOT_CHECKABLE, None),
        ("x" * 31, WordClass.UNKNOWN, None),
    ],
)
def test_one_word(word: str, word_class: WordClass, meant: str | None) -> None:
    assert classifier().judge(word) == (word_class, meant)


def test_every_class_but_unseen_is_handed_out() -> None:
    texts = ["12 refund refudn pls dont alot sooo привет bestellung sihn zqxv"]
    classes = classifier().of(Batch.of(texts))
    assert set(classes.tolist()) == {int(one) for one in WordClass if one is not WordClass.UNSEEN}
    assert classes.dtype == np.uint8


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("refudn", "refund", Slip.SWAPPED),
        ("rwfund", "refund", Slip.NEAR_KEY),
        ("seperate", "separate", Slip.OTHER_VOWEL),
        ("rekund", "refund", Slip.OTHER_LETTER),
        ("tefund", "refund", Slip.FIRST_NEAR_KEY),
        ("mefund", "refund", Slip.FIRST_LETTER),
        ("refnd", "refund", Slip.MISSING),
        ("efund", "refund", Slip.MISSING_FIRST),
        ("reffund", "refund", Slip.DOUBLED),
        ("refundp", "refund", Slip.ADDED),
        ("xrefund", "refund", Slip.ADDED_FIRST),
    ],
)
def test_slips_are_named(typed: str, meant: str, kind: Slip) -> None:
    assert slip(typed, meant) is kind


def test_neighbours_are_all_words_at_one_edit() -> None:
    """Against the definition, spelled out: every edit of the word that is a frequent word."""
    frequent = frequent_words()
    letters = string.ascii_lowercase + "'"
    for word in ("refudn", "acount", "wrok", "theire", "xqzpt", "abc"):
        edits = {word[:i] + word[i + 1 :] for i in range(len(word))}
        edits |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
        edits |= {word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in letters}
        edits |= {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in letters}
        edits.discard(word)
        expected = {edit for edit in edits if edit in frequent.zipf and len(edit) > 2}
        assert {one for one in frequent.neighbours(word) if len(one) > 2} == expected
