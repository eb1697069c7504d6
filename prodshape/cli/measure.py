"""`prodshape measure`: what the axes say of every row of a file."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodshape.axes.base import Axis, Span
    from prodshape.datafiles.base import Rows
    from prodshape.messages import Batch

_BATCH_BYTES = 128 * 1024
"""About two thousand short texts: what is decoded, measured and printed at once."""


def command(
    file: Annotated[str, typer.Argument(help="JSON Lines, CSV, Parquet or text (one text a line); - is stdin.")],
    *,
    field: Annotated[
        str, typer.Option("--field", "-f", help="Field of the text; a dotted path in JSON Lines and Parquet.")
    ] = "text",
    file_format: Annotated[
        str | None, typer.Option("--format", help="jsonl, csv, parquet or txt, if the name of the file does not say.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages",
            help="Those that the writers mix, such as en,es: their pairs are looked for; by default English with any other.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print one JSON object per row of FILE, in order, with the value and the bin of every axis and the marked spans.

    A row without a readable text gets a line too: every axis is null, and "refused" says why. In JSON Lines
    and text every line is a row, blank ones too; blank lines of a CSV file are not rows.
    """
    from prodshape.audience import Audience
    from prodshape.axes import all_axes
    from prodshape.datafiles import choose_format, open_data
    from prodshape.datafiles.base import Fields

    axes = all_axes(Audience.parse(languages))
    data_format = choose_format(file, Fields(field), file_format)
    count = refused = 0
    names: tuple[str, ...] = ()
    with open_data(data_format) as stream:
        for block in data_format.blocks(stream, size=_BATCH_BYTES):
            rows = data_format.rows(block)
            for line in report(rows, axes):
                sys.stdout.write(line + "\n")
            sys.stdout.flush()
            count, refused, names = count + len(rows), refused + len(rows.refused), names or rows.names
    if refused and refused == count:
        seen = f" The rows have {', '.join(map(repr, names))}." if names else ""
        print(f"prodshape: none of the {count} rows has a text in the field {field!r}.{seen}", file=sys.stderr)


def report(rows: Rows, axes: Mapping[str, Axis]) -> list[str]:
    """Write what `measure` prints of some rows: one line of JSON per row, in order.

    `value` is a number or null; `bin` is null where the axis does not measure the text. An axis that says
    something of a corpus and nothing of one message has null for both. Spans are sorted and count code points.

    Example:
        >>> from prodshape.axes import all_axes
        >>> from prodshape.datafiles.base import Rows
        >>> report(Rows(0, ["where is my refund"]), {"intents": all_axes()["intents"]})
        ['{"axes": {"intents": {"value": 1, "bin": "1"}}, "spans": []}']
    """
    from prodshape.messages import Batch
    from prodshape.original_places import as_they_came

    measured = [index for index in range(len(rows)) if index not in rows.refused]
    lines = [_refused_line(rows.refused.get(index, ""), axes) for index in range(len(rows))] if rows.refused else []
    batch = Batch.of([rows.texts[index] for index in measured])
    parts = [_axis_parts(axis, batch) for axis in axes.values()]
    marking = (as_they_came(batch, axis.spans(batch)) for axis in _marking(axes))
    spans = [_span_part(found) for found in zip(*marking, strict=True)]
    spans = spans or ["[]"] * len(batch)
    written = [
        f'{{"axes": {{{", ".join(row)}}}, "spans": {marked}}}'
        for row, marked in zip(zip(*parts, strict=True), spans, strict=True)
    ]
    if not rows.refused:
        return written
    for index, line in zip(measured, written, strict=True):
        lines[index] = line
    return lines


def _marking(axes: Mapping[str, Axis]) -> list[Axis]:
    return [axis for axis in axes.values() if axis.span_kinds]


def _axis_parts(axis: Axis, batch: Batch) -> list[str]:
    """Write one axis of every message; everything but the value is written once per bin."""
    name = json.dumps(axis.name)
    if not axis.per_message:
        return [f'{name}: {{"value": null, "bin": null}}'] * len(batch)
    column = axis.measure(batch)
    bins = [f', "bin": {json.dumps(bin_name)}}}' for bin_name in axis.grid.names] + [', "bin": null}']
    before = f'{name}: {{"value": '
    values = ["null"] * len(batch) if column.values is None else map(_number, column.values.tolist())
    return [before + value + bins[code] for value, code in zip(values, column.codes.tolist(), strict=True)]


def _number(value: float) -> str:
    """Write a whole number without a point, anything else with six digits behind it at most."""
    if math.isfinite(value):
        return str(int(value)) if value == int(value) else str(round(value, 6))
    return "null"


def _span_part(found: tuple[list[Span], ...]) -> str:
    marked = sorted(span for spans in found for span in spans)
    return json.dumps([[span.start, span.end, span.kind] for span in marked])


def _refused_line(reason: str, axes: Mapping[str, Axis]) -> str:
    empty = {name: {"value": None, "bin": None} for name in axes}
    return json.dumps({"axes": empty, "spans": [], "refused": reason})
