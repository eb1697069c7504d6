"""The quick look that spares most texts the regular expression never spares one that has an emoticon."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.axes import all_axes
from prodshape.emoticon_patterns import EMOTICON, emoticon_spans
from prodshape.messages import Batch


@settings(max_examples=1500, deadline=None)
@given(st.text(st.sampled_from(":;=8xX<>^_-o'’*()[]{}|/\\3DPpOTuc. a1¯ツ"), max_size=8))
def test_the_quick_look_misses_nothing(text: str) -> None:
    expected = [(match.start(), match.end()) for match in EMOTICON.finditer(text)]
    batch = Batch.of([text])
    found = [(start, end) for _, start, end in emoticon_spans(batch)]

    assert found == [span for span in expected if not batch.addressed[span[0]]]


@pytest.mark.parametrize("face", all_axes()["emoticons"].vocabulary)
def test_every_named_emoticon_is_found_whole(face: str) -> None:
    text = f"thanks {face} bye"

    assert [text[start:end] for _, start, end in emoticon_spans(Batch.of([text]))] == [face]


@pytest.mark.parametrize(
    "text",
    [
        "it is 5:30",
        "ratio 1:3",
        "a) b) c)",
        "XP and 83",
        "see (note: p)",
        "to: John",
        "--",
        "C:/temp",
        "http://a.b/:)",
        "x=3",
    ],
)
def test_what_is_no_face(text: str) -> None:
    assert emoticon_spans(Batch.of([text])) == []
