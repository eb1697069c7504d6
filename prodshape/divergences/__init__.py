"""Measures of distance between two distributions: one file each, found by being here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from prodshape.divergences.base import Divergence

_NOT_DIVERGENCES = {"base"}


@cache
def all_divergences() -> dict[str, Divergence]:
    """Every divergence by name, in alphabetical order; each file of this folder defines exactly one.

    Raises:
        TypeError: a file defines no divergence, more than one, or one that is not named after its file.

    Example:
        >>> [*all_divergences()]
        ['jensen_shannon', 'population_stability_index', 'wasserstein']
    """
    found: dict[str, Divergence] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        if info.name in _NOT_DIVERGENCES:
            continue
        module = import_module(f"{__name__}.{info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Divergence) and value.__module__ == module.__name__
        ]
        if len(classes) != 1 or classes[0].name != info.name:
            raise TypeError(
                f"prodshape/divergences/{info.name}.py must define exactly one divergence, named {info.name!r}."
            )
        found[info.name] = classes[0]()
    return found
