"""Write one page per axis into docs/axes/: `python -m docs.build_axis_pages`. A test keeps them current.

The definition is the axis's docstring; the examples are its own and computed here; the figures are those of docs/accuracy.json. What the
code cannot tell, the known failures, stands in `docs/axes/failures.yaml`: texts of ours that are judged wrongly, left out here as soon as they are judged rightly.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.accuracy.page import RESULT, figure_table, rate_table
from prodshape.axes import all_axes
from prodshape.cli.explain import visible
from prodshape.explanation import explain

if TYPE_CHECKING:
    from prodshape.axes.base import Axis, Grid

FOLDER = Path(__file__).parent / "axes"
FAILURES = FOLDER / "failures.yaml"
_LONGEST = 90
_MOST_BINS = 60


def page(axis: Axis, result: dict[str, Any], failures: list[dict[str, str]]) -> str:
    """Write the page of one axis."""
    found = result["axes"].get(axis.name, {"figures": []})
    rates = [one for one in result["rates"] if one["axis"] == axis.name]
    parts = [
        (
            f"# {axis.name}\n\nVersion {axis.version}. Value and edges in: {axis.unit}. Ratio: {axis.ratio or 'none'}. "
            f"{_scope(axis)}\n\n{inspect.getdoc(type(axis)) or ''}\n"
        ),
        f"## Bins\n\n{_bins(axis.grid)}",
        *(f"### Further grid `{name}`\n\n{_bins(grid)}" for name, grid in axis.grids.items()),
        f"## Examples\n\n{_examples(axis)}",
        f"## Method\n\n{_method(axis)}",
        f"## Figures\n\n{_figures(result, found, rates)}",
        f"## Known failures\n\n{_failures(axis, failures)}",
    ]
    return "\n".join(parts)


def _scope(axis: Axis) -> str:
    marks = f"Marks spans: {', '.join(axis.span_kinds)}." if axis.span_kinds else "Marks no spans."
    return marks if axis.per_message else f"Says something of many messages, nothing of one. {marks}"


def _bins(grid: Grid) -> str:
    if grid.edges is None:
        order = "in this order" if grid.ordered else "without an order"
        return f"{len(grid.names)} categories, {order}: {', '.join(f'`{name}`' for name in grid.names)}.\n"
    if len(grid.names) > _MOST_BINS:
        return f"{len(grid.names)} bins from `{grid.names[0]}` to `{grid.names[-1]}`, edges {grid.edges[0]:g} to {grid.edges[-1]:g}.\n"
    lines = ["| bin | above | up to and with |", "|---|---|---|"]
    for name, low, high in zip(grid.names, (None, *grid.edges), (*grid.edges, None), strict=True):
        lines.append(f"| `{name}` | {'-' if low is None else f'{low:g}'} | {'-' if high is None else f'{high:g}'} |")
    return "\n".join(lines) + "\n"


def _examples(axis: Axis) -> str:
    lines = ["| text | bin | value | why |", "|---|---|---|---|"]
    for found in explain([text for text, _ in axis.examples], {axis.name: axis}):
        view = found.axes[axis.name]
        value = "-" if view.value is None else f"{view.value:g}"
        why = "; ".join(reason.text for reason in view.reasons[:3]) or "-"
        bin_name = "not measured" if view.bin is None else f"`{view.bin}`"
        lines.append(f"| {_quoted(found.text)} | {bin_name} | {value} | {_cell(why)} |")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    shown = visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
    return f"<code>{_cell(shown)}</code>" if shown.strip() else "(empty)" if not shown else "(blanks)"


def _cell(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "&#124;")
        .replace("*", "&#42;")
        .replace("_", "&#95;")
    )


def _method(axis: Axis) -> str:
    module = inspect.getmodule(type(axis))
    said = inspect.getdoc(module) if module else None
    source = f"prodshape/axes/{axis.name}.py"
    return (
        f"{said or ''} The code is in `{source}`; definition, bins and words make the key under which counts may be added, "
        f"so a change of any of them raises the version and is `not comparable` with counts from before.\n"
    )


def _figures(result: dict[str, Any], found: dict[str, Any], rates: list[dict[str, Any]]) -> str:
    when = f"Measured on {result['date']} (version {found.get('version', '-')}); how: [Accuracy](../accuracy.md).\n"
    if not found["figures"] and not rates:
        return "No labelled data: the definition is a plain rule, and hand-written cases test it.\n"
    tables = [figure_table(found["figures"])] if found["figures"] else []
    tables += [f"Error of the rate:\n\n{rate_table(rates)}"] if rates else []
    cost = f"{found['us_alone']:.1f} µs a message alone, {found['us_beside']:.1f} µs beside the other axes.\n"
    return "\n".join([when, *tables, cost])


def _failures(axis: Axis, failures: list[dict[str, str]]) -> str:
    lines = ["| text | judged | should be | why |", "|---|---|---|---|"]
    for one, found in zip(failures, explain([one["text"] for one in failures], {axis.name: axis}), strict=True):
        judged = found.axes[axis.name].bin or "not measured"
        if judged != one["should_be"]:
            lines.append(f"| {_quoted(one['text'])} | `{judged}` | `{one['should_be']}` | {_cell(one['why'])} |")
    return "\n".join(lines) + "\n" if len(lines) > 2 else "None written down.\n"


def pages() -> dict[Path, str]:
    """Every page by its file."""
    result = json.loads(RESULT.read_text("utf-8"))
    failures = yaml.safe_load(FAILURES.read_text("utf-8"))
    return {FOLDER / f"{name}.md": page(axis, result, failures.get(name, [])) for name, axis in all_axes().items()}


def main() -> None:
    """Rewrite the pages, and remove those of axes that are gone."""
    made = pages()
    for path in set(FOLDER.glob("*.md")) - set(made):
        path.unlink()
    for path, text in made.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
