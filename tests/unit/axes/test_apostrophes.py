"""Dropped apostrophes, and the places for one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.accuracy.spelling import gold, in_scowl_60, lexnorm, score
from tests.unit.axes.spelling_columns import bin_of, marked, ratio


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i dont know, Im lost and it doesnt work", ["dont", "Im", "doesnt"]),
        ("THATS WRONG", ["THATS"]),
        ("yes ill wait, id like a refund", ["ill", "id"]),
        ("my dog is ill, what is my id", []),
        ("were you well? its cover, the shell", []),
        ("don't, don’t, donʼt, don`t", []),
    ],
)
def test_dropped_apostrophes_are_marked(text: str, found: list[str]) -> None:
    assert marked("apostrophes", text) == found


@pytest.mark.parametrize(
    ("text", "dropped", "places"),
    [
        ("i dont know", 1, 1),
        ("i don't know", 0, 1),
        ("I don’t know what's wrong, isnt it Anna's", 1, 4),
        ("'quoted' words and customers' wishes", 0, 0),
        ("write to its.me@shop.example", 0, 0),
        ("where is it", 0, 0),
    ],
)
def test_places(text: str, dropped: int, places: int) -> None:
    assert ratio("apostrophes", text) == (dropped, places)


def test_bins() -> None:
    texts = ("fine", "dont", "dont cant", "l'ordine non è arrivato e non so perché", "")
    assert [bin_of("apostrophes", text) for text in texts] == ["0", "1", "2+", None, None]


@pytest.mark.data
def test_accuracy_on_labelled_tweets(data_dir: Path, record_property: Callable[[str, object], None]) -> None:
    """The bar of the research is F1 .97."""
    figures = score("apostrophes", *lexnorm(data_dir), {"APOS"}, ignored=set())
    record_property("figures", str(figures))
    assert figures.f1 >= 0.96, figures


@pytest.mark.data
def test_accuracy_on_labelled_support_messages(data_dir: Path, record_property: Callable[[str, object], None]) -> None:
    figures = score("apostrophes", *gold(data_dir), {"A"}, ignored=set("TSBX"), skip=in_scowl_60)
    record_property("figures", str(figures))
    assert figures.f1 >= 0.95, figures
