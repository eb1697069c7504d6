"""An upper bound for the requests that run at once: one more is told to come back, in the form of every other error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PROBES = frozenset({"/livez", "/readyz"})
"""They are answered at any time: a crowded process is neither dead nor without its database."""

RETRY_AFTER_S = 1


class Crowding:
    """ASGI middleware: while `most` requests run, one more is answered with 503.

    Args:
        app: what comes after.
        most: how many may run at once.
    """

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self._app = app
        self._most = most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http" or scope["path"] in PROBES:
            await self._app(scope, receive, send)
            return
        if self._running >= self._most:
            detail = f"At most {self._most} requests run at once, and as many do; try again in {RETRY_AFTER_S} s."
            problem = Problem.of(503, detail, request_id=scope.get("state", {}).get("request_id"))
            await problem.response({"Retry-After": str(RETRY_AFTER_S)})(scope, receive, send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1
