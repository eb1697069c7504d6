"""A small process that stops an embedded PostgreSQL when the process that used it was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PATIENCE_S = 2.0


class Guardian:
    """Waits beside one user of an embedded server; it holds nothing but the end of a pipe, which breaks with the user.

    It has a session of its own, so that neither Ctrl-C nor a closed terminal ends it.

    Args:
        data_dir: of the server.
    """

    def __init__(self, data_dir: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "service.store.guardian", str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """End it: its user has left in good order."""
        self._process.kill()
        self._process.communicate()


def main(data_dir: Path) -> None:
    """Wait for the end of the user, then stop its server unless others use it."""
    sys.stdin.buffer.read()
    from service.store.embedded import EmbeddedPostgres

    EmbeddedPostgres(data_dir).stop_for_the_killed(_PATIENCE_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
