"""The arrows between the packages hold, and the test that says so notices when they do not."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_spec = importlib.util.spec_from_file_location("architecture", Path(__file__).with_name("architecture.py"))
assert _spec is not None
assert _spec.loader is not None
architecture = importlib.util.module_from_spec(_spec)
sys.modules["architecture"] = architecture
_spec.loader.exec_module(architecture)


def test_nobody_imports_what_is_not_theirs() -> None:
    assert architecture.breaches(ROOT) == []


@pytest.mark.parametrize(
    ("path", "code", "rule"),
    [
        ("prodshape/x.py", "import sqlalchemy", "database"),
        ("prodshape/x.py", "def f():\n    from kafka import KafkaConsumer", "broker"),
        ("prodshape/x.py", "from service.store import database", "neither consumers nor service"),
        ("prodshape/x.py", "import river.sketch", "prodshape/sketches"),
        ("consumers/x.py", "from service import app", "only the store"),
        ("consumers/x.py", "import service.jobs.snapshot", "only the store"),
        ("service/x.py", "import consumers.loop", "never knows the consumers"),
        ("prodshape/axes/x.py", "from prodshape.axes.emoji import Emoji", "do not know each other"),
        ("prodshape/axes/x.py", "from . import emoji", "do not know each other"),
        ("service/x.py", "import os\nprint(os.environ['HOME'])", "only settings"),
        ("consumers/x.py", "from os import getenv", "only settings"),
    ],
)
def test_a_planted_breach_is_named(tmp_path: Path, path: str, code: str, rule: str) -> None:
    for package in architecture.PACKAGES:
        (tmp_path / package / "axes").mkdir(parents=True)
    target = tmp_path / path
    target.write_text(code)

    found = architecture.breaches(tmp_path)

    assert len(found) >= 1
    assert all(rule in sentence for sentence in found)
    assert target.stem in found[0]


@pytest.mark.parametrize("module", sorted(architecture.LIGHT))
def test_the_comparing_half_is_light(module: str) -> None:
    """A generation job that reads a fingerprint loads no sketch library, no codec and no server."""
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not architecture.HEAVY.intersection(loaded)
