"""What every axis saw in a text, for people: from the same batch and the same arrays as the measurement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prodshape import tokens as t
from prodshape.axes import all_axes
from prodshape.axes.base import NOT_MEASURED
from prodshape.lexicon.token_spans import token_place
from prodshape.messages import Batch
from prodshape.original_places import as_they_came

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prodshape.axes.base import Axis, Column, Reason, Span

KINDS = {
    t.WORD: "word",
    t.NUMBER: "number",
    t.CODE: "code",
    t.URL: "url",
    t.EMAIL: "email",
    t.MENTION: "mention",
    t.HASHTAG: "hashtag",
}
"""Kinds of tokens, in words."""


@dataclass(frozen=True)
class Token:
    """One token: `[start, end)` in code points of the text, its kind, and whether the vocabulary lists it."""

    start: int
    end: int
    kind: str
    known: bool


@dataclass(frozen=True)
class AxisView:
    """What one axis saw in one text.

    Attributes:
        bin: name of the bin, None where not measured.
        value: the value for people, None where there is none.
        numerator: what the text adds to the sum above the line, None for an axis without a ratio.
        denominator: likewise below the line.
        spans: what it marked.
        reasons: why, where it knows.
    """

    bin: str | None
    value: float | None
    numerator: int | None
    denominator: int | None
    spans: tuple[Span, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Explanation:
    """One text, its tokens, and what each axis saw, by name."""

    text: str
    tokens: tuple[Token, ...]
    axes: dict[str, AxisView]

    def to_json(self) -> dict[str, Any]:
        """Give it as a plain dict for JSON; `value`, `bin` and `spans` are those of `prodshape measure`.

        Only an indicator of a corpus (`artifacts`) differs: it has its bin here, and null there.
        """
        return {
            "text": self.text,
            "tokens": [[one.start, one.end, one.kind, one.known] for one in self.tokens],
            "axes": {name: _view(view) for name, view in self.axes.items()},
            "spans": sorted([span.start, span.end, span.kind] for view in self.axes.values() for span in view.spans),
        }


def explain(texts: Sequence[str], axes: Mapping[str, Axis] | None = None) -> list[Explanation]:
    """Explain texts, one explanation each, in order.

    Args:
        texts: any text, as for `Batch.of`.
        axes: by name; by default every axis there is.

    Example:
        >>> (found,) = explain(["hi i returnd the thing"])
        >>> found.axes["typos"].bin, [reason.text for reason in found.axes["typos"].reasons]
        ('<=0.2', ['returnd -> returned: known misspelling'])
    """
    batch = Batch.of(texts)
    tokens = as_they_came(batch, _tokens(batch))
    views = {name: _views(axis, batch) for name, axis in (all_axes() if axes is None else axes).items()}
    return [
        Explanation(text, tuple(tokens[row]), {name: found[row] for name, found in views.items()})
        for row, text in enumerate(texts)
    ]


def _tokens(batch: Batch) -> list[list[Token]]:
    tokens = batch.tokens
    found: list[list[Token]] = [[] for _ in range(len(batch))]
    known = (tokens.ids != tokens.vocabulary.unknown).tolist()
    for token, kind in enumerate(tokens.kinds.tolist()):
        row, start, end = token_place(batch, token)
        found[row].append(Token(start, end, KINDS[kind], bool(known[token])))
    return found


def _views(axis: Axis, batch: Batch) -> list[AxisView]:
    column = axis.measure(batch)
    spans, reasons = as_they_came(batch, axis.spans(batch)), as_they_came(batch, axis.reasons(batch))
    return [_of_row(axis, column, row, tuple(spans[row]), tuple(reasons[row])) for row in range(len(batch))]


def _of_row(axis: Axis, column: Column, row: int, spans: tuple[Span, ...], reasons: tuple[Reason, ...]) -> AxisView:
    code = int(column.codes[row])
    value = math.nan if column.values is None else round(float(column.values[row]), 6)
    return AxisView(
        bin=None if code == NOT_MEASURED else axis.grid.names[code],
        value=value if math.isfinite(value) else None,
        numerator=None if column.numerators is None else int(column.numerators[row]),
        denominator=None if column.denominators is None else int(column.denominators[row]),
        spans=spans,
        reasons=reasons,
    )


def _view(view: AxisView) -> dict[str, Any]:
    return {
        "value": view.value if view.value is None or view.value != int(view.value) else int(view.value),
        "bin": view.bin,
        "numerator": view.numerator,
        "denominator": view.denominator,
        "reasons": [
            {"text": reason.text}
            if reason.start is None
            else {"text": reason.text, "start": reason.start, "end": reason.end}
            for reason in view.reasons
        ],
    }
