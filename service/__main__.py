"""`python -m service`: keep and show."""

from __future__ import annotations

import sys

from prodshape.extras import missing

WRONG_SETTINGS = 3


def main() -> int:
    """Run the process; gives its exit code, 3 too if a package is missing."""
    try:
        from service.process import main as run
    except ModuleNotFoundError as error:
        sentence = missing(error, "The service", "service")
        if sentence is None:
            raise
        sys.stderr.write(f"prodshape service: {sentence}\n")
        return WRONG_SETTINGS
    return run()


if __name__ == "__main__":
    sys.exit(main())
