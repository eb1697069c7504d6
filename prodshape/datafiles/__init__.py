"""Data files: one format, one file of this folder; found by being here."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from prodshape.datafiles.base import DataFormat, Fields
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

STANDARD_INPUT = "-"

_NOT_FORMATS = {"base", "dotted", "lines"}
_FOREIGN = {
    b"\x1f\x8b\x08": "gzip-compressed: unpack it first (gunzip)",
    b"\x28\xb5\x2f\xfd": "zstd-compressed: unpack it first (unzstd)",
    b"PK\x03\x04": "a ZIP archive or an Excel workbook: save its rows as CSV in UTF-8",
    b"PAR1": "Parquet: say --format parquet or name it .parquet",
}
_HEAD = 512


@cache
def all_formats() -> dict[str, type[DataFormat]]:
    """Every format by name, in alphabetical order.

    Raises:
        TypeError: a file defines no format, more than one, or one that is not named after its file.

    Example:
        >>> list(all_formats())
        ['csv', 'jsonl', 'parquet', 'txt']
    """
    found: dict[str, type[DataFormat]] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        if info.name in _NOT_FORMATS:
            continue
        module = import_module(f"{__name__}.{info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, DataFormat) and value.__module__ == module.__name__
        ]
        if len(classes) != 1 or classes[0].name != info.name:
            raise TypeError(f"prodshape/datafiles/{info.name}.py must define exactly one format, named {info.name!r}.")
        found[info.name] = classes[0]
    return found


def choose_format(path: str, fields: Fields, name: str | None = None) -> DataFormat:
    """Choose the format by its name, else by the ending of the path; standard input is JSON Lines.

    Raises:
        InputError: neither tells the format, or fields were asked for in a file that has none.

    Example:
        >>> choose_format("train.csv", Fields("prompt")).name
        'csv'
    """
    formats = all_formats()
    if name is not None and name not in formats:
        raise InputError(f"A format is one of {', '.join(formats)}, got {name!r}.")
    if name is None and path == STANDARD_INPUT:
        name = "jsonl"
    if name is None:
        suffix = Path(path).suffix.lower()
        by_suffix = {ending: found.name for found in formats.values() for ending in found.suffixes}
        if suffix not in by_suffix and Path(path).is_dir():
            raise _folder(path)
        if suffix not in by_suffix:
            endings = ", ".join(sorted(by_suffix))
            raise InputError(f"A data file ends in one of {endings}, got {path!r}: rename it or say --format.")
        name = by_suffix[suffix]
    chosen = formats[name]
    if not chosen.structured and (fields.author or fields.conversation):
        asked = fields.author or fields.conversation
        raise InputError(f"A {name} file has one text a line and no fields, so there is no {asked!r}: use JSON Lines.")
    return chosen(fields, path=path)


@contextmanager
def open_data(data_format: DataFormat) -> Iterator[BinaryIO]:
    """Open the file of a format, or standard input for `-`, for reading bytes.

    Raises:
        InputError: it is not there, not a file, not readable, or clearly not a text or Parquet file.
    """
    path = data_format.path
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - the with below closes it; only opening is under this try
    except FileNotFoundError:
        raise InputError(f"There is no file {path!r}: check the path.") from None
    except IsADirectoryError:
        raise _folder(path) from None
    except OSError as error:
        raise InputError(f"{path!r} cannot be read: {error.strerror}.") from None
    with stream:
        if stream.seekable():
            _check_head(data_format, stream.read(_HEAD))
            stream.seek(0)
        yield stream


def _folder(path: str) -> InputError:
    return InputError(f"{path!r} is a folder: give one data file.")


def _check_head(data_format: DataFormat, head: bytes) -> None:
    for magic, what in _FOREIGN.items():
        if head.startswith(magic) and magic != data_format.magic:
            raise InputError(f"{data_format.path} was to be read as {data_format.name}, but it is {what}.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and head.count(0) * 4 > len(head):
        raise InputError(f"A data file is UTF-8, but {data_format.path} is UTF-16: save it as UTF-8 and try again.")
