"""What the code imports is declared, by the extra that installs it, and pinned: nothing hangs on what others bring."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = ("prodshape", "consumers", "service")
EXTRAS = {
    "prodshape": ("measure", "parquet", "tokens"),
    "consumers": ("consumer", "measure", "store", "demo"),
    "service": ("service", "measure", "store", "demo"),
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=~ ;]", requirement)[0]) for requirement in requirements} - {"prodshape"}


def imported(package: str) -> set[str]:
    found = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(OWN)


@pytest.mark.parametrize("package", OWN)
def test_every_import_is_declared(package: str) -> None:
    declared = named(PROJECT["dependencies"])
    for extra in EXTRAS[package]:
        declared |= named(PROJECT["optional-dependencies"][extra])
    installed = packages_distributions()
    used = {name: {normal(owner) for owner in installed[name]} for name in imported(package)}
    assert len(used) > 5
    assert {name for name, owners in used.items() if not owners & declared} == set()


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.lock", ("demo", "consumer", "service", "measure", "store", "parquet")),
        ("requirements-image.lock", ("consumer", "service", "measure", "store")),
    ],
)
def test_every_dependency_is_pinned(lock: str, extras: tuple[str, ...]) -> None:
    wanted = named(PROJECT["dependencies"])
    for extra in extras:
        wanted |= named(PROJECT["optional-dependencies"][extra])
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    assert wanted - pinned == set(), "run make lock"
