"""Training sets that are known by their fingerprints, which of them is in use, and what drift is measured from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text, update

from prodshape.errors import InputError
from service.store.documents import pack, unpack
from service.store.errors import UnknownRow
from service.store.fingerprints import get_version
from service.store.tables import baseline_changes, dataset_activations, datasets, fingerprints

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from prodshape.fingerprint import Fingerprint

REGISTER_LOCK = 0x70726F65

SYSTEM = "prodshape"
"""Who moves a baseline when nobody does: the rule of the first complete version."""


@dataclass(frozen=True)
class Dataset:
    """A registered training set.

    Attributes:
        id: given at registration.
        stream: whose production it is compared with.
        name: what people call it.
        revision: of it.
        teacher: the model that wrote it, if it was said.
        digest: of its fingerprint.
        messages: rows that were measured.
        registered_at: when.
        registered_by: who.
        built_against: the version that it was built against, as said or found at first.
        baseline: the version that drift is measured from; None until there is a fit one.
    """

    id: int
    stream: str
    name: str
    revision: str
    teacher: str | None
    digest: str
    messages: int
    registered_at: datetime
    registered_by: str
    built_against: int | None
    baseline: int | None


@dataclass(frozen=True)
class Activation:
    """A switch of the active dataset."""

    dataset: int
    activated_at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class BaselineChange:
    """A move of a dataset's baseline."""

    previous: int | None
    version: int
    changed_at: datetime
    who: str
    reason: str


_COLUMNS = [column for column in datasets.c if column.name != "document"]


def register(
    engine: Engine,
    stream: str,
    fingerprint: Fingerprint,
    *,
    name: str,
    revision: str,
    who: str,
    now: datetime,
    minimum_n: int,
    teacher: str | None = None,
    built_against: int | None = None,
) -> Dataset:
    """Register a dataset by its fingerprint. The same again changes nothing and gives the same dataset.

    Its baseline is the version it was built against: as said, else the newest that has at least `minimum_n`
    messages; if there is none, the first complete one that will have (see `adopt_baseline`).

    Raises:
        InputError: not a fingerprint of a dataset with all parts, its digest is wrong, or this name and revision
            belong to another digest.
        UnknownRow: there is no version `built_against`.
    """
    if fingerprint.kind != "dataset":
        raise InputError("A dataset is registered by its own fingerprint, this one is of production: measure the file.")
    fingerprint.verify()
    with engine.begin() as conn:
        # Of two that register the same at once, the second waits and then finds it.
        conn.execute(
            text("SELECT pg_advisory_xact_lock(:kind, hashtext(:what))"),
            {"kind": REGISTER_LOCK, "what": f"{stream}/{name}/{revision}"},
        )
        known = conn.execute(
            select(*_COLUMNS).where(
                datasets.c.stream == stream, datasets.c.name == name, datasets.c.revision == revision
            )
        ).first()
        if known is not None:
            if known.digest == fingerprint.digest:
                return Dataset(*known)
            raise InputError(
                f"A revision of a dataset never changes: {name} {revision} is registered with the digest"
                f" {known.digest}, this is {fingerprint.digest}. Give it another revision."
            )
        reason = "built against it, as said at registration"
        if built_against is not None:
            get_version(conn, stream, built_against)
        else:
            reason = f"the newest version with at least {minimum_n} messages at registration"
            built_against = conn.execute(
                select(fingerprints.c.version)
                .where(fingerprints.c.stream == stream, fingerprints.c.messages >= minimum_n)
                .order_by(fingerprints.c.window_end.desc(), fingerprints.c.version.desc())
                .limit(1)
            ).scalar()
        row = conn.execute(
            insert(datasets)
            .values(
                stream=stream,
                name=name,
                revision=revision,
                teacher=teacher,
                digest=fingerprint.digest,
                messages=fingerprint.messages,
                registered_at=now,
                registered_by=who,
                document=pack(fingerprint.dumps()),
            )
            .returning(datasets.c.id)
        ).one()
        if built_against is not None:
            _move(conn, get_dataset(conn, row.id), built_against, reason=reason, who=who, now=now)
            conn.execute(update(datasets).where(datasets.c.id == row.id).values(built_against=built_against))
        return get_dataset(conn, row.id)


def get_dataset(conn: Connection, dataset: int) -> Dataset:
    """One dataset.

    Raises:
        UnknownRow: there is none with this id.
    """
    row = conn.execute(select(*_COLUMNS).where(datasets.c.id == dataset)).first()
    if row is None:
        raise UnknownRow(f"There is no dataset {dataset}; `prodshape dataset list` shows those that are registered.")
    return Dataset(*row)


