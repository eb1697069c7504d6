"""Rows that are added to: lock those that exist, merge, write back or insert. The one way in which counts are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, column, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from prodshape.pane import Pane
from prodshape.sample import Sample
from service.store.tables import samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Table

RowKey = tuple[Any, ...]
"""The primary key of a row, in the order of its columns."""


def add_panes(conn: Connection, table: Table, added: Mapping[RowKey, Pane]) -> None:
    """Add panes to the rows of `panes`, `rollups` or `pane_totals`; a row that is not there is inserted.

    The caller makes sure that nobody else inserts the same keys: a checkpoint by the lock on the row of its
    partition, the folder by its advisory lock. Somebody may take rows out meanwhile.
    """
    stored = _lock(conn, table, table.c.counts, sorted(added))
    updates: dict[RowKey, dict[str, Any]] = {}
    inserts: dict[RowKey, dict[str, Any]] = {}
    for key in sorted(added):
        blob = stored.get(key)
        if blob is None:
            pane, rows = added[key], inserts
        else:
            pane, rows = Pane.from_bytes(blob), updates
            pane.merge(added[key])
        rows[key] = {"messages": pane.messages, "counts": pane.to_bytes()}
    _write(conn, table, updates, inserts)


def add_samples(conn: Connection, added: Mapping[RowKey, Sample]) -> None:
    """Merge samples into the rows of `samples`, likewise; a row that would not change is not written."""
    stored = _lock(conn, samples, samples.c.sample, sorted(added))
    updates: dict[RowKey, dict[str, Any]] = {}
    inserts: dict[RowKey, dict[str, Any]] = {}
    for key in sorted(added):
        blob = stored.get(key)
        if blob is None:
            inserts[key] = {"sample": added[key].to_bytes()}
            continue
        sample = Sample.from_bytes(blob)
        sample.merge(added[key])
        merged = sample.to_bytes()
        if merged != blob:
            updates[key] = {"sample": merged}
    _write(conn, samples, updates, inserts)


def remove(conn: Connection, table: Table, keys: Sequence[RowKey]) -> None:
    """Take out rows that this transaction has locked."""
    if keys:
        wanted = _rows(table, keys)
        conn.execute(delete(table).where(and_(*(one == wanted.c[one.name] for one in _key(table)))))


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _rows(table: Table, keys: Iterable[RowKey]) -> Any:
    """The keys as a table of values: one array per column, so that the statement is always the same."""
    columns = _key(table)
    arrays = [
        literal(list(values), ARRAY(one.type)) for one, values in zip(columns, zip(*keys, strict=True), strict=True)
    ]
    return func.unnest(*arrays).table_valued(*(column(one.name, one.type) for one in columns)).render_derived("wanted")


def _lock(conn: Connection, table: Table, blob: Column[Any], keys: Sequence[RowKey]) -> dict[RowKey, bytes]:
    """Lock those of the rows that exist, in the order of their keys as every writer does, and read them."""
    if not keys:
        return {}
    columns, wanted = _key(table), _rows(table, keys)
    query = (
        select(*columns, blob)
        .join(wanted, and_(*(one == wanted.c[one.name] for one in columns)))
        .order_by(*columns)
        .with_for_update(of=table)
    )
    return {tuple(row[:-1]): bytes(row[-1]) for row in conn.execute(query)}


def _write(
    conn: Connection,
    table: Table,
    updates: Mapping[RowKey, dict[str, Any]],
    inserts: Mapping[RowKey, dict[str, Any]],
) -> None:
    names = [one.name for one in _key(table)]
    if updates:
        this: list[ColumnElement[bool]] = [table.c[name] == bindparam(f"key_{name}") for name in names]
        first = next(iter(updates.values()))
        values: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in first}
        marked = [f"key_{name}" for name in names]
        conn.execute(
            update(table).where(*this).values(values),
            [dict(zip(marked, key, strict=True)) | row for key, row in updates.items()],
        )
    if inserts:
        conn.execute(insert(table), [dict(zip(names, key, strict=True)) | row for key, row in inserts.items()])
