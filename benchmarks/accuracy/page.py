"""The run of the accuracy benchmarks as a page: `docs/accuracy.md` is what this makes of `docs/accuracy.json`, and a test keeps it so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "docs" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"

_HEAD = """# Accuracy

Measured on {date} by `make bench-axes` (commit {commit}, Python {python}, {machine}); nothing on this page is written by hand, and
[accuracy.json](accuracy.json) holds the same figures for programs. The data are described in `training/README.md` and are not part of the project.

Every row belongs to one half by a hash of its line. Rules are tuned on `dev`; `held-out` is the other half. Rules that are older than
this page may have been made with both halves in view, so for them the two columns only show how much a figure depends on the rows. The network of
`intents` is fitted to three quarters of both halves; what is *in no fit* is of the fourth. The bars are
those of the research notes (section in the last column), mostly measured on other parts of the same sources.
"""

_AXIS_HEAD = "| figure | all rows | dev | held-out | bar | goal | best library on the same rows | from |\n|---|---|---|---|---|---|---|---|"
_RATE_HEAD = "| axis | data | share of messages that are | n | labelled | found | error, 95 % interval |\n|---|---|---|---|---|---|---|"


def lower_is_better(figure: str) -> bool:
    """Is a smaller figure the better one?

    Example:
        >>> lower_is_better("banking77: false multi"), lower_is_better("lexnorm: F1")
        (True, False)
    """
    what = figure.rpartition(": ")[2]
    return any(word in what for word in ("false", "error", "other segments", "share of messages"))


def best(figure: dict[str, Any]) -> dict[str, Any] | None:
    """The library with the best value of a figure, if any was asked."""
    found: list[dict[str, Any]] = figure["beside"]
    choose = min if lower_is_better(figure["name"]) else max
    return choose(found, key=lambda one: one["value"]) if found else None


def figure_table(figures: list[dict[str, Any]]) -> str:
    """The figures of one axis as a table."""
    lines = [_AXIS_HEAD]
    for one in figures:
        bar = "-" if one["bar"] is None else f"{one['bar']} {'met' if one['met'] else '**missed**'}"
        library = best(one)
        beside = "-" if library is None else f"{library['value']:.3f} ({library['library']})"
        source = "; ".join(part for part in (one["source"], one["note"]) if part) or "-"
        goal = "-" if one["goal"] is None else f"{one['goal']:g}"
        halves = " | ".join("-" if one[half] is None else f"{one[half]:.3f}" for half in ("dev", "held_out"))
        lines.append(f"| {one['name']} | {one['value']:.3f} | {halves} | {bar} | {goal} | {beside} | {source} |")
    return "\n".join(lines) + "\n"


def rate_table(found: list[dict[str, Any]]) -> str:
    """Rates as a table, in percent and percentage points."""
    lines = [_RATE_HEAD]
    for one in found:
        error = 100 * (one["found"] - one["true"])
        interval = f"{error:+.1f} points ({100 * one['low']:+.1f} to {100 * one['high']:+.1f})"
        shares = f"{100 * one['true']:.1f} % | {100 * one['found']:.1f} %"
        lines.append(f"| {one['axis']} | {one['data']} | {one['what']} | {one['n']:,} | {shares} | {interval} |")
    return "\n".join(lines) + "\n"


def cost_table(axes: dict[str, Any]) -> str:
    """Microseconds a message by axis."""
    lines = ["| axis | version | alone, µs | beside the others, µs |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {axis['version']} | {axis['us_alone']:.1f} | {axis['us_beside']:.1f} |"
        for name, axis in axes.items()
    ]
    return "\n".join(lines) + "\n"


def libraries(axes: dict[str, Any]) -> str:
    """What the libraries needed per message, on the rows of the first figure that they gave."""
    seen: dict[str, float] = {}
    for axis in axes.values():
        for figure in axis["figures"]:
            for one in figure["beside"]:
                seen.setdefault(one["library"], one["us"])
    if not seen:
        return "No other library was installed in this run.\n"
    lines = ["| library | µs a message, words and models in memory |", "|---|---|"]
    lines += [f"| {name} | {us:.1f} |" for name, us in sorted(seen.items())]
    return "\n".join(lines) + "\n"


def data_table(data: dict[str, Any]) -> str:
    """The files that were read."""
    lines = ["| file | lines | digest (blake2b, 8 bytes) |", "|---|---|---|"]
    lines += [f"| {name} | {one['lines']:,} | `{one['digest']}` |" for name, one in data.items()]
    return "\n".join(lines) + "\n"


def render(result: dict[str, Any]) -> str:
    """Write the page."""
    parts = [_HEAD.format(**{key: result[key] for key in ("date", "commit", "python", "machine")})]
    with_figures = {name: axis for name, axis in result["axes"].items() if axis["figures"]}
    for name, axis in with_figures.items():
        parts.append(f"## {name}\n\n{figure_table(axis['figures'])}")
    parts.append(f"## Error of the rates\n\n{rate_table(result['rates'])}")
    parts.append(
        "## Time\n\nCPU in batches of 1,000, warm, tweets and chat turns mixed. *Alone*: tokenisation and all shared parts included; "
        f"*beside the others*: those already there.\n\n{cost_table(result['axes'])}\n{libraries(result['axes'])}"
    )
    without = ", ".join(f"`{name}`" for name in result["axes"] if name not in with_figures)
    parts.append(
        "## What has no figure here\n\nNo labelled data, and a definition that is a plain rule: its examples are tested one by one, "
        f"by hand-written cases. {without}.\n"
    )
    parts.append(f"## Data\n\n{data_table(result['data'])}")
    return "\n".join(parts)
