"""Whether a window of production shows what users write now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from prodshape.fingerprint import Fingerprint

_OLD = timedelta(days=1)
_BEHIND = timedelta(hours=2)


def cautions(production: Fingerprint, now: datetime) -> list[str]:
    """Say in words where it does not; nothing of a fingerprint without a window.

    Args:
        production: its fingerprint.
        now: the time, UTC.
    """
    if production.window is None:
        return []
    end, found = production.window.end, []
    if now - end > _OLD:
        found.append(f"Production was counted up to {end:%Y-%m-%d %H:%M} UTC, {_span(now - end)} ago.")
    if production.created_at is not None and production.created_at - end > _BEHIND:
        found.append(
            f"When this fingerprint of production was made, its window lay {_span(production.created_at - end)} behind real time."
        )
    return found


def _span(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
