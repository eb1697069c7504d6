"""An upper bound for the bodies that callers send, by counting what arrives."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from service.problems import Problem, ProblemError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


LINGER_S = 5.0
"""So long is read on for a caller who still sends what was refused."""


class BodyLimit:
    """ASGI middleware: a body over `limit` bytes is answered with 413.

    A declared length over the limit is refused before a byte is kept. What arrives is counted too,
    because a chunked body declares nothing and a declared length may be a lie. What a caller still sends is dropped, for
    `LINGER_S` seconds and twice as many bytes: a connection that is closed with bytes unread is reset, and the answer lost with it.

    Args:
        app: what comes after.
        limit: the greatest number of bytes of a body.
    """

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limit:
            await self._drop_rest(receive)
            problem = Problem.of(413, self._detail(declared), request_id=scope.get("state", {}).get("request_id"))
            await problem.response({"Connection": "close"})(scope, receive, send)
            return
        received = 0

        async def count() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > self._limit:
                    if message.get("more_body"):
                        await self._drop_rest(receive)
                    raise ProblemError(413, self._detail("more"), headers={"Connection": "close"})
            return message

        await self._app(scope, count, send)

    async def _drop_rest(self, receive: Receive) -> None:
        left = 2 * self._limit
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_S):
                while left > 0:
                    message = await receive()
                    left -= len(message.get("body", b""))
                    if not message.get("more_body"):
                        return

    def _detail(self, found: str) -> str:
        return (
            f"A body may have at most {self._limit} bytes and this one has {found}; send a smaller document, "
            "or raise PRODSHAPE_MAX_BODY_BYTES."
        )
