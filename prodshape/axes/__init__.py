"""The axes: one file each, found by being here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from prodshape.audience import ENGLISH, Audience
from prodshape.axes.base import Axis

_NOT_AXES = {"base"}


@cache
def all_axes(audience: Audience = ENGLISH) -> dict[str, Axis]:
    """Every axis by name, in alphabetical order; each file of this folder defines exactly one.

    Args:
        audience: what is known of the stream; axes that it does not concern are the same for all.

    Raises:
        TypeError: a file defines no axis, more than one, or one that is not named after its file.

    Example:
        >>> "typos" in all_axes()
        True
        >>> all_axes(Audience(("en", "es")))["code_switching"].grid.names
        ('none', 'unknown', 'no words', 'en+es', 'other')
    """
    if audience != ENGLISH:
        return {name: axis.suited_to(audience) for name, axis in all_axes().items()}
    found: dict[str, Axis] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        if info.name in _NOT_AXES:
            continue
        module = import_module(f"{__name__}.{info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Axis) and value.__module__ == module.__name__
        ]
        if len(classes) != 1 or classes[0].name != info.name:
            msg = f"prodshape/axes/{info.name}.py must define exactly one axis, named {info.name!r}."
            raise TypeError(msg)
        found[info.name] = classes[0]()
    return found
