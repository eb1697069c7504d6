"""A stored dataset in the words of the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.dataset import Baseline, Dataset
from service.store.datasets import active_dataset, baseline_history

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.store import datasets


def view(conn: Connection, found: datasets.Dataset, *, minimum_n: int) -> Dataset:
    """A dataset with what stands beside it in the store: whether it is active, and why this baseline.

    Args:
        conn: use `snapshot`, so that all comes from one moment.
        found: the row.
        minimum_n: messages that a version needs to become a baseline by itself.
    """
    active = active_dataset(conn, found.stream)
    return Dataset(
        id=found.id,
        stream=found.stream,
        name=found.name,
        revision=found.revision,
        teacher=found.teacher,
        digest=found.digest,
        messages=found.messages,
        registered_at=found.registered_at,
        registered_by=found.registered_by,
        active=active is not None and active.id == found.id,
        baseline=baseline_of(conn, found, minimum_n=minimum_n),
    )


def baseline_of(conn: Connection, found: datasets.Dataset, *, minimum_n: int) -> Baseline:
    """The baseline of a dataset, with the reason of its last move, or why it has none."""
    last = next(iter(baseline_history(conn, found.id, limit=1)), None)
    if found.baseline is None or last is None:
        return Baseline(
            version=None,
            reason=f"Production had no complete version with at least {minimum_n} messages yet; "
            "the first one will be the baseline.",
        )
    return Baseline(version=found.baseline, reason=last.reason)
