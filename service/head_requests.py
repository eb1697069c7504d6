"""HEAD is answered as GET without its body (RFC 9110, 9.3.2), at every address that takes GET."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadRequests:
    """ASGI middleware, next to the routes: they see a GET, the caller gets its status and headers.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        # A copy: the server and the log must still see a HEAD.
        asked = {**scope, "method": "GET"}

        async def send_head(message: Message) -> None:
            if "route" in asked:
                scope["route"] = asked["route"]
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(asked, receive, send_head)
