"""What the loop is told to do: the plan of a stream, and the pace of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodshape.audience import ENGLISH, Audience

if TYPE_CHECKING:
    from consumers.decode import Rules


@dataclass(frozen=True)
class StreamPlan:
    """What the loop does with one stream.

    Attributes:
        topics: where its records come from.
        rules: how they are read.
        start: where topics begin that were never read.
        dead_letter_topic: where refused records are copied, or None.
        audience: what is known of those who write.
    """

    topics: tuple[str, ...]
    rules: Rules
    start: str = "earliest"
    dead_letter_topic: str | None = None
    audience: Audience = ENGLISH


@dataclass(frozen=True)
class Pace:
    """When the loop does what: seconds, records, panes, messages.

    Attributes:
        checkpoint_s: a checkpoint is written after so many seconds,
        checkpoint_records: or earlier, after so many records,
        checkpoint_panes: or at so many open panes.
        batch_messages: messages that are measured at once, about.
        stall_s: seconds after which a partition with records that gives none has stalled.

    Example:
        >>> Pace(checkpoint_s=5.0).checkpoint_records
        500000
    """

    checkpoint_s: float = 10.0
    checkpoint_records: int = 500_000
    checkpoint_panes: int = 2_000
    batch_messages: int = 4_096
    stall_s: float = 30.0
