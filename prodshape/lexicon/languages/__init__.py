"""The languages beside English that have a lexicon: one file of this folder each, found by looking."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodshape.lexicon.languages.base import Lexicon


@cache
def lexicons() -> dict[str, Lexicon]:
    """Every lexicon by the code of its language, read once per process.

    Example:
        >>> lexicons()["es"].code
        'es'
    """
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__) if info.name != "base")
    found = [module.LEXICON for module in modules]
    return {lexicon.code: lexicon for lexicon in sorted(found)}
