"""Records that cannot be counted: each is told by its reason, and copied to a dead-letter topic if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consumers.dead_letters import DeadLetters
    from consumers.open_partition import OpenPartition
    from consumers.plan import StreamPlan
    from consumers.sources.base import Record


class Refusals:
    """Where refused records of all streams go.

    Args:
        plans: the streams by name.
        dead_letters: writes the copies; without it they are only counted.
    """

    def __init__(self, plans: Mapping[str, StreamPlan], dead_letters: DeadLetters | None) -> None:
        self._plans = plans
        self._dead_letters = dead_letters

    def has_topic(self, stream: str) -> bool:
        """Say whether the stream has a dead-letter topic, so that its records are kept until they are measured."""
        return bool(self._plans[stream].dead_letter_topic)

    def refuse(self, opened: OpenPartition, record: Record, reason: str) -> None:
        """Count a record of this partition under its reason, and queue its copy."""
        opened.refused[reason] += 1
        target = self._plans[opened.stream].dead_letter_topic
        if target is not None and self._dead_letters is not None:
            self._dead_letters.send(target, opened.partition, record, reason)
            opened.dead_letters += 1

    def flush(self) -> None:
        """Wait until all copies have arrived: only then may a checkpoint count their records.

        Raises:
            UnavailableError: some did not; which ones is unknown.
        """
        if self._dead_letters is not None:
            self._dead_letters.flush()

    def close(self) -> None:
        """Give up the copies that have not arrived."""
        if self._dead_letters is not None:
            self._dead_letters.close()
