"""One leader among all instances of the service, by an advisory lock of Postgres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

LEADER_LOCK = 0x70726F6473680002

SILENCE_S = 30.0
"""A leader that asks for nothing for so long is frozen: Postgres ends its session, seconds."""

_HELD = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND ((classid::bigint << 32) | objid::bigint) = :key AND objsubid = 1)"
)

_END_IF_IDLE = text(
    "SELECT set_config(name, :milliseconds, false) FROM pg_settings WHERE name = 'idle_session_timeout'"
)


class Leadership:
    """The right to run jobs, bound to one session of Postgres: it ends with the session, however that ends.

    The session is a connection of its own, outside of any pool; a pooler between us and Postgres must
    keep sessions (PgBouncer: pool mode `session`).

    Args:
        engine: of the store.
        key: the lock; one per kind of leader.
        silence_s: leadership ends if `ensure` is not called for so long, seconds. A process that is stopped or swapped
            out keeps its connection alive: without this it would lead for ever and do nothing. Postgres 13 cannot do it.
    """

    def __init__(self, engine: Engine, *, key: int = LEADER_LOCK, silence_s: float = SILENCE_S) -> None:
        self._engine = engine
        self._key = key
        self._silence_ms = int(silence_s * 1000)
        self._session: Connection | None = None

    def ensure(self) -> bool:
        """True if this instance leads: Postgres was asked just now. Tries to become the leader if it is not.

        A server that is away is no error here: nobody leads then, as far as we can know.
        """
        try:
            if self._session is not None and self._session.scalar(_HELD, {"key": self._key}):
                return True
            self.resign()
            self._session = self._open()
            taken = bool(self._session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}))
        except SQLAlchemyError:
            self.resign()
            return False
        if not taken:
            self.resign()
        return taken

    def resign(self) -> None:
        """Give the lock up, if it is held; safe to call at any time."""
        session, self._session = self._session, None
        if session is None:
            return
        try:
            session.close()
        except SQLAlchemyError:
            session.invalidate()

    def _open(self) -> Connection:
        session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Out of the pool: closing it ends the session, and with it the lock.
        session.detach()
        session.execute(_END_IF_IDLE, {"milliseconds": str(self._silence_ms)})
        return session
