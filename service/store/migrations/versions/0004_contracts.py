"""Contracts are kept in the service: their versions never change, and a history says which was active when and why."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE contracts (
    stream text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    document jsonb NOT NULL,
    yaml text NOT NULL,
    pushed_at timestamptz NOT NULL,
    pushed_by text NOT NULL,
    why text NOT NULL,
    PRIMARY KEY (stream, version),
    UNIQUE (stream, digest)
)
""",
    """
CREATE TABLE contract_activations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    version integer NOT NULL,
    activated_at timestamptz NOT NULL,
    who text NOT NULL,
    why text NOT NULL,
    FOREIGN KEY (stream, version) REFERENCES contracts (stream, version)
)
""",
    "CREATE INDEX contract_activations_stream_idx ON contract_activations (stream, id)",
)


def upgrade() -> None:
    """Create both tables; no stream has a contract yet."""
    for statement in TABLES:
        op.execute(statement)
