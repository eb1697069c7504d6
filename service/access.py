"""Who may call: closed by default, one bearer token, reads public only when a setting says so."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fastapi.security import HTTPBearer
from starlette.datastructures import Headers

from prodshape.errors import ConfigurationError
from service.problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

OPEN_PATHS = frozenset({"/livez", "/readyz"})
"""Answered without a token: an orchestrator has none, and they say nothing about users."""

READS = frozenset({"GET", "HEAD"})
"""The methods that change nothing."""

ASKING = frozenset({"/v1/gate"})
"""Paths whose POST changes nothing either: the question is too long for an address."""

_WAY_OUT = "send PRODSHAPE_API_TOKEN as 'Authorization: Bearer TOKEN'."

bearer = HTTPBearer(auto_error=False, description="The value of PRODSHAPE_API_TOKEN; not needed where none is set.")
"""What OpenAPI says about access; the decision itself is `AccessGate`'s."""


class Refusal(NamedTuple):
    """Why a request may not pass.

    Attributes:
        status: 401 if another token would help, 403 if none would.
        detail: rule, value and way out.
    """

    status: int
    detail: str


@dataclass(frozen=True)
class AccessRules:
    """Who may read and write.

    Args:
        token: the token that callers must send; None where only this machine can reach the service.
        public_read: reads need no token even if there is one.

    Example:
        >>> rules = AccessRules(token="correct horse", public_read=True)
        >>> rules.refusal("GET", "/v1/streams", authorization=None, host="shape.example") is None
        True
        >>> rules.refusal("PUT", "/v1/datasets/active", authorization="Bearer wrong", host="shape.example").status
        401
    """

    token: str | None
    public_read: bool = False

    def refusal(self, method: str, path: str, *, authorization: str | None, host: str) -> Refusal | None:
        """Why a request is refused; None if it may pass.

        Args:
            method: in capitals.
            path: without the query.
            authorization: the header of that name.
            host: the Host header, with or without a port.
        """
        if path in OPEN_PATHS:
            return None
        if self.token is None:
            return _foreign_name(host)
        if self.public_read and (method in READS or (method == "POST" and path in ASKING)):
            return None
        return self._token_refusal(method, authorization, self.token)

    @staticmethod
    def _token_refusal(method: str, authorization: str | None, token: str) -> Refusal | None:
        if authorization is None:
            return Refusal(401, f"This service wants a token and the request has none; {_WAY_OUT}")
        scheme, sent = _sent_token(authorization)
        if sent is None or not _equal(sent, token):
            return Refusal(401, f"The token of this request is not the one of this service; {_WAY_OUT}")
        if scheme == "basic" and method not in READS:
            # A browser adds a stored password to requests that another site makes: writes could be forged.
            return Refusal(403, f"A password (Basic) may read but not write; {_WAY_OUT}")
        return None


def check_address(host: str, token: str | None) -> None:
    """Refuse to listen where others can reach us, unless there is a token.

    Raises:
        ConfigurationError: `host` is not a loopback address and there is no token.

    Example:
        >>> check_address("127.0.0.1", None)
        >>> check_address("0.0.0.0", None)
        Traceback (most recent call last):
        prodshape.errors.ConfigurationError: Without a token the service listens on this machine only, ...
    """
    if token is None and not _is_loopback(host):
        raise ConfigurationError(
            f"Without a token the service listens on this machine only, and PRODSHAPE_HOST is {host!r}; "
            "set PRODSHAPE_API_TOKEN, or PRODSHAPE_HOST to 127.0.0.1."
        )


class AccessGate:
    """ASGI middleware that asks `AccessRules` before anything else sees the request.

    It stands before the routes, so that a route added tomorrow is closed too.
    """

    def __init__(self, app: ASGIApp, *, rules: AccessRules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._rules.refusal(
            scope["method"],
            scope["path"],
            authorization=headers.get("authorization"),
            host=headers.get("host", ""),
        )
        if refusal is None:
            await self._app(scope, receive, send)
            return
        problem = Problem.of(refusal.status, refusal.detail, request_id=scope.get("state", {}).get("request_id"))
        challenge = 'Bearer realm="prodshape"'
        if scope["method"] in READS:  # a browser asks for a password when it sees Basic
            challenge += ', Basic realm="prodshape: any name, the token as password", charset="UTF-8"'
        added = {"WWW-Authenticate": challenge} if refusal.status == 401 else None
        await problem.response(added)(scope, receive, send)


def _foreign_name(host: str) -> Refusal | None:
    """Refuse a page elsewhere whose name was pointed at this machine (DNS rebinding), where no token protects us."""
    name = host if host.endswith("]") else host.rpartition(":")[0] if ":" in host else host
    if _is_loopback(name):
        return None
    return Refusal(
        403,
        f"Without a token the service answers to the names of this machine only, and was called {host[:100]!r}; "
        "use 127.0.0.1 or localhost, or set PRODSHAPE_API_TOKEN.",
    )


def _sent_token(authorization: str) -> tuple[str, str | None]:
    """Scheme and token of an Authorization header; a browser's token is the password of Basic."""
    scheme, _, credentials = authorization.partition(" ")
    scheme = scheme.lower()
    if scheme == "bearer":
        return scheme, credentials.strip()
    if scheme == "basic":
        try:
            return scheme, base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[2]
        except ValueError:  # not Base64, or not UTF-8 inside
            return scheme, None
    return scheme, None


def _equal(sent: str, expected: str) -> bool:
    """Compare digests, so that neither content nor length shows in the time it takes."""
    return hmac.compare_digest(hashlib.sha256(sent.encode()).digest(), hashlib.sha256(expected.encode()).digest())


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
