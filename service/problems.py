"""Errors as RFC 9457 problem documents: one shape for every status the service answers."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from prodshape.errors import InputError, NotComparableError, ProdshapeError, UnavailableError
from service.store.errors import UnknownRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request

PROBLEM_JSON = "application/problem+json"
"""The media type of every error."""

_LONGEST_VALUE = 100
"""A refused value is quoted up to this many characters."""

_NAMES = {
    400: ("bad-request", "The request cannot be read"),
    401: ("unauthorised", "A token is needed"),
    403: ("forbidden", "This caller may not do that"),
    404: ("not-found", "There is no such thing"),
    405: ("method-not-allowed", "This address does not take that method"),
    409: ("conflict", "This contradicts what is stored"),
    413: ("too-large", "The body is too large"),
    422: ("invalid", "A value breaks its rule"),
    500: ("internal", "The service made an error"),
    503: ("unavailable", "Something that the service needs is away"),
}

_EXAMPLES = {
    400: "The body must be JSON, but it stops making sense at character 12 (Expecting value); send one JSON object.",
    401: "This service wants a token and the request has none; send it as 'Authorization: Bearer TOKEN'.",
    403: "A password (Basic) may read but not write; send PRODSHAPE_API_TOKEN as 'Authorization: Bearer TOKEN'.",
    404: "Stream 'default' has no fingerprint version 99; GET /v1/fingerprints lists those that there are.",
    409: "A dataset named 'support' with revision '2026-11-01' is registered with another digest; use a new revision.",
    413: "A body may have at most 67108864 bytes, this one has more; send a smaller document.",
    422: "query.limit: Input should be less than or equal to 200, got 5000.",
    500: "The service made an error with request 5f0c2a; its log has the rest. Trying again is safe for reads.",
    503: "The database does not answer; try again in a few seconds.",
}


class Fault(BaseModel):
    """One value of the request that breaks its rule."""

    model_config = ConfigDict(extra="forbid")

    where: str = Field(description="Dotted place of the value, such as `query.limit` or `body.name`.")
    rule: str = Field(description="What the value must be.")
    value: str | None = Field(default=None, description="What was sent, shortened; null if nothing was.")


class Problem(BaseModel):
    """An RFC 9457 problem document.

    Example:
        >>> Problem.of(404, "Stream 'x' has no fingerprint; wait for the first one.").type
        'urn:prodshape:problem:not-found'
    """

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Which kind of problem; stable, made for programs.")
    title: str = Field(description="The kind of problem in words; the same for every problem of the type.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="The rule, the value that broke it, and the way out.")
    instance: str | None = Field(default=None, description="The id of the request, as in the X-Request-ID header.")
    faults: list[Fault] | None = Field(default=None, description="Each value that breaks its rule, if values do.")

    @classmethod
    def of(
        cls, status: int, detail: str, *, request_id: str | None = None, faults: Sequence[Fault] | None = None
    ) -> Problem:
        """Make the problem that belongs to a status."""
        name, title = _NAMES.get(status, (f"http-{status}", HTTPStatus(status).phrase))
        return cls(
            type=f"urn:prodshape:problem:{name}",
            title=title,
            status=status,
            detail=detail,
            instance=None if request_id is None else f"urn:prodshape:request:{request_id}",
            faults=list(faults) if faults else None,
        )

    def response(self, headers: Mapping[str, str] | None = None) -> Response:
        """The HTTP response that carries this document."""
        # Escaped to ASCII: a value that is quoted back may hold what UTF-8 cannot say (half a surrogate pair).
        return Response(
            json.dumps(self.model_dump(exclude_none=True)),
            status_code=self.status,
            headers=None if headers is None else dict(headers),
            media_type=PROBLEM_JSON,
        )


class ProblemError(HTTPException):
    """Raised by a route (or a middleware) to answer with a problem.

    Args:
        status: the HTTP status, 400 to 599.
        detail: the rule, the value that broke it, and the way out, in one sentence.
        headers: further headers of the answer.
    """

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says about the errors of an endpoint: a schema and an example for each status.

    Example:
        >>> list(problem_responses(404)[404]["content"])
        ['application/problem+json']
    """
    return {
        status: {
            "description": _NAMES[status][1],
            "content": {
                PROBLEM_JSON: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {
                        _NAMES[status][0]: {
                            "summary": _NAMES[status][1],
                            "value": Problem.of(status, _EXAMPLES[status]).model_dump(exclude_none=True),
                        }
                    },
                }
            },
        }
        for status in statuses
    }


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error that leaves the routes of `app` a problem document."""
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    app.add_exception_handler(ProdshapeError, _prodshape_problem)
    app.add_exception_handler(DataError, _value_problem)
    for outage in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(outage, _database_problem)


def request_id_of(request: Request) -> str | None:
    """The id of the request, as the request log gave it; None outside of it."""
    found = request.scope.get("state", {}).get("request_id")
    return found if isinstance(found, str) else None


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    detail = str(error.detail)
    if not isinstance(error, ProblemError):  # Starlette's own: its detail is two words
        detail = {
            404: f"There is nothing at {request.url.path}; GET /openapi.json lists every address.",
            405: f"{request.url.path} does not take {request.method}; the Allow header says what it takes.",
            400: f"The body cannot be read ({detail}); send one JSON object in UTF-8.",
        }.get(error.status_code, detail)
    headers = {"Allow": ", ".join(_methods_at(request))} if error.status_code == 405 else error.headers
    return Problem.of(error.status_code, detail, request_id=request_id_of(request)).response(headers)


def _methods_at(request: Request) -> list[str]:
    """Every method that this path takes; Starlette's own header names those of the first route only."""
    taken = {
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    return sorted(taken | ({"HEAD"} if "GET" in taken else set()))


def _validation_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    found = error.errors()
    request_id = request_id_of(request)
    broken = next((item for item in found if item["type"] == "json_invalid"), None)
    if broken is not None:
        detail = (
            f"The body must be JSON, but it stops making sense at character {broken['loc'][-1]} "
            f"({broken.get('ctx', {}).get('error', 'invalid')}); send one JSON object."
        )
        return Problem.of(400, detail, request_id=request_id).response()
    faults = [
        Fault(where=".".join(str(part) for part in item["loc"]), rule=item["msg"], value=_shorten(item))
        for item in found
    ]
    sentences = [
        f"{fault.where}: {fault.rule}" + ("" if fault.value is None else f", got {fault.value}") for fault in faults[:3]
    ]
    more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
    return Problem.of(422, "; ".join(sentences) + more + ".", request_id=request_id, faults=faults).response()


def _shorten(item: Mapping[str, Any]) -> str | None:
    if item["type"] == "missing":
        return None
    value = item.get("input")
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'a list'} with {len(value)} entries"
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _prodshape_problem(request: Request, error: Exception) -> Response:
    status = 500
    if isinstance(error, UnavailableError):
        status = 503
    elif isinstance(error, UnknownRow):
        status = 404
    elif isinstance(error, InputError):
        status = 422
    elif isinstance(error, NotComparableError):
        status = 409
    headers = {"Retry-After": "5"} if status == 503 else None
    return Problem.of(status, str(error), request_id=request_id_of(request)).response(headers)


def _value_problem(request: Request, _error: Exception) -> Response:
    detail = "The database cannot keep one of the values (a NUL character, or a number out of range); change the value."
    return Problem.of(422, detail, request_id=request_id_of(request)).response()


def _database_problem(request: Request, error: Exception) -> Response:
    cancelled = isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == "57014"
    detail = (
        "The database took too long for this request; ask for less, or try again in a few seconds."
        if cancelled
        else "The database does not answer; try again in a few seconds."
    )
    return Problem.of(503, detail, request_id=request_id_of(request)).response({"Retry-After": "5"})
