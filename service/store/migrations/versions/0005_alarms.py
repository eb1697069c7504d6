"""Alarms of verdicts keep their state here, so that a change of leader changes nothing."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE alarms (
    stream text NOT NULL,
    segment text NOT NULL,
    axis text NOT NULL,
    kind text NOT NULL,
    "on" boolean NOT NULL,
    since timestamptz,
    turning_since timestamptz,
    turning integer NOT NULL,
    counted_until timestamptz,
    PRIMARY KEY (stream, segment, axis, kind),
    CONSTRAINT alarms_kind_check CHECK (kind IN ('mismatch', 'drift'))
)
"""


def upgrade() -> None:
    """Create the table; every alarm is off until a breach has lasted."""
    op.execute(TABLE)
