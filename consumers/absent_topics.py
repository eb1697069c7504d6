"""Topics that the settings name and Kafka does not know: nobody gives us their partitions, and nothing else tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consumers.sources.base import Source

ASK_S = 15.0
FIRST_S = 3.0
"""A group needs a moment to give us partitions."""


class AbsentTopics:
    """Looks for topics that are not there, or that this user may not see.

    Only topics of which no partition is ours are asked for, so that a member of a healthy group asks little.

    Args:
        source: where their records should come from.
        topics: those of the settings.
        clock: monotonic seconds.
    """

    def __init__(self, source: Source, topics: Sequence[str], clock: Callable[[], float]) -> None:
        self._source = source
        self._topics = topics
        self._clock = clock
        self._due = clock() + FIRST_S
        self._absent: list[str] = []

    def faults(self) -> list[str]:
        """Say which topics are absent, one sentence each."""
        return [
            f"The topic {topic} does not exist, or this user may not see it: create it, or grant Describe and Read;"
            " until then nothing of it is counted."
            for topic in self._absent
        ]

    def look(self) -> None:
        """Ask, if it is time and Kafka answers at all."""
        if self._clock() < self._due or self._source.trouble():
            return
        ours = {partition.topic for partition in self._source.assignment()}
        try:
            self._absent = self._source.absent([topic for topic in self._topics if topic not in ours])
        except UnavailableError:
            return  # another fault than this one
        finally:
            self._due = self._clock() + ASK_S
