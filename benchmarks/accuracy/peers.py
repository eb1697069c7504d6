"""Ask another library about the same rows, in the environment where it is installed."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


class Answers(NamedTuple):
    """What a library said: its version, microseconds a message (words and models in memory), one answer per text."""

    version: str
    us: float
    answers: list[Any]


def python() -> Path:
    """The interpreter that has the libraries: PRODSHAPE_BENCH_PYTHON, else that of `.venv-bench`."""
    return Path(os.environ.get("PRODSHAPE_BENCH_PYTHON", ROOT / ".venv-bench/bin/python"))


@cache
def _absent() -> str | None:
    if python().exists():
        return None
    said = f"The other libraries are not compared: there is no {python()}; `make bench-axes` installs them."
    print(said)
    return said


def ask(name: str, texts: Sequence[Any]) -> Answers | None:
    """Ask a library (a file of `benchmarks/peers`) about texts, or about what its file takes instead; None, and a sentence, where it is not installed."""
    if _absent() is not None:
        return None
    command = [str(python()), "-m", "benchmarks.peers", name]
    given = json.dumps(list(texts))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    if ended.returncode != 0:
        print(f"{name} is left out: {(ended.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        return None
    said = json.loads(ended.stdout)
    return Answers(said["version"], 1e6 * said["seconds"] / max(1, len(texts)), said["answers"])
