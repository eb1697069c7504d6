"""The vectorised tokeniser equals the plain one on anything, and does what the rules say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prodshape import characters as c
from prodshape import tokens as t
from prodshape.messages import Batch


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


reference = _load("reference_tokeniser")

PIECES = st.sampled_from(
    [
        *(":D", ":-P", "xD", "XD", "<3", ":3", "T_T", "o.O", ":", ")", "-.-"),
        *("refund", "Refund", "REFUND", "iPhone", "I", "don't", "don’t", "rock'n'roll", "o'", "'quoted'", "x_y"),
        *(
            "12",
            "3rd",
            "AB12",
            "2.000",
            "€5",
            "#",
            "@",
            "@Shop",
            "#fail",
            "#123",
            "a@b.co",
            "me.you+tag@mail.example.com",
        ),
        *(
            "https://x.example/a?b=c",
            "http://",
            "://",
            "www.shop.example",
            "www.",
            "gmail.com",
            "t.co/abc",
            "shop-a.io",
            "co",
        ),
        *(
            ".",
            "..",
            "…",
            "?",
            "?!",
            ",",
            ":",
            ";",
            "-",
            "/",
            "%",
            "+",
            "_",
            "\n",
            " ",
            "\t",
            "\0",
            "\u200d",
            "\u0301",
            "\ufe0f",
        ),
        *(
            "é",
            "e\u0301",
            "ñandú",
            "привет",
            "नमस्ते",
            "你好",
            "😀",
            "👍🏽",
            "🇨🇦",
            "\ud800",
            "ß",
            "İ",
            "ǅ",
            "ﬁ",
            "①",
            "½",
            "`",
            "´",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.text(st.characters(), max_size=40),
    st.text(st.characters(codec=None, categories=None), max_size=10),
)


def tokens_of(batch: Batch) -> list[list[tuple[int, int, int]]]:
    found = batch.tokens
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(len(batch))]
    for start, end, row, kind in zip(
        found.starts.tolist(), found.ends.tolist(), found.messages.tolist(), found.kinds.tolist(), strict=True
    ):
        base = int(batch.starts[row])
        rows[row].append((start - base, end - base, kind))
    return rows


@settings(max_examples=600, deadline=None)
@given(st.lists(TEXTS, max_size=5))
@example(["a://b", "x", "://", "www.www.", "a@b@c.d", "@a@b", "#a#b", ".com", "a.com@b.com", "1@2.3"])
@example([])
@example([""])
@example(["\u0301a", "'a'", "a'", "a''b", "a'1", "1'a", "\u200d\u200d"])
def test_equals_the_plain_tokeniser(texts: list[str]) -> None:
    batch = Batch.of(texts)
    expected = [[(token.start, token.end, token.kind) for token in reference.tokenise(text)] for text in batch.texts]

    assert tokens_of(batch) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_a_text_is_judged_alone(texts: list[str]) -> None:
    """Neighbours in a batch change nothing: not the tokens, not the words, not the gaps."""
    whole = Batch.of(texts)
    for row, text in enumerate(texts):
        single = Batch.of([text])
        low, high = whole.tokens.offsets[row : row + 2].tolist()

        assert whole.tokens.ids[low:high].tolist() == single.tokens.ids.tolist()
        assert whole.tokens.hashes[low:high].tolist() == single.tokens.hashes.tolist()
        assert whole.tokens.shapes[low:high].tolist() == single.tokens.shapes.tolist()
        assert whole.tokens.before[low:high].tolist() == single.tokens.before.tolist()
        assert int(whole.tokens.after_last[row]) == int(single.tokens.after_last[0])
        assert whole.addressed[whole.starts[row] : whole.starts[row + 1]].tolist() == single.addressed.tolist()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_gaps_are_what_stands_between_tokens(text: str) -> None:
    batch = Batch.of([text])
    bits = batch.classes & np.uint32(t._GAPS)
    end = 0
    for index, start in enumerate(batch.tokens.starts.tolist()):
        expected = int(np.bitwise_or.reduce(bits[end:start], initial=0)) | (t.GAP_FIRST if index == 0 else 0)
        assert int(batch.tokens.before[index]) == expected
        end = int(batch.tokens.ends[index])
    assert int(batch.tokens.after_last[0]) == int(np.bitwise_or.reduce(bits[end : batch.lengths[0]], initial=0))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Where's order #A-12?", [t.WORD, t.WORD, t.HASHTAG, t.NUMBER]),
        ("order #123-A4", [t.WORD, t.NUMBER, t.CODE]),
        ("mail me.you@shop.example, or @Shop", [t.WORD, t.EMAIL, t.WORD, t.MENTION]),
        ("see https://shop.example/x?y=1 now", [t.WORD, t.URL, t.WORD]),
        ("see shop.com/x now", [t.WORD, t.URL, t.WORD]),
        ("it came.the box was open", [t.WORD] * 6),
    ],
)
def test_kinds(text: str, kinds: list[int]) -> None:
    assert Batch.of([text]).tokens.kinds.tolist() == kinds


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("refund", t.LOWER),
        ("Refund", t.CAPITALISED),
        ("I", t.CAPITALISED),
        ("REFUND", t.UPPER),
        ("I'M", t.UPPER),
        ("iPhone", t.MIXED),
        ("McKay", t.MIXED),
        ("你好", t.CASELESS),
        ("Élan", t.CAPITALISED),
    ],
)
def test_shapes(word: str, shape: int) -> None:
    assert Batch.of([word]).tokens.shapes.tolist() == [shape]


def test_words_are_found_in_any_case_and_with_any_apostrophe() -> None:
    ids = Batch.of(["don't DON'T Don’t don`t"]).tokens.ids.tolist()

    assert len(set(ids)) == 1
    assert ids[0] < Batch.of([""]).tokens.vocabulary.unknown


def test_unknown_words_come_once_as_text() -> None:
    unknown = Batch.of(["zzreturn it, ZZRETURN", "zzqx"]).tokens.unknown()

    assert sorted(unknown.words) == ["zzqx", "zzreturn"]
    assert [unknown.words[index] for index in unknown.inverse.tolist()] == ["zzreturn", "zzreturn", "zzqx"]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "a@",
        "a.",
        "www.",
        "a://",
        "'",
        "a'",
        "\0",
        "é\u0301",
        "😀",
        "x.com",
        "#a@b.c ",
        "com.",
        "t.co/",
        "a-com.",
    ],
)
def test_time_grows_with_length_and_not_with_its_square(piece: str) -> None:
    """A megabyte of the same piece: a quadratic scan would run into the test's time limit."""
    text = piece * (1_000_000 // len(piece))
    batch = Batch.of([text])

    assert batch.tokens.ends.max(initial=0) <= len(batch.points)
    assert int(batch.has(c.SPACE).sum()) >= 1


def test_a_word_is_the_same_word_at_any_distance() -> None:
    """Hashes are summed in blocks; words on both sides of a border, and a word longer than a block, stay what they are."""
    tokens = Batch.of(["refund " * 60_000, "x" * 300_000 + " refund"]).tokens

    assert set(tokens.ids[:60_000].tolist()) == {int(tokens.ids[-1])}
    assert tokens.ids[-1] < tokens.vocabulary.unknown
    assert tokens.ids[-2] == tokens.vocabulary.unknown
