"""Messages without a time of their own are counted apart from those whose time is not believed."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the counter; until now such messages were part of `clock_skew`, and there they stay."""
    op.execute("ALTER TABLE partitions ADD COLUMN time_missing bigint NOT NULL DEFAULT 0")
