"""One line of JSON per event on standard error; a client library that repeats itself is cut short."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime

REPEAT_S = 30.0
"""The same words of a library are logged once in this time."""

MOST_REMEMBERED = 1_000
"""Different words that are remembered."""


class JsonLines(logging.Formatter):
    """Formats an event as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message; the traceback without the values of variables."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


class Sparing(logging.Filter):
    """Lets the same message template of one logger through once in `REPEAT_S`."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say if it is time for this one again."""
        key = (record.name, str(record.msg))
        now = time.monotonic()
        if now - self._last.get(key, -REPEAT_S) < REPEAT_S:
            return False
        if len(self._last) >= MOST_REMEMBERED:
            self._last.clear()
        self._last[key] = now
        return True


def set_up_logs(level: str) -> None:
    """Send everything to standard error; kafka-python only warns, and sparingly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    kafka = logging.getLogger("kafka")
    kafka.setLevel(logging.WARNING)
    kafka.propagate = False
    spare = logging.StreamHandler(sys.stderr)
    spare.setFormatter(JsonLines())
    spare.addFilter(Sparing())
    kafka.handlers = [spare]
