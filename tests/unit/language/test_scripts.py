"""Letters are counted for the language whose script they are."""

import numpy as np
import pytest

from prodshape.language.codes import ENGLISH_PAIRS, LANGUAGES
from prodshape.language.scripts import SCRIPT_CODES, script_letters, script_of
from prodshape.messages import Batch


def letters(text: str) -> dict[str, int]:
    rows, counts = script_letters(Batch.of([text]))
    if not len(rows):
        return {}
    return {code: int(count) for code, count in zip(SCRIPT_CODES, counts[0], strict=True) if count}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("where is it, José? đơn hàng", {}),
        ("😀 ✈️ ™ → €", {}),
        ("где он", {"ru": 5}),
        ("注文はどこ", {"ja": 5}),
        ("订单", {"zh": 2}),
        ("कहाँ", {"hi": 4}),
        ("ፈ", {"other": 1}),
        ("ok где 订单", {"ru": 3, "zh": 2}),
    ],
)
def test_letters_count_for_their_script(text: str, expected: dict[str, int]) -> None:
    assert letters(text) == expected


def test_messages_without_other_scripts_are_left_out() -> None:
    rows, counts = script_letters(Batch.of(["plain", "где", "", "订单"]))
    assert rows.tolist() == [1, 3]
    assert counts.sum(axis=1).tolist() == [3, 2]


def test_every_code_point_has_an_answer() -> None:
    codes = script_of(np.arange(0x110000, dtype=np.uint32))
    assert codes.min() == -1
    assert codes.max() == len(LANGUAGES)
    assert (codes[:0x370] == -1).all()


def test_the_lists_of_languages_are_closed_and_without_repeats() -> None:
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    assert len(ENGLISH_PAIRS) == len(LANGUAGES) - 1
