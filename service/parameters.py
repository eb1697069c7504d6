"""The query parameters that many endpoints share, each with its rule and examples."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import AfterValidator, AwareDatetime

from prodshape.fingerprint import PARTS, Part

_NAME = r"^[^\x00-\x1f\x7f]+$"
"""A name has no control characters: Postgres keeps no NUL, and a page shows none."""


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("A time must lie between the years 1 and 9999 in UTC, too") from None


Stream = Annotated[
    str,
    Query(
        description="A stream of the settings.",
        min_length=1,
        max_length=100,
        pattern=_NAME,
        openapi_examples={"first": {"summary": "The first stream", "value": "default"}},
    ),
]

Segment = Annotated[
    str,
    Query(
        description="A segment of the stream, `other`, or `all` for their sum.",
        min_length=1,
        max_length=100,
        pattern=_NAME,
        openapi_examples={"all": {"summary": "All messages", "value": "all"}},
    ),
]

At = Annotated[
    Annotated[AwareDatetime, AfterValidator(_in_utc)] | None,
    Query(
        description="The newest version whose window ends at or before this time.",
        openapi_examples={"time": {"summary": "A time in UTC", "value": "2026-11-01T12:00:00Z"}},
    ),
]

Parts = Annotated[
    str,
    Query(
        description="Comma-separated parts of the document: summary, cells, vocabulary, sample.",
        pattern=r"^(summary|cells|vocabulary|sample)(,(summary|cells|vocabulary|sample))*$",
        openapi_examples={
            "summary": {"summary": "What a comparison needs", "value": "summary"},
            "cells": {"summary": "With the cells, for intervals", "value": "summary,cells"},
        },
    ),
]

Limit = Annotated[
    int,
    Query(
        description="How many at most.",
        ge=1,
        le=200,
        openapi_examples={"fifty": {"summary": "A page", "value": 50}},
    ),
]

Cursor = Annotated[
    int | None,
    Query(
        ge=1,
        le=2**31 - 1,
        description="The `next` of the page before: only what has a smaller number.",
        openapi_examples={"next": {"summary": "From the page before", "value": 12}},
    ),
]


DatasetId = Annotated[
    int,
    Path(
        ge=1,
        le=2**31 - 1,
        description="The id of a dataset.",
        openapi_examples={"three": {"summary": "A dataset", "value": 3}},
    ),
]

ContractNumber = Annotated[
    int,
    Path(
        ge=1,
        le=2**31 - 1,
        description="The number of a contract version of the stream.",
        openapi_examples={"two": {"summary": "The second version", "value": 2}},
    ),
]


def parts_of(text: str) -> frozenset[Part]:
    """The parts named in a `parts` parameter; the summary is always among them.

    Example:
        >>> sorted(parts_of("cells"))
        ['cells', 'summary']
    """
    asked = {"summary", *text.split(",")}
    return frozenset(part for part in PARTS if part in asked)


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse a misspelt query parameter, which would otherwise be ignored and answered with the wrong thing.

    Raises:
        RequestValidationError: a parameter is unknown to the endpoint, or sent twice.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = sorted({field.alias for field in route.dependant.query_params})
    sent = [name for name, _ in request.query_params.multi_items()]
    faults = [
        {
            "type": "unknown_parameter",
            "loc": ("query", name),
            "msg": f"is no parameter of this address; it takes {', '.join(known) or 'none'}",
            "input": request.query_params[name],
        }
        for name in dict.fromkeys(sent)
        if name not in known
    ] + [
        {
            "type": "repeated_parameter",
            "loc": ("query", name),
            "msg": "stands in the address more than once; send it once",
            "input": request.query_params[name],
        }
        for name in known
        if sent.count(name) > 1
    ]
    if faults:
        raise RequestValidationError(faults)
