"""Log as the process does: structlog's own default prints every local variable of a trace, which takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import structlog

from service.logs import without_values

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    structlog.configure(processors=[without_values, structlog.processors.JSONRenderer()])
    yield
    structlog.reset_defaults()
