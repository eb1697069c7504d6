"""The command `prodshape`: one command, one file of this folder or of the packages that join in; found by being here."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NoReturn

import typer

from prodshape.errors import ProdshapeError
from prodshape.extras import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENTRY_POINTS = "prodshape.commands"
"""Packages named under this group of entry points bring commands too."""

INPUT_ERROR = 3
"""Exit code where the input, a setting or a service is not as it should be; the reason stands on stderr."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_COMMANDS = {"settings"}  # and names that begin with an underscore


def build(packages: Iterable[str] | None = None) -> typer.Typer:
    """Assemble the application from packages of commands.

    A module either defines `command`, a function that becomes the command named after the file
    (`accept_topic.py`: `accept-topic`), or `app`, a `typer.Typer` that becomes a group of commands.

    Args:
        packages: names of packages; by default this one and those that `prodshape.commands` names.

    Raises:
        TypeError: a module defines neither, or two modules define the same command.
    """
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="The shape of what users really type: measured live, versioned, compared with training data.",
    )
    app.callback()(_root)
    origins: dict[str, str] = {}
    for package in _packages() if packages is None else packages:
        for module_name in _modules(package):
            name = module_name.rpartition(".")[2].replace("_", "-")
            if name in origins:
                raise TypeError(f"{module_name} and {origins[name]} both define the command {name!r}: rename one.")
            origins[name] = module_name
            _add(app, name, module_name)
    return app


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; an error that we raise on purpose, or of usage, becomes one sentence and exit code 3."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        try:
            build()(args=given, prog_name="prodshape")
        finally:
            sys.stdout.flush()
    except SystemExit as ending:
        # Typer has told what is wrong with the options, and ends with 2, which `gate` has another meaning for.
        if not hasattr(ending.__context__, "format_message"):
            raise
    except OSError as error:
        if error.errno not in {errno.EPIPE, *_NO_ROOM}:
            raise
        drop_output()
        if error.errno == errno.EPIPE:  # whoever read has read enough
            sys.exit(1)
        print(
            f"prodshape: The output cannot be written to its end: {error.strerror}. Make room or choose another place.",
            file=sys.stderr,
        )
    except ProdshapeError as error:
        print(f"prodshape: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        sentence = missing(error, "This command", _extra(given[0] if given else ""))
        if sentence is None:
            raise
        print(f"prodshape: {sentence}", file=sys.stderr)
    sys.exit(INPUT_ERROR)


def drop_output() -> None:
    """Write no more to a standard output that takes nothing: what is in the buffer cannot be written at the end either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _extra(command: str) -> str | None:
    """Find the extra that brings all a command needs: `EXTRA` of its module, else of its package."""
    for package in _packages():
        for module_name in _modules(package):
            if module_name.rpartition(".")[2].replace("_", "-") == command:
                found: str | None = getattr(import_module(module_name), "EXTRA", None)
                return found or getattr(import_module(package), "EXTRA", None)
    return None


def _root() -> None:
    """Keep `prodshape COMMAND` a group even if it should have one command only."""


def _packages() -> list[str]:
    others = sorted(entry.value for entry in entry_points(group=ENTRY_POINTS))
    return [__name__, *(name for name in others if _exists(name))]


def _exists(package: str) -> bool:
    """Say if a package is installed: the library can be installed without the other two."""
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def _modules(package: str) -> list[str]:
    path = import_module(package).__path__
    names = sorted(info.name for info in iter_modules(path))
    return [f"{package}.{name}" for name in names if name not in _NOT_COMMANDS and not name.startswith("_")]


def _add(app: typer.Typer, name: str, module_name: str) -> None:
    module = import_module(module_name)
    command, group = getattr(module, "command", None), getattr(module, "app", None)
    if callable(command):
        app.command(name)(command)
    elif isinstance(group, typer.Typer):
        app.add_typer(group, name=name)
    else:
        raise TypeError(f"{module_name} must define `command`, a function, or `app`, a typer.Typer.")
