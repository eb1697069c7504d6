"""Each request gets an id, safe headers, one line in the log, and an answer even if we made a mistake."""

from __future__ import annotations

import re
import time
import uuid
from typing import TYPE_CHECKING

import structlog
from starlette.datastructures import Headers, MutableHeaders

from service.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Observe = Callable[[str, str, int, float], None]

REQUEST_ID = "X-Request-ID"
"""Sent back as it came if it is a plausible id, else made here."""

_PLAUSIBLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")

SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer: nothing is loaded from elsewhere, nothing is guessed, nothing is told to other sites."""

log = structlog.get_logger("service.requests")


class RequestLog:
    """ASGI middleware, the outermost one.

    The log line holds method, route, status, milliseconds and the request id: no query, no body, no header.
    An exception that nobody handled becomes a 500 problem and a stack trace in the log.

    Args:
        app: what comes after.
        observe: told method, route template, status and seconds of each request.
    """

    def __init__(self, app: ASGIApp, *, observe: Observe | None = None) -> None:
        self._app = app
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = sent if _PLAUSIBLE.fullmatch(sent) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        began = time.perf_counter()
        status: int | None = None

        async def add_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, add_headers)
        except Exception:
            log.exception("request failed", method=scope["method"], request_id=request_id)
            if status is not None:  # half an answer is out: the server must cut the connection
                raise
            detail = (
                f"The service made an error with request {request_id}; its log has the rest. "
                "Trying again is safe for reads."
            )
            await Problem.of(500, detail, request_id=request_id).response()(scope, receive, add_headers)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "none")
            if self._observe is not None:
                self._observe(scope["method"], route, status or 500, seconds)
            log.info(
                "request",
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 1),
                request_id=request_id,
            )
