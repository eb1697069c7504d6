"""Wire the HTTP side: routers, errors, access, limits."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from service.access import AccessGate, AccessRules, bearer
from service.body_limit import BodyLimit
from service.context import Context
from service.crowding import Crowding
from service.head_requests import HeadRequests
from service.http_metrics import HttpMetrics
from service.openapi import unpacked
from service.parameters import refuse_unknown_parameters
from service.problems import Problem, add_problem_handlers
from service.readiness import Readiness
from service.request_log import RequestLog
from service.routes import all_routers

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry
    from sqlalchemy import Engine

    from service.settings import ServiceSettings

DESCRIPTION = """\
What users really type, measured per axis, versioned, and compared with the dataset that a model is trained on.

Every error is a problem document (RFC 9457). Documents carry a strong ETag: send it back as `If-None-Match`.
Times are ISO 8601 with an offset; answers are in UTC. An unknown query parameter is an error.
"""

CONCURRENT = 200
"""Requests at once; one more is answered with 503."""


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def build_app(
    engine: Engine,
    settings: ServiceSettings,
    *,
    clock: Callable[[], datetime] = now,
    registry: CollectorRegistry | None = None,
) -> FastAPI:
    """Make the app; it opens no connection before the first request.

    Args:
        engine: the database, as `service.store.database.make_engine` makes it.
        settings: token, limits and streams.
        clock: what time it is.
        registry: where requests are counted; None counts nothing.
    """
    app = FastAPI(
        title="Prodshape",
        version=version("prodshape"),
        description=DESCRIPTION,
        # The ready-made pages load scripts from elsewhere; nothing here leaves the origin.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # an address with one slash too many is a mistake: behind a proxy we would send it astray
        dependencies=[Depends(bearer), Depends(refuse_unknown_parameters)],
    )
    app.state.context = Context(
        engine=engine, settings=settings, clock=clock, release=app.version, readiness=Readiness(engine)
    )
    add_problem_handlers(app)
    for router in all_routers().values():
        app.include_router(router)
    token = None if settings.api_token is None else settings.api_token.get_secret_value()
    app.add_middleware(HeadRequests)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(AccessGate, rules=AccessRules(token=token, public_read=settings.public_read))
    app.add_middleware(Crowding, most=CONCURRENT)
    observe = None if registry is None else HttpMetrics(registry).observe
    app.add_middleware(RequestLog, observe=observe)  # the last one added is the first to see a request
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign] # FastAPI's documented way to extend the document
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI's document with the schema of a problem in it, made once."""
    if app.openapi_schema is None:
        document: dict[str, Any] = unpacked(
            get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= problem.pop("$defs", {})
        schemas["Problem"] = problem
        for unused in ("HTTPValidationError", "ValidationError"):  # we answer with problems instead
            schemas.pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema
