"""What holds for every axis, whoever writes the next one."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prodshape.audience import ENGLISH, MOST_LANGUAGES, Audience
from prodshape.axes import all_axes
from prodshape.axes.base import NOT_MEASURED, Axis, Column
from prodshape.definitions import AxisDefinition, AxisKey
from prodshape.language.codes import LANGUAGES, SHARED_SCRIPTS
from prodshape.measurement import check
from prodshape.messages import Batch

AXES = pytest.mark.parametrize("axis", list(all_axes().values()), ids=list(all_axes()))
PIECES = st.sampled_from(
    [
        *(
            "where's",
            "my",
            "refund",
            "Refund",
            "REFUND",
            "pls",
            "u",
            "recieve",
            "thankyou",
            "sooooo",
            "dont",
            "cancel",
            "it",
        ),
        *(
            "and",
            "also",
            "hi",
            "hello",
            "i was wondering if",
            "could you please",
            "donde esta",
            "mi pedido",
            "por favor",
        ),
        *("kya", "mera", "order", "привет", "мой заказ", "你好", "नमस्ते", "مرحبا", "2", "two", "#12", "@Shop", "a@b.co"),
        *(
            "https://x.example/a",
            ".",
            "?",
            "!",
            "!!",
            "...",
            "…",
            ",",
            ":)",
            "<3",
            "😀",
            "👍🏽",
            "🇨🇦",
            "\n",
            "\0",
            "\ud800",
            "\ufe0f",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=15).map(" ".join), st.lists(PIECES, max_size=15).map("".join), st.text(max_size=60)
)


def as_rows(column: Column, size: int) -> list[object]:
    """Everything an axis said of each message, to compare."""
    hits: list[list[int]] = [[] for _ in range(size)]
    if column.words is not None:
        for row, entry in zip(column.words[0].tolist(), column.words[1].tolist(), strict=True):
            hits[row].append(entry)
    return [
        (
            int(column.codes[row]),
            None if column.numerators is None else int(column.numerators[row]),
            None if column.denominators is None else int(column.denominators[row]),
            None if column.values is None else repr(float(column.values[row])),
            {name: int(codes[row]) for name, codes in column.grids.items()},
            sorted(hits[row]),
        )
        for row in range(size)
    ]


@AXES
def test_says_what_it_is(axis: Axis) -> None:
    assert axis.version >= 1
    assert axis.unit
    assert axis.__doc__
    assert len(axis.__doc__) > 80
    assert 2 <= len(axis.grid.names) <= 120
    assert len(set(axis.vocabulary)) == len(axis.vocabulary)


@AXES
def test_tells_its_examples_apart(axis: Axis) -> None:
    assert len(axis.examples) >= 4
    assert len({name for _, name in axis.examples}) >= 2

    codes = axis.measure(Batch.of([text for text, _ in axis.examples])).codes
    names = [None if code == NOT_MEASURED else axis.grid.names[code] for code in codes.tolist()]

    assert list(zip([text for text, _ in axis.examples], names, strict=True)) == list(axis.examples)


@AXES
@settings(max_examples=120, deadline=None)
@given(texts=st.lists(TEXTS, max_size=6))
@example(texts=[])
@example(texts=["", " ", "\0"])
def test_a_message_is_judged_alone_and_within_the_grid(axis: Axis, texts: list[str]) -> None:
    batch = Batch.of(texts)
    column = axis.measure(batch)

    assert column.codes.dtype == np.int16
    assert column.codes.shape == (len(texts),)
    assert ((column.codes >= NOT_MEASURED) & (column.codes < len(axis.grid.names))).all()
    assert (column.numerators is None) == (column.denominators is None)
    if column.numerators is not None and column.denominators is not None:
        assert (column.numerators >= 0).all()
        assert (column.denominators >= 0).all()
        assert (column.numerators[column.codes == NOT_MEASURED] == 0).all()
    assert (axis.ratio is None) == (column.numerators is None)
    assert set(column.grids) == set(axis.grids)
    for name, codes in column.grids.items():
        assert ((codes >= NOT_MEASURED) & (codes < len(axis.grids[name].names))).all()
    if column.words is not None:
        assert ((column.words[0] >= 0) & (column.words[0] < len(texts))).all()
        assert ((column.words[1] >= 0) & (column.words[1] < len(axis.vocabulary))).all()
    alone = [as_rows(axis.measure(Batch.of([text])), 1)[0] for text in texts]
    assert as_rows(column, len(texts)) == alone


@AXES
@settings(max_examples=80, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_spans_lie_in_the_text(axis: Axis, texts: list[str]) -> None:
    spans = axis.spans(Batch.of(texts))

    assert len(spans) == len(texts)
    for text, found in zip(texts, spans, strict=True):
        for span in found:
            assert 0 <= span.start < span.end <= len(text)
            assert span.kind in axis.span_kinds
        ordered = sorted(found)
        assert all(a.end <= b.start for a, b in pairwise(ordered))


@pytest.mark.parametrize("axis", [axis for axis in all_axes().values() if axis.span_kinds], ids=lambda axis: axis.name)
def test_spans_count_what_the_axis_counts(axis: Axis) -> None:
    """Where an axis marks what it counts, the number of marks is its numerator."""
    batch = Batch.of([text for text, _ in axis.examples])
    column = axis.measure(batch)
    assert column.numerators is not None

    assert [len(found) for found in axis.spans(batch)] == column.numerators.tolist()


@AXES
def test_a_megabyte_is_measured(axis: Axis) -> None:
    """One line of a megabyte of words, marks and faces: no crash, no quadratic time."""
    text = "i returnd it!! :) where's my refund?? 😀 dont " * 22_000

    assert axis.measure(Batch.of([text, "ok"])).codes.shape == (2,)


@pytest.mark.parametrize("axis", [axis for axis in all_axes().values() if axis.grid.edges], ids=lambda axis: axis.name)
def test_grid_edges_are_inclusive(axis: Axis) -> None:
    edges = np.asarray(axis.grid.edges, np.float64)

    assert axis.grid.codes(edges).tolist() == list(range(len(edges)))
    assert axis.grid.codes(np.nextafter(edges, np.inf)).tolist() == list(range(1, len(edges) + 1))
    assert axis.grid.codes(np.array([np.nan])).tolist() == [NOT_MEASURED]


AUDIENCES = (
    st.lists(st.sampled_from(LANGUAGES), min_size=2, max_size=MOST_LANGUAGES, unique=True)
    .filter(lambda codes: not any(set(codes) <= together for together in SHARED_SCRIPTS))
    .map(lambda codes: Audience(tuple(codes)))
)


def keys_for(audience: Audience) -> dict[str, AxisKey]:
    return {name: AxisDefinition.of(axis).key for name, axis in all_axes(audience).items()}


@settings(max_examples=60, deadline=None)
@given(one=AUDIENCES, other=AUDIENCES)
@example(one=Audience(("ar", "bg", "bn", "ca")), other=Audience(("ar", "bg", "bn")))
def test_what_is_measured_otherwise_has_another_key(one: Audience, other: Audience) -> None:
    """An axis that listens to the audience has a key of its own for each; the others are the very same for all."""
    plain = keys_for(ENGLISH)
    for name, axis in all_axes(one).items():
        keys = {plain[name], keys_for(one)[name], keys_for(other)[name]}
        assert {(key.name, key.version) for key in keys} == {(name, axis.version)}
        if axis is all_axes()[name]:
            assert len(keys) == 1
        else:
            assert len(keys) == len({ENGLISH, one, other})


@settings(max_examples=60, deadline=None)
@given(audience=AUDIENCES, texts=st.lists(TEXTS, max_size=4))
def test_for_any_audience_a_message_is_judged_alone_and_within_the_grid(audience: Audience, texts: list[str]) -> None:
    for name, axis in all_axes(audience).items():
        if axis is all_axes()[name]:
            continue
        column = axis.measure(Batch.of(texts))
        check(AxisDefinition.of(axis), column, len(texts))
        alone = [as_rows(axis.measure(Batch.of([text])), 1)[0] for text in texts]
        assert as_rows(column, len(texts)) == alone


def test_names_are_unique_and_documented_as_json() -> None:
    assert json.loads(json.dumps(list(all_axes()))) == sorted(all_axes())
