"""The versions of each stream's contract, and which of them verdicts are given by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from prodshape.contract import Contract
from service.store.errors import UnknownRow
from service.store.tables import contract_activations, contracts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine, RowMapping

CONTRACT_LOCK = 0x70726F66


@dataclass(frozen=True)
class ContractVersion:
    """A version of a stream's contract.

    Attributes:
        stream: whose verdicts are given by it.
        version: counted from 1 in each stream.
        contract: what is agreed.
        yaml: the file as it was pushed, with its comments.
        pushed_at: when.
        pushed_by: who.
        why: of the push.
    """

    stream: str
    version: int
    contract: Contract
    yaml: str
    pushed_at: datetime
    pushed_by: str
    why: str


@dataclass(frozen=True)
class Activation:
    """A switch of the active version."""

    version: int
    activated_at: datetime
    who: str
    why: str


_COLUMNS = (
    contracts.c.stream,
    contracts.c.version,
    contracts.c.document,
    contracts.c.yaml,
    contracts.c.pushed_at,
    contracts.c.pushed_by,
    contracts.c.why,
)


def push_contract(
    engine: Engine, stream: str, yaml: str, *, who: str, why: str, now: datetime, activate: bool = True
) -> ContractVersion:
    """Keep a contract as the next version of its stream.

    One that is agreed already, by its digest, makes no version: it is found again, and its comments stay as they were.
    The same push twice changes nothing, nor does an activation of what is active.

    Raises:
        InputError: the YAML is no contract.
    """
    contract = Contract.loads(yaml)
    with engine.begin() as conn:
        _lock(conn, stream)
        known = conn.execute(
            select(contracts.c.version).where(contracts.c.stream == stream, contracts.c.digest == contract.digest)
        ).scalar()
        if known is None:
            newest = conn.execute(select(func.max(contracts.c.version)).where(contracts.c.stream == stream)).scalar()
            known = (newest or 0) + 1
            conn.execute(
                insert(contracts).values(
                    stream=stream,
                    version=known,
                    name=contract.name,
                    digest=contract.digest,
                    document=contract.model_dump(mode="json", exclude_none=True),
                    yaml=yaml,
                    pushed_at=now,
                    pushed_by=who,
                    why=why,
                )
            )
        if activate:
            _activate(conn, stream, known, who=who, why=why, now=now)
        return get_contract(conn, stream, known)


def activate_contract(engine: Engine, stream: str, version: int, *, who: str, why: str, now: datetime) -> Activation:
    """Give verdicts by a version from now on; an earlier one again is how to go back.

    Returns:
        The newest switch: an earlier one, if the version was active before.

    Raises:
        UnknownRow: the stream has no such version.
    """
    with engine.begin() as conn:
        _lock(conn, stream)
        get_contract(conn, stream, version)
        _activate(conn, stream, version, who=who, why=why, now=now)
        return contract_activations_of(conn, stream, limit=1)[0]


def get_contract(conn: Connection, stream: str, version: int) -> ContractVersion:
    """One version.

    Raises:
        UnknownRow: the stream has no such version.
    """
    row = (
        conn.execute(select(*_COLUMNS).where(contracts.c.stream == stream, contracts.c.version == version))
        .mappings()
        .first()
    )
    if row is None:
        raise UnknownRow(
            f"The stream {stream!r} has no contract version {version}; `prodshape contract list` shows those there are."
        )
    return _version(row)


def list_contracts(
    conn: Connection, stream: str, *, limit: int | None = None, before: int | None = None
) -> list[ContractVersion]:
    """The versions of a stream, the newest first; with `before` only those with a smaller number."""
    query = select(*_COLUMNS).where(contracts.c.stream == stream).order_by(contracts.c.version.desc()).limit(limit)
    rows = conn.execute(query if before is None else query.where(contracts.c.version < before)).mappings()
    return [_version(row) for row in rows]


def active_contract(conn: Connection, stream: str) -> ContractVersion | None:
    """The version that verdicts are given by now, None if none was ever made active."""
    newest = next(iter(contract_activations_of(conn, stream, limit=1)), None)
    return None if newest is None else get_contract(conn, stream, newest.version)


def contract_activations_of(conn: Connection, stream: str, *, limit: int = 100) -> list[Activation]:
    """Who made which version active, when and why; the latest first."""
    columns = contract_activations.c
    rows = conn.execute(
        select(columns.version, columns.activated_at, columns.who, columns.why)
        .where(columns.stream == stream)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    return [Activation(*row) for row in rows]


def _lock(conn: Connection, stream: str) -> None:
    """Let others wait who push or switch in the same stream: numbers have no holes, and histories one order."""
    conn.execute(
        text("SELECT pg_advisory_xact_lock(:kind, hashtext(:stream))"), {"kind": CONTRACT_LOCK, "stream": stream}
    )


def _activate(conn: Connection, stream: str, version: int, *, who: str, why: str, now: datetime) -> None:
    newest = next(iter(contract_activations_of(conn, stream, limit=1)), None)
    if newest is None or newest.version != version:
        conn.execute(
            insert(contract_activations).values(stream=stream, version=version, activated_at=now, who=who, why=why)
        )


def _version(row: RowMapping) -> ContractVersion:
    document = Contract.model_validate(row["document"])
    return ContractVersion(**{name: value for name, value in row.items() if name != "document"}, contract=document)
