"""The secret under which an installation hashes its authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from service.store.tables import installation

if TYPE_CHECKING:
    from pydantic import SecretStr
    from sqlalchemy import Engine


def secret(engine: Engine, configured: SecretStr | None = None) -> bytes:
    """Give the secret: the configured one, else the one that the first migration made.

    Args:
        engine: a migrated database.
        configured: `settings.secret`.
    """
    if configured is not None:
        return configured.get_secret_value().encode()
    with engine.connect() as conn:
        stored: bytes = conn.execute(select(installation.c.secret)).scalar_one()
    return bytes(stored)
