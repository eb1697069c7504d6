"""The log: one JSON object a line on standard error, and never a text of a user."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any

import structlog

from prodshape.errors import ProdshapeError

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

_QUIET = {"alembic": logging.WARNING, "apscheduler": logging.WARNING, "uvicorn.access": logging.CRITICAL}
"""Loggers of libraries that say too much; requests have a line of their own."""


def configure(level: str = "INFO") -> None:
    """Send our log lines and those of the libraries to standard error as JSON.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_values,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its types and places; its message stays only if it is ours.

    Messages of other libraries quote the value that broke them, which may be what a user typed.

    Example:
        >>> try:
        ...     int("what a user typed")
        ... except ValueError as error:
        ...     without_values(None, "error", {"exc_info": error})["exception"][0]["type"]
        'ValueError'
    """
    info = event.pop("exc_info", None)
    if info is None or info is False:
        return event
    error = info if isinstance(info, BaseException) else (sys.exc_info() if info is True else info)[1]
    chain: list[dict[str, Any]] = []
    while error is not None and len(chain) < 5:
        link: dict[str, Any] = {"type": type(error).__name__}
        if isinstance(error, ProdshapeError):
            link["message"] = str(error)
        state = getattr(getattr(error, "orig", None), "sqlstate", None)
        if state is not None:
            link["sqlstate"] = state
        link["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-20:]
        ]
        chain.append(link)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    event["exception"] = chain
    return event
