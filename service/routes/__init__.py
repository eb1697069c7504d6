"""The endpoints: one file per group, found by being here; each defines `router`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def all_routers() -> dict[str, APIRouter]:
    """Every router by the name of its file, in alphabetical order.

    Raises:
        TypeError: a file of this folder defines no `router`.

    Example:
        >>> "health" in all_routers()
        True
    """
    found: dict[str, APIRouter] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        router = getattr(import_module(f"{__name__}.{info.name}"), "router", None)
        if not isinstance(router, APIRouter):
            raise TypeError(f"service/routes/{info.name}.py must define `router`, a fastapi.APIRouter.")
        found[info.name] = router
    return found
