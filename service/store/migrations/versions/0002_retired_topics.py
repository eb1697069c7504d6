"""Topics can be retired: nobody reads them any more, and they hold no watermark back."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when and why; both are null for a topic that is read."""
    op.execute("ALTER TABLE topics ADD COLUMN retired_at timestamptz, ADD COLUMN retired_reason text")
