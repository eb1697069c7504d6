"""A log that ends before our offset was cut back, or is another one: go back to where it is, and write the gap down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from service.store.errors import Fenced
from service.store.partitions import Claim, is_partition
from service.store.tables import gaps, partitions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


def rewind(engine: Engine, claim: Claim, offset: int, *, reason: str, now: datetime) -> Claim:
    """Move a claimed partition back to `offset`, in one transaction with a gap row `[offset, claim.next_offset)`.

    What was counted stays counted: counts cannot be undone.

    Args:
        engine: the store.
        claim: the right to write, fresh: nothing was written under it.
        offset: where reading goes on, below `claim.next_offset`.
        reason: of the gap.
        now: time of the finding.

    Returns:
        The claim as it is now.

    Raises:
        Fenced: another claim owns the partition.
    """
    columns = partitions.c
    with engine.begin() as conn:
        moved = conn.execute(
            update(partitions)
            .where(is_partition(claim.key), columns.epoch == claim.epoch, columns.next_offset == claim.next_offset)
            .values(next_offset=offset)
            .returning(columns.partition)
        ).first()
        if moved is None:
            raise Fenced(claim.key)
        conn.execute(
            insert(gaps).values(
                **claim.key._asdict(), from_offset=offset, to_offset=claim.next_offset, reason=reason, found_at=now
            )
        )
    return replace(claim, next_offset=offset)
