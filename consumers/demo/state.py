"""What the demo remembers from one start to the next, beside the database."""

from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class DemoState:
    """Where the demo stands.

    Attributes:
        starts: how often it was started.
        topics: one per start; the embedded broker forgets its log, so that no topic outlives a start.
        played_ms: event time up to which messages were sent; None before the first.
        released_ms: event time of the release of the new app; None before it.
        rows: rows of the user's own file that were sent.
    """

    starts: int = 0
    topics: list[str] = field(default_factory=list)
    played_ms: int | None = None
    released_ms: int | None = None
    rows: int = 0

    @classmethod
    def load(cls, folder: Path) -> DemoState:
        """Read the state; a new one if there is none.

        Raises:
            InputError: the file is damaged.
        """
        path = folder / "state.json"
        if not path.exists():
            return cls()
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise InputError(
                f"{path} must be what the demo wrote, but {error}: delete the folder to begin anew."
            ) from None

    def save(self, folder: Path) -> None:
        """Write the state, whole or not at all."""
        part = folder / "state.json.part"
        part.write_text(json.dumps(asdict(self)), encoding="utf-8")
        part.replace(folder / "state.json")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second demo out of the same folder; the lock ends with the process.

    Raises:
        InputError: another demo runs there, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "demo.lock").open("ab")
    except OSError as error:
        raise InputError(
            f"The demo must write to its folder {folder}, and cannot ({error.strerror}): choose another one by --state."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"Another demo runs in {folder}: end it, or choose another folder by --state.") from None
        yield
