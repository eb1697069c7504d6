"""All accuracy benchmarks, one after the other: `python -m benchmarks.accuracy`."""

from __future__ import annotations

import runpy
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("*.py")):
    if path.stem not in {"__main__", "__init__", "labelled"}:
        print(f"\n== {path.stem}")
        runpy.run_module(f"benchmarks.accuracy.{path.stem}", run_name="__main__")
