"""The mark at the end is found behind whatever closes a text."""

import pytest

from prodshape.axes.end_mark import EndMark
from prodshape.messages import Batch


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("he said 'no'", "none"),
        ('he said "no"', "none"),
        ("he said ’no’", "none"),
        ("the boys'", "none"),
        ("he said 'no.'", "full stop"),
        ("is it 'on?'", "question"),
        ("it broke!') :(", "exclamation"),
        ("the list:", "other"),
        ("'", "none"),
    ],
)
def test_closing_quotes_of_any_shape_are_passed_over(text: str, mark: str) -> None:
    code = int(EndMark().measure(Batch.of([text])).codes[0])
    assert EndMark.grid.names[code] == mark


def test_a_mark_of_the_message_before_is_not_taken() -> None:
    codes = EndMark().measure(Batch.of(["no!", "''", "where?", ")"])).codes.tolist()
    assert [EndMark.grid.names[code] for code in codes] == ["exclamation", "none", "question", "none"]
