"""Engines, migrations, and what counts as an outage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, exc, make_url, text

from prodshape.errors import ConfigurationError

if TYPE_CHECKING:
    from sqlalchemy import Engine

UPGRADE_LOCK = 0x70726F6473680001
"""Advisory lock: two processes that start together must not migrate together."""

_RETRYABLE = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock detected
        "55P03",  # lock not available (lock_timeout)
        "57014",  # query cancelled (statement_timeout)
        "57P01",  # admin shutdown
        "57P02",  # crash shutdown
        "57P03",  # cannot connect now (starting up, in recovery)
        "53100",  # disk full
        "53200",  # out of memory
        "53300",  # too many connections
        "25P03",  # idle in transaction too long: we were frozen
        "25006",  # read-only: the primary has become a standby
    }
)


def make_engine(
    url: str,
    *,
    statement_timeout_s: float = 30.0,
    connect_timeout_s: int = 5,
    pool_size: int = 5,
    application: str = "prodshape",
) -> Engine:
    """Make an engine on psycopg 3; nothing connects yet.

    Every session speaks UTC. A session that sits inside an open transaction for longer than the
    statement time-out is ended by Postgres: a frozen process must not hold row locks that others wait for.

    Args:
        url: `postgresql://...`; the driver is chosen here.
        statement_timeout_s: longest a single statement may take, seconds.
        connect_timeout_s: longest a connection may take to come up, seconds.
        pool_size: connections kept; as many again may be opened for a moment.
        application: what `pg_stat_activity` shows.

    Raises:
        ConfigurationError: the URL is not one of Postgres.

    Example:
        >>> make_engine("postgresql://shape@db.example/shape").url.drivername
        'postgresql+psycopg'
    """
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        # The value stays out of the message: it may hold a password.
        raise ConfigurationError(
            "PRODSHAPE_DATABASE_URL must look like postgresql://user:password@host:5432/database, and it does not."
        ) from None
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise ConfigurationError(
            f"Prodshape stores its counts in PostgreSQL; PRODSHAPE_DATABASE_URL names {parsed.get_backend_name()!r}."
            " Give a postgresql:// URL, or none for the embedded server."
        )
    milliseconds = int(statement_timeout_s * 1000)
    options = (
        f"-c timezone=UTC -c statement_timeout={milliseconds} -c idle_in_transaction_session_timeout={milliseconds}"
        # The server, too, must notice a client that vanished, else its locks would stay for hours.
        " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
    )
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,  # an error text may reach a log, and parameters may be what somebody typed
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=connect_timeout_s * 2,
        connect_args={
            "connect_timeout": connect_timeout_s,
            "options": options,
            "application_name": application,
            "keepalives": 1,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": milliseconds + 5000,
        },
    )


def is_outage(error: BaseException) -> bool:
    """True if the same call may succeed later: the server is away, starting, full, or chose us as a deadlock's victim.

    After such an error in a checkpoint its outcome is unknown; a blind retry is safe, because one that was
    committed is refused as `Fenced`.
    """
    if isinstance(error, exc.TimeoutError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or (
        state in _RETRYABLE or (state or "").startswith("08")
        if state
        else isinstance(error, exc.OperationalError | exc.InterfaceError)
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the newest schema, in one transaction; a no-op if it is there already.

    Args:
        engine: the store.
        revision: an older schema to stop at; only tests of upgrading want one.

    Raises:
        ConfigurationError: a newer Prodshape has migrated this database.
    """
    config = _config()
    with engine.begin() as conn:
        conn.execute(text("SET LOCAL statement_timeout = 0"))
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        current = MigrationContext.configure(conn).get_current_revision()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise ConfigurationError(
                f"The database is at schema revision {current}, which this version of Prodshape does not know:"
                " a newer one has been here. Run that one, or restore a backup from before its migration."
            )
        config.attributes["connection"] = conn
        command.upgrade(config, revision)


def at_head(engine: Engine) -> bool:
    """True if the database has exactly the schema that this code expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as conn:
        return MigrationContext.configure(conn).get_current_revision() == head
