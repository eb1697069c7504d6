"""What a job is: a name, how often it runs, and a function of the store, the time and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from service.store.database import is_outage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Engine

    from service.settings import ServiceSettings

Result = TypeVar("Result")

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


def each_stream(streams: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
    """Do the work for every stream, also after one of them failed: one bad row must not stop the gauges of all.

    Raises:
        ExceptionGroup: of what failed, with the names of the streams, after all had their turn.
        Exception: the database is away; then the rest is not tried.
    """
    done: dict[str, Result] = {}
    failed: dict[str, Exception] = {}
    for stream in streams:
        try:
            done[stream] = work(stream)
        except Exception as error:
            if is_outage(error):
                raise
            failed[stream] = error
    if failed:
        raise ExceptionGroup(f"It failed for the streams {', '.join(failed)}", list(failed.values()))
    return done
