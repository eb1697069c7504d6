"""What the endpoints work with: the database, the clock and the settings, handed over by the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from service.readiness import Readiness
    from service.settings import ServiceSettings


@dataclass(frozen=True)
class Context:
    """The connections of one app.

    Attributes:
        engine: the door to Postgres.
        settings: of the service.
        clock: what time it is, with UTC offset.
        release: the version of Prodshape that runs; another one may write the same document in other bytes.
        readiness: looks at the database for `/readyz`.
    """

    engine: Engine
    settings: ServiceSettings
    clock: Callable[[], datetime]
    release: str
    readiness: Readiness


def context_of(request: Request) -> Context:
    """The context of the app that handles `request`."""
    return cast(Context, request.app.state.context)


Here = Annotated[Context, Depends(context_of)]
"""The type of a parameter through which an endpoint gets the context."""
