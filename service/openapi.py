"""Short words for what the OpenAPI document says of each endpoint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from service.documents import NOT_MODIFIED
from service.problems import problem_responses

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKED = "x-prodshape-json"

Responses = dict[int | str, dict[str, Any]]


def reads(example: BaseModel | Mapping[str, Any], *, found: str, cached: bool = False) -> Responses:
    """What a read answers.

    Args:
        example: of the body of a 200.
        found: what a 200 means, in a few words.
        cached: whether it has an ETag, and a 304 is possible.
    """
    return {
        200: {"description": found} | _body(example, cached=cached),
        **(NOT_MODIFIED if cached else {}),
        **problem_responses(401, 403, 404, 422, 503),
    }


def writes(example: BaseModel | Mapping[str, Any], *, done: str, status: int = 200) -> Responses:
    """What a write answers.

    Args:
        example: of the body.
        done: what success means, in a few words.
        status: of success.
    """
    return {
        status: {"description": done} | _body(example, cached=False),
        **problem_responses(400, 401, 403, 404, 413, 422, 503),
    }


def example(value: BaseModel | Mapping[str, Any], summary: str) -> dict[str, Any]:
    """An example of a request's body."""
    return {"example": {"summary": summary, "value": _packed(value)}}


def unpacked(value: Any) -> Any:
    """A part of the OpenAPI document with its examples as they were given: see `_packed`."""
    if isinstance(value, dict):
        if value.keys() == {_PACKED}:
            return json.loads(value[_PACKED])
        return {key: unpacked(inner) for key, inner in value.items()}
    return [unpacked(inner) for inner in value] if isinstance(value, list) else value


def _body(example: BaseModel | Mapping[str, Any], *, cached: bool) -> dict[str, Any]:
    body: dict[str, Any] = {
        "content": {"application/json": {"examples": {"example": {"value": _packed(example)}}}},
    }
    if cached:
        body["headers"] = {
            "ETag": {"schema": {"type": "string"}, "description": "Strong: send it back as If-None-Match."}
        }
    return body


def _packed(value: BaseModel | Mapping[str, Any]) -> dict[str, str]:
    """An example as text: FastAPI leaves every null out of the document, and a null of an example says something."""
    return {_PACKED: value.model_dump_json() if isinstance(value, BaseModel) else json.dumps(value)}
