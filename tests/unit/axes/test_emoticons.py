"""The quick look that spares most texts the regular expression never spares one that has an emoticon."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prodshape.axes import all_axes
from prodshape.emoticon_patterns import EMOTICON
from prodshape.messages import Batch


@settings(max_examples=1500, deadline=None)
@example("o.O")
@given(st.text(st.sampled_from(":;=8xX<>^_-o'’*()[]{}|/\\3DPpOTuc. a1¯ツ!"), max_size=8))
def test_the_quick_look_misses_nothing(text: str) -> None:
    expected = [(match.start(), match.end()) for match in EMOTICON.finditer(text)]
    batch = Batch.of([text])
    found = [(start, end) for _, start, end in batch.tokens.faces]

    assert found == [span for span in expected if not batch.addressed[span[0]]]


@pytest.mark.parametrize("face", all_axes()["emoticons"].vocabulary)
def test_every_named_emoticon_is_found_whole(face: str) -> None:
    text = f"thanks {face} bye"

    assert [text[start:end] for _, start, end in Batch.of([text]).tokens.faces] == [face]


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
        "<b>x</b><br>",
        "menu:>settings",
        "a => b",
        "w/o/",
        "x=3",
    ],
)
def test_what_is_no_face(text: str) -> None:
    assert Batch.of([text]).tokens.faces == []


@pytest.mark.parametrize(
    "text",
    [
        *("8-3", "83", "XP", "windows XP", "ratio 3:1", "16:9", "at 5:30", "https://a.example/:D", "a) b) c)", "5<30"),
        *(
            "note:(see below)",
            "Tel:(030) 12",
            "total =3",
            "id:|x|",
            "user:*",
            '"x":{',
            "{a:[1]}",
            "10:3",
            "std::vector",
        ),
        *(
            "drive C:D",
            "vitamin 12:D",
            "foo:Dbar",
            "left:P4",
        ),
        *("XDSL line down", "Tel.:(030)12", "XD card reader"),
    ],
)
def test_ratios_labels_codes_and_times_are_no_faces(text: str) -> None:
    assert len(Batch.of([text]).tokens.faces) == 0


@pytest.mark.parametrize(
    "text",
    [
        "xD",
        "lol XD",
        "xDD nice",
        "¯\\_(ツ)_/¯",
        "hi:)",
        "thanks:(",
        "sad :(",
        ":*",
        "got it:P",
        "nice:D!",
        "no -.-",
        "-.-'",
        "sorry ><",
        "oh ;_;",
        ">_>",
        "yay \\o/",
        ":>",
    ],
)
def test_faces_with_letters_and_shrugs_are_found(text: str) -> None:
    assert len(Batch.of([text]).tokens.faces) == 1
