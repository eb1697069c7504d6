"""Words run together and words taken apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.accuracy.spelling import gold, score
from tests.unit.axes.spelling_columns import bin_of, marked, ratio


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thankyou, alot of trouble", ["thankyou", "alot"]),
        ("Thankyou so much", ["Thankyou"]),
        ("i got the informationthank you", ["informationthank"]),
        ("yes i want helpi will wait", ["helpi"]),
        ("okaycan you check", ["okaycan"]),
        ("forgot my pass word", ["pass word"]),
        ("i did it my self, it self", ["my self", "it self"]),
        ("formy account, okthank you, daygood", ["formy", "okthank", "daygood"]),
        ("infront of everytime, upto now", ["infront", "everytime", "upto"]),
        ("my lap top is un able", ["lap top", "un able"]),
        ("i have yourparcel, the driverwho came", ["yourparcel", "driverwho"]),
        ("the couple next door said the amountof tax isincorrect", ["amountof", "isincorrect"]),
        ("i have waited while theparcel got lost, ichanged it and iwent home", ["theparcel", "ichanged", "iwent"]),
        ("they told me theseboots are coming beforefriday", ["theseboots", "beforefriday"]),
    ],
)
def test_spacing_errors_are_marked(text: str, found: list[str]) -> None:
    assert marked("spacing", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "maybe everyone already knows, anyway whatever",
        "may be any one of all ready boxes",
        "my, self-service",  # a mark between the halves
        "pass  word",  # two spaces: laid out, not taken apart
        "delhi will be fine, the taxi will come",
        "the byways of whitby, ofcom said no, an isotope and an offbeat amulet",
        "Starbucks, Facebook, WhatsApp, PayPal",
        "i recieved it",
        "hi will you help",
        "the webhooks and the themself of howland",
        "anand lives in pleasanton with thea",
    ],
)
def test_what_is_no_spacing_error(text: str) -> None:
    assert marked("spacing", text) == []


def test_halves_in_two_messages_are_no_word() -> None:
    from prodshape.axes import all_axes
    from prodshape.messages import Batch

    column = all_axes()["spacing"].measure(Batch.of(["my pass", "word is wrong"]))
    assert column.codes.tolist() == [0, 0]


def test_bins_and_ratio() -> None:
    assert [bin_of("spacing", text) for text in ("fine here", "alot here", "alot here thankyou", "😀")] == [
        "0",
        "1",
        "2+",
        None,
    ]
    assert ratio("spacing", "forgot my pass word alot") == (2, 5)


@pytest.mark.data
def test_accuracy_on_labelled_support_messages(data_dir: Path, record_property: Callable[[str, object], None]) -> None:
    figures = score("spacing", *gold(data_dir), {"S"}, ignored=set("TABX"))
    record_property("figures", str(figures))
    assert figures.f1 >= 0.70, figures
