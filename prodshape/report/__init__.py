"""Reports of a gate: one file per format, all of the same contents; found by being here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from prodshape.errors import InputError
from prodshape.report.base import Format

_NOT_FORMATS = {"base"}


@cache
def all_formats() -> dict[str, Format]:
    """Every format by name, in alphabetical order; each file of this folder defines exactly one.

    Raises:
        TypeError: a file defines no format, more than one, or one that is not named after its file; or two take one suffix.

    Example:
        >>> {name: found.suffix for name, found in all_formats().items()}
        {'html': '.html', 'json': '.json', 'junit': '.xml', 'markdown': '.md'}
    """
    found: dict[str, Format] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        if info.name in _NOT_FORMATS:
            continue
        module = import_module(f"{__name__}.{info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Format) and value.__module__ == module.__name__
        ]
        if len(classes) != 1 or classes[0].name != info.name:
            raise TypeError(f"prodshape/report/{info.name}.py must define exactly one format, named {info.name!r}.")
        found[info.name] = classes[0]()
    if len({one.suffix for one in found.values()}) < len(found):
        raise TypeError("Two formats of prodshape/report take the same suffix: change one.")
    return found


def format_for(path: str) -> Format:
    """Choose the format by the ending of a file's name.

    Raises:
        InputError: no format has this ending.

    Example:
        >>> format_for("out/gate.xml").name
        'junit'
    """
    chosen = next((one for one in all_formats().values() if path.lower().endswith(one.suffix)), None)
    if chosen is None:
        known = ", ".join(f"{one.suffix} ({name})" for name, one in all_formats().items())
        raise InputError(f"The name of a report says its format, got {path!r}; there are: {known}.")
    return chosen
