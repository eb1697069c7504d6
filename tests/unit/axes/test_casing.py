"""Title case is a matter of more than one word."""

import pytest

from prodshape.axes.casing import Casing
from prodshape.messages import Batch


@pytest.mark.parametrize(
    ("text", "casing"),
    [
        ("Where are u", "sentence"),
        ("Thanks so far", "sentence"),
        ("Help me now", "sentence"),
        ("Hope I win", "sentence"),
        ("Bank of Scotland", "title"),
        ("Where Is It", "title"),
        ("Please Cancel My Order", "title"),
        ("Please Cancel my Order", "title"),
        ("Please cancel My Order", "mixed"),
        ("Hello", "sentence"),
        ("OK", "all upper"),
        ("Hello World", "mixed"),
    ],
)
def test_one_long_word_makes_no_title(text: str, casing: str) -> None:
    code = int(Casing().measure(Batch.of([text])).codes[0])
    assert Casing.grid.names[code] == casing
