"""What a job is: a name, how often it runs, and a function of the store, the time and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from service.settings import ServiceSettings

Outcome = dict[str, Any]
"""What a run did, in plain numbers and words, for the log and the metrics."""


@dataclass(frozen=True)
class Job:
    """Work that the leader does again and again. A second run at the same time must do no harm.

    Attributes:
        name: as the file is called.
        every_s: seconds between two starts, from the settings.
        run: does the work for all streams, as of a given time; never reads a clock itself.
    """

    name: str
    every_s: Callable[[ServiceSettings], int]
    run: Callable[[Engine, datetime, ServiceSettings], Outcome]
