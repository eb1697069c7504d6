"""When users changed, as it was found."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of changes."""
    op.execute(
        """
CREATE TABLE changes (
    stream text NOT NULL,
    segment text NOT NULL,
    axis text NOT NULL,
    at timestamptz NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    axis_version integer NOT NULL,
    bins text NOT NULL,
    share_before double precision NOT NULL,
    share_after double precision NOT NULL,
    PRIMARY KEY (stream, segment, axis, at)
);
"""
    )
