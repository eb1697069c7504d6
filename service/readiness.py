"""Can this process serve? The database answers and has our schema; asked at most once a second."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from service.store.database import at_head

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable

    from sqlalchemy import Engine


class Readiness:
    """Looks at the database on a thread of its own, so that a hanging database never holds up a probe.

    Args:
        engine: the database.
        keep_s: seconds for which an answer is reused.
        timeout_s: seconds after which a silent database counts as away.
        monotonic: seconds that only grow.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        keep_s: float = 1.0,
        timeout_s: float = 2.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._keep_s = keep_s
        self._timeout_s = timeout_s
        self._monotonic = monotonic
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")
        self._looking: Future[str | None] | None = None
        self._reason: str | None = None
        self._until = float("-inf")

    async def obstacle(self) -> str | None:
        """Why this process is not ready, as a sentence; None if it is."""
        if self._monotonic() < self._until:
            return self._reason
        looking = self._looking
        if looking is None:  # never two at once: a hanging look is waited for again, not repeated
            looking = self._looking = asyncio.get_running_loop().run_in_executor(self._executor, self._look)
        done, _ = await asyncio.wait({looking}, timeout=self._timeout_s)
        if not done:
            return (
                f"The database did not answer within {self._timeout_s:g} seconds; "
                "check that Postgres runs and that PRODSHAPE_DATABASE_URL names it."
            )
        if self._looking is looking:
            self._looking = None
            self._reason = looking.result()
            self._until = self._monotonic() + self._keep_s
        return self._reason

    def close(self) -> None:
        """Let the thread end."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _look(self) -> str | None:
        try:
            if at_head(self._engine):
                return None
        except SQLAlchemyError:
            return "The database cannot be reached; check that Postgres runs and that PRODSHAPE_DATABASE_URL names it."
        return "The database has another schema than this version expects; run `prodshape migrate`."
