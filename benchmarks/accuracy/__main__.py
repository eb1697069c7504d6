"""All accuracy benchmarks: `python -m benchmarks.accuracy` prints them and writes docs/accuracy.md and docs/accuracy.json.

A file of this folder with a function `measure(folder) -> dict[str, float]` brings figures. A file that is named after an axis brings figures of
that axis; another one (spelling.py) begins the name of each figure with its axis and a comma. Bars are in `bars.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy.bars import bar_of
from benchmarks.accuracy.beside import beside
from benchmarks.accuracy.cost import costs
from benchmarks.accuracy.labelled import data_folder, rows_of
from benchmarks.accuracy.page import PAGE, RESULT, ROOT, best, render
from benchmarks.accuracy.rates import rates
from prodshape.axes import all_axes

if TYPE_CHECKING:
    from collections.abc import Callable

Figures = dict[tuple[str, str], float]


def measures() -> dict[str, Callable[[Path], dict[str, float]]]:
    """Every file that brings figures, by name."""
    modules = {
        path.stem: import_module(f"benchmarks.accuracy.{path.stem}")
        for path in sorted(Path(__file__).parent.glob("*.py"))
        if not path.stem.startswith("_")
    }
    return {name: module.measure for name, module in modules.items() if hasattr(module, "measure")}


def figures(folder: Path, half: str | None) -> Figures:
    """All figures by axis and name, of one half of the rows or of all."""
    found: Figures = {}
    with rows_of(half):
        for file, measure in measures().items():
            for name, figure in measure(folder).items():
                axis, rest = (file, name) if file in all_axes() else name.split(", ", 1)
                found[axis, rest] = figure
    return found


def result(folder: Path, *, now: datetime) -> dict[str, Any]:
    """Run everything."""
    whole, dev, held_out = (figures(folder, half) for half in (None, "dev", "held-out"))
    others: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in beside(folder):
        row = {"library": one.library, "value": round(one.value, 4), "us": round(one.us, 2)}
        others.setdefault((one.axis, one.figure), []).append(row)
    spent = costs(folder)
    return {
        "date": now.date().isoformat(),
        "commit": _commit(),
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} shared cores, {platform.machine()}",
        "data": {file.name: _file(file) for file in sorted(folder.iterdir()) if file.suffix != ".md"},
        "axes": {
            name: {
                "version": axis.version,
                "us_alone": round(spent[name].alone, 2),
                "us_beside": round(spent[name].beside, 2),
                "figures": [
                    _figure(key, value, dev.get(key), held_out.get(key), others.get(key, []))
                    for key, value in whole.items()
                    if key[0] == name
                ],
            }
            for name, axis in all_axes().items()
        },
        "rates": [_rounded(one._asdict()) for one in rates(folder)],
    }


def _figure(
    key: tuple[str, str], value: float, dev: float | None, held_out: float | None, others: list[dict[str, Any]]
) -> dict[str, Any]:
    bar = bar_of(*key)
    return _rounded(
        {
            "name": key[1],
            "value": value,
            "dev": dev,
            "held_out": held_out,
            "bar": None if bar is None else str(bar),
            "met": None if bar is None else bar.met(value),
            "goal": None if bar is None else bar.goal,
            "source": "" if bar is None else bar.source,
            "note": "" if bar is None else bar.note,
            "beside": others,
        }
    )


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def _file(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"lines": content.count(b"\n"), "digest": hashlib.blake2b(content, digest_size=8).hexdigest()}


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def show(found: dict[str, Any]) -> None:
    """Print what was measured."""
    for name, axis in found["axes"].items():
        print(
            f"\n== {name}, version {axis['version']}: {axis['us_alone']} us a message alone, {axis['us_beside']} beside the others"
        )
        for one in axis["figures"]:
            bar = (
                ""
                if one["bar"] is None
                else f"  bar {one['bar']} {'met' if one['met'] else 'MISSED'} ({one['source']})"
            )
            library = best(one)
            other = "" if library is None else f"  {library['library']} {library['value']:.4f}"
            half = "" if one["held_out"] is None else f" (held-out half {one['held_out']:.4f})"
            print(f"{one['value']:8.4f}{half}  {one['name']}{bar}{other}")
    print("\n== error of the rates")
    for one in found["rates"]:
        error = one["found"] - one["true"]
        print(f"{error:+8.4f} ({one['low']:+.4f} to {one['high']:+.4f})  {one['axis']}, {one['data']}: {one['what']}")


def main(arguments: list[str] | None = None) -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy")
    parser.add_argument("--no-page", action="store_true", help="only print")
    chosen = parser.parse_args(arguments)
    folder = data_folder()
    if not folder.is_dir():
        print(f"skipped: no labelled data in {folder}; set PRODSHAPE_DATA to its folder")
        return 0
    found = result(folder, now=datetime.now(UTC))
    show(found)
    if not chosen.no_page:
        RESULT.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        PAGE.write_text(render(found), "utf-8")
        print(f"\nwritten: {PAGE.relative_to(ROOT)}, {RESULT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
