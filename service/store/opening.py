"""From settings to a migrated database: the embedded server if no URL is set."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from prodshape.errors import UnavailableError
from service.store.database import is_outage, make_engine, upgrade
from service.store.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from service.store.settings import CommonSettings


@contextmanager
def open_store(
    settings: CommonSettings, *, application: str = "prodshape", migrate: bool = True, pool_size: int = 5
) -> Iterator[Engine]:
    """Give an engine on the configured database, and put everything away afterwards.

    Processes that share a data directory share its embedded server; the last one to leave stops it.

    Args:
        settings: says where the database is.
        application: what `pg_stat_activity` shows.
        migrate: bring the schema up to date first. Wrong for a process that must also start while Postgres is away.
        pool_size: connections kept.

    Raises:
        ConfigurationError: the URL or the data directory cannot be used.
        UnavailableError: the embedded server did not come up.
        sqlalchemy.exc.OperationalError: the database is away (only if `migrate`).
    """
    with ExitStack() as stack:
        if settings.database_url is not None:
            url = settings.database_url.get_secret_value()
        else:
            url = stack.enter_context(EmbeddedPostgres(settings.data_dir / "postgres")).url
        engine = make_engine(
            url,
            statement_timeout_s=settings.statement_timeout_s,
            connect_timeout_s=settings.connect_timeout_s,
            pool_size=pool_size,
            application=application,
        )
        stack.callback(engine.dispose)
        if migrate:
            upgrade(engine)
        yield engine


@contextmanager
def reached() -> Iterator[None]:
    """Turn an outage of the database into one sentence, for commands: nobody retries there.

    Raises:
        UnavailableError: the database is away.
    """
    try:
        yield
    except DBAPIError as error:
        if not is_outage(error):
            raise
        # The driver's own words name the host, never the password.
        said = " ".join(str(error.orig).split())
        raise UnavailableError(
            f"The database did not answer: {said}. See PRODSHAPE_DATABASE_URL and that PostgreSQL runs."
        ) from error