def list_datasets(
    conn: Connection, stream: str, *, limit: int | None = None, before: int | None = None
) -> list[Dataset]:
    """The datasets of a stream, the newest first; with `before` only those with a smaller id."""
    query = select(*_COLUMNS).where(datasets.c.stream == stream).order_by(datasets.c.id.desc()).limit(limit)
    rows = conn.execute(query if before is None else query.where(datasets.c.id < before))
    return [Dataset(*row) for row in rows]


def load_dataset_fingerprint(conn: Connection, dataset: int) -> str:
    """The JSON text of a dataset's fingerprint, with all parts.

    Raises:
        UnknownRow: there is none with this id.
    """
    blob = conn.execute(select(datasets.c.document).where(datasets.c.id == dataset)).scalar()
    if blob is None:
        get_dataset(conn, dataset)
    return unpack(bytes(blob or b""))


def activate(engine: Engine, stream: str, dataset: int, *, who: str, why: str, now: datetime) -> Activation:
    """Make a dataset the active one of its stream; making an earlier one active again is how to go back.

    Raises:
        UnknownRow: the stream has no such dataset.
    """
    with engine.begin() as conn:
        found = get_dataset(conn, dataset)
        if found.stream != stream:
            raise UnknownRow(f"Dataset {dataset} belongs to stream {found.stream}, not to {stream}.")
        conn.execute(
            insert(dataset_activations).values(stream=stream, dataset=dataset, activated_at=now, who=who, why=why)
        )
    return Activation(dataset, now, who, why)


def active_dataset(conn: Connection, stream: str) -> Dataset | None:
    """The dataset that is in use now, None if none was ever made active."""
    row = conn.execute(
        select(*_COLUMNS)
        .join(dataset_activations, dataset_activations.c.dataset == datasets.c.id)
        .where(dataset_activations.c.stream == stream)
        .order_by(dataset_activations.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Dataset(*row)


def activations(conn: Connection, stream: str, *, limit: int = 100) -> list[Activation]:
    """Who made which dataset active, when and why; the latest first."""
    columns = dataset_activations.c
    rows = conn.execute(
        select(columns.dataset, columns.activated_at, columns.who, columns.why)
        .where(columns.stream == stream)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    return [Activation(*row) for row in rows]


def set_baseline(engine: Engine, dataset: int, version: int, *, reason: str, who: str, now: datetime) -> Dataset:
    """Measure drift from another version. Retention keeps it from now on, and lets go of the former one.

    Raises:
        UnknownRow: no such dataset, or its stream has no such version.
    """
    with engine.begin() as conn:
        conn.execute(select(datasets.c.id).where(datasets.c.id == dataset).with_for_update())
        found = get_dataset(conn, dataset)
        get_version(conn, found.stream, version)
        _move(conn, found, version, reason=reason, who=who, now=now)
        return get_dataset(conn, dataset)


def adopt_baseline(conn: Connection, stream: str, *, minimum_n: int, now: datetime) -> list[int]:
    """Give the datasets of a stream that have no baseline the first complete version with `minimum_n` messages.

    Returns:
        The ids of the datasets that got one.
    """
    waiting = conn.execute(
        select(*_COLUMNS)
        .where(datasets.c.stream == stream, datasets.c.baseline.is_(None))
        .order_by(datasets.c.id)
        .with_for_update()
    ).all()
    adopted = []
    for row in waiting:
        version = conn.execute(
            select(fingerprints.c.version)
            .where(
                fingerprints.c.stream == stream,
                fingerprints.c.messages >= minimum_n,
                fingerprints.c.complete,
            )
            .order_by(fingerprints.c.version)
            .limit(1)
        ).scalar()
        if version is not None:
            reason = f"the first complete version with at least {minimum_n} messages"
            _move(conn, Dataset(*row), version, reason=reason, who=SYSTEM, now=now)
            conn.execute(update(datasets).where(datasets.c.id == row.id).values(built_against=version))
            adopted.append(int(row.id))
    return adopted


def baseline_history(conn: Connection, dataset: int, *, limit: int = 100) -> list[BaselineChange]:
    """Who moved the baseline of a dataset, when and why; the latest first."""
    columns = baseline_changes.c
    rows = conn.execute(
        select(columns.previous, columns.version, columns.changed_at, columns.who, columns.reason)
        .where(columns.dataset == dataset)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    return [BaselineChange(*row) for row in rows]


def _move(conn: Connection, dataset: Dataset, version: int, *, reason: str, who: str, now: datetime) -> None:
    conn.execute(update(datasets).where(datasets.c.id == dataset.id).values(baseline=version))
    conn.execute(
        insert(baseline_changes).values(
            stream=dataset.stream,
            dataset=dataset.id,
            previous=dataset.baseline,
            version=version,
            changed_at=now,
            who=who,
            reason=reason,
        )
    )
