"""Write a file whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8: a file is replaced at once and in whole, through a link too; a pipe or device is written to.

    Raises:
        InputError: the folder or the file cannot be written; what was there before is still there.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        target = path.resolve()
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be written: {error.strerror}. Choose another by -o.") from error
