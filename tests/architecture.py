"""The arrows of the house, read from the imports: who may know whom."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = ("prodshape", "consumers", "service")
EDGE_LIBRARIES = {
    "alembic",
    "apscheduler",
    "confluent_kafka",
    "fastapi",
    "kafka",
    "prometheus_client",
    "psycopg",
    "sqlalchemy",
}
FAMILIES = ("prodshape.axes", "prodshape.divergences", "prodshape.report", "service.routes", "service.jobs")
LIGHT = {
    *("prodshape", "prodshape.errors", "prodshape.fingerprint", "prodshape.comparison", "prodshape.client"),
    *("prodshape.divergences", "prodshape.report", "prodshape.gate_report", "prodshape.judging", "prodshape.cli"),
}
HEAVY = {"msgspec", "river", *EDGE_LIBRARIES}  # httpx itself loads zstandard where it is installed


@dataclass(frozen=True)
class Import:
    """One import statement: the file's module, the module it asks for, the line."""

    importer: str
    imported: str
    line: int


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(root: Path) -> Iterator[Import]:
    """Every import of every file of the three packages, those inside functions too."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            name = module_name(path, root)
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    for alias in node.names:
                        yield Import(name, alias.name, node.lineno)
                elif isinstance(node, ast.ImportFrom):
                    base = node.module or ""
                    if node.level:
                        here = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                        base = ".".join([*here[: len(here) - node.level + 1], *([base] if base else [])])
                    yield Import(name, base, node.lineno)
                    for alias in node.names:
                        yield Import(name, f"{base}.{alias.name}", node.lineno)


def environment_readers(root: Path) -> Iterator[Import]:
    """Files other than settings and __main__ that read the environment."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if path.stem in {"settings", "__main__"}:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                word = (
                    node.attr if isinstance(node, ast.Attribute) else node.name if isinstance(node, ast.alias) else ""
                )
                if word in {"environ", "getenv"} and isinstance(node, (ast.Attribute, ast.alias)):
                    yield Import(module_name(path, root), "the environment", node.lineno)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def breach(found: Import) -> str | None:
    """Which rule an import breaks, or None."""
    importer, imported = found.importer, found.imported
    top = imported.split(".")[0]
    library = within(importer, "prodshape")
    rules = {
        "the library knows neither consumers nor service": library and top in {"consumers", "service"},
        "the library knows no broker, database, web framework or scheduler": library and top in EDGE_LIBRARIES,
        "consumers know of service only the store": within(importer, "consumers")
        and within(imported, "service")
        and imported != "service"
        and not within(imported, "service.store"),
        "the service never knows the consumers": within(importer, "service") and top == "consumers",
        "River stays in prodshape/sketches": top == "river" and not within(importer, "prodshape.sketches"),
    }
    for family in FAMILIES:
        rules[f"files of {family} do not know each other"] = is_sibling(importer, imported, family)
    return next((rule for rule, broken in rules.items() if broken), None)


def is_sibling(importer: str, imported: str, family: str) -> bool:
    """Does one file of a folder import another one (not the folder's base, nor what the folder offers)?"""
    depth = len(family.split("."))
    mine, other = importer.split(".")[: depth + 1], imported.split(".")[: depth + 1]
    inside = within(importer, family) and within(imported, family) and len(mine) == len(other) == depth + 1
    return inside and mine != other and other[-1] != "base" and is_member(imported, family)


def is_member(imported: str, family: str) -> bool:
    """Is this one of the folder's modules (and not a name that its __init__ or base offers)?"""
    import importlib.util

    name = ".".join(imported.split(".")[: len(family.split(".")) + 1])
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def breaches(root: Path) -> list[str]:
    """All breaches as sentences: file, line, rule."""
    found = [
        f"{item.importer}:{item.line} imports {item.imported}: {rule}"
        for item in imports(root)
        if (rule := breach(item)) is not None
    ]
    found += [
        f"{item.importer}:{item.line} reads the environment: only settings and __main__ may"
        for item in environment_readers(root)
    ]
    return sorted(set(found))
