"""`prodshape migrate`: bring the database to the schema of this version."""

from __future__ import annotations

import sys


def command() -> None:
    """Create or update the tables; does nothing if they are as they should be. Run it before a new version starts."""
    from service.settings import load_settings
    from service.store.database import at_head, upgrade
    from service.store.opening import open_store, reached

    with reached(), open_store(load_settings(), application="prodshape migrate", migrate=False) as engine:
        before = at_head(engine)
        upgrade(engine)
    print("The schema was up to date." if before else "The schema is now up to date.", file=sys.stderr)
