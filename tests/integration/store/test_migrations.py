from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from prodshape.errors import ConfigurationError
from service.store.database import at_head, make_engine, upgrade
from service.store.installation import secret
from service.store.partitions import load_partitions
from service.store.progress import read_progress
from service.store.tables import BLOBS, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def empty(empty_postgres_url: str) -> Iterator[Engine]:
    made = make_engine(empty_postgres_url)
    yield made
    made.dispose()


def test_an_empty_database_is_brought_to_the_newest_schema_and_stays_there(empty: Engine) -> None:
    assert not at_head(empty)
    upgrade(empty)
    assert at_head(empty)
    made = secret(empty)
    upgrade(empty)
    assert at_head(empty)
    assert secret(empty) == made


def test_a_database_of_the_first_schema_is_brought_up_with_all_that_was_counted_in_it(empty: Engine) -> None:
    upgrade(empty, "0001")
    assert not at_head(empty)
    with empty.begin() as conn:
        conn.execute(text("INSERT INTO streams (stream) VALUES ('default')"))
        conn.execute(
            text(
                "INSERT INTO topics (stream, topic, policy, registered_at) VALUES ('default', 'chat', 'latest', now())"
            )
        )
        conn.execute(
            text(
                "INSERT INTO partitions (stream, topic, partition, next_offset, records, messages, clock_skew, watermark)"
                " VALUES ('default', 'chat', 0, 42, 30, 30, 2, '2026-05-14T12:00Z')"
            )
        )
    made = secret(empty)

    upgrade(empty)

    assert at_head(empty)
    assert secret(empty) == made
    with empty.connect() as conn:
        progress = read_progress(conn)["default"]
        assert (progress.partitions, progress.records, progress.messages) == (1, 30, 30)
        assert (progress.clock_skew, progress.time_missing) == (2, 0)
        assert progress.watermark is not None, "no topic is retired by a migration"
        assert [row.next_offset for row in load_partitions(conn)] == [42]
        context = MigrationContext.configure(
            conn, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        assert compare_metadata(context, metadata) == []


def test_migrations_and_tables_say_the_same(engine: Engine) -> None:
    with engine.connect() as conn:
        context = MigrationContext.configure(
            conn, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        assert compare_metadata(context, metadata) == []


def test_the_comparison_of_migrations_and_tables_sees_a_difference(engine: Engine) -> None:
    with engine.begin() as conn:
        conn.execute(text("ALTER TABLE gaps DROP COLUMN reason"))
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) != []


def test_blobs_are_stored_without_a_second_compression(engine: Engine) -> None:
    with engine.connect() as conn:
        rows = conn.execute(
            text(
                "SELECT c.relname, a.attname, a.attstorage FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                " WHERE c.relnamespace = 'public'::regnamespace AND a.atttypid = 'bytea'::regtype AND c.relkind = 'r'"
            )
        )
        storage = {(table, column): kind for table, column, kind in rows}
    storage.pop(("installation", "secret"))
    assert storage == dict.fromkeys(BLOBS, "e")


def test_a_database_of_a_newer_prodshape_is_left_alone(engine: Engine) -> None:
    with engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="revision 9999"):
        upgrade(engine)
    assert not at_head(engine)
