"""Emoji by UTS #51: our own cases, one per rule."""

import pytest

from prodshape.emoji_patterns import emoji_spans
from prodshape.messages import Batch

CASES = {
    "plain face": ("😀", 1),
    "two faces": ("😀😀", 2),
    "skin tone": ("👍🏽", 1),
    "tone alone": ("🏽", 1),
    "flag": ("🇨🇦", 1),
    "two flags": ("🇨🇦🇫🇷", 2),
    "half a flag": ("🇨", 0),
    "three flag letters": ("🇨🇦🇫", 1),
    "family": ("👨‍👩‍👧‍👦", 1),
    "profession with tone": ("👩🏾‍💻", 1),
    "rainbow flag": ("🏳️‍🌈", 1),
    "heart on fire": ("❤️‍🔥", 1),
    "heart on fire, no selector": ("❤‍🔥", 1),
    "subdivision flag": ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
    "keycap": ("3️⃣", 1),
    "keycap without selector": ("5⃣", 1),
    "keycap hash": ("#️⃣", 1),
    "digit with selector only": ("3️", 0),
    "digits": ("123 #4 *", 0),
    "heart with selector": ("❤️", 1),
    "heart as text": ("❤", 0),
    "copyright": ("© ® ™", 0),
    "copyright with selector": ("©️", 1),
    "arrow": ("↔ ➡", 0),
    "arrow with selector": ("➡️", 1),
    "text-default pictographs of the emoji planes": ("🛩🗑🗣", 3),
    "watch": ("⌚", 1),
    "watch as text": ("⌚︎", 0),
    "white smiling face": ("☺️", 1),
    "white smiling face as text": ("☺", 0),
    "between words": ("ok😀ok 👍", 2),
    "joiner at the end": ("😀‍", 1),
    "chess, cards, mahjong": ("♟ 🃏 🀄", 2),
    "emoticon": (":-)", 0),
    "other scripts": ("привет 你好 नमस्ते", 0),
}


@pytest.mark.parametrize(("text", "count"), CASES.values(), ids=CASES)
def test_count(text: str, count: int) -> None:
    assert len(emoji_spans(Batch.of([text]))) == count


def test_spans_are_in_code_points() -> None:
    text = "ok 👩🏾‍💻!"

    assert [text[start:end] for _, start, end in emoji_spans(Batch.of([text]))] == ["👩🏾‍💻"]
