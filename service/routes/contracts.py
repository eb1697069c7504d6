"""Contracts: push a version, choose the active one, see who switched and why."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from prodshape.contract import Contract
from prodshape.contract_version import (
    ContractActivation,
    ContractDocument,
    ContractPush,
    ContractSwitch,
    ContractVersion,
)
from service import examples
from service.context import Here
from service.contract_view import activation, check_names, listed, whole
from service.documents import NOT_MODIFIED, IfNoneMatch, document
from service.etags import etag_of
from service.openapi import example, reads, writes
from service.parameters import ContractNumber, Cursor, Limit, Stream
from service.problems import problem_responses
from service.store import contracts
from service.store.errors import UnknownRow
from service.store.windows import snapshot
from service.streams import check_stream

router = APIRouter(tags=["contracts"])

YAML = "application/yaml"
"""The media type of a contract as people write it (RFC 9512)."""


class ContractList(BaseModel):
    """Versions of a contract, the newest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[ContractVersion]
    next: int | None = Field(description="The cursor of the next page; null on the last one.")


class ContractActivationList(BaseModel):
    """Switches of the active version, the latest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[ContractActivation]


@router.post(
    "/v1/contracts", status_code=201, responses=writes(examples.contract_document(), done="It is kept.", status=201)
)
def push_contract(
    here: Here,
    push: Annotated[ContractPush, Body(openapi_examples=example(examples.contract_push(), "Two axes that count"))],
    stream: Stream = "default",
) -> ContractDocument:
    """Keep a contract as the next version, and give verdicts by it. One that is agreed already stays the version it is."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        check_names(conn, here.settings, stream, Contract.loads(push.yaml))
    made = contracts.push_contract(
        here.engine, stream, push.yaml, who=push.who, why=push.why, now=here.clock(), activate=push.activate
    )
    with snapshot(here.engine) as conn:
        return whole(conn, made)


@router.get(
    "/v1/contracts",
    responses=reads({"items": [examples.as_json(examples.contract_version())], "next": None}, found="A page."),
)
def list_contracts(here: Here, stream: Stream = "default", cursor: Cursor = None, limit: Limit = 200) -> ContractList:
    """The versions of a stream's contract, the newest first."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = contracts.list_contracts(conn, stream, limit=limit + 1, before=cursor)
        items = [listed(conn, item) for item in found[:limit]]
    return ContractList(items=items, next=items[-1].version if len(found) > limit else None)


@router.get(
    "/v1/contracts/active",
    response_model=ContractDocument,
    responses=reads(examples.contract_document(), found="The active version.", cached=True),
)
def get_active(here: Here, stream: Stream = "default", if_none_match: IfNoneMatch = None) -> Response:
    """The version that verdicts are given by now."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = contracts.active_contract(conn, stream)
        if found is None:
            raise UnknownRow(f"Stream {stream!r} has no active contract; `prodshape contract push` brings one.")
        text = whole(conn, found).model_dump_json()
    return document(etag_of(here.release, text), if_none_match, text.encode)


@router.put("/v1/contracts/active", responses=writes(examples.contract_activation(), done="It is active."))
def set_active(
    here: Here,
    switch: Annotated[
        ContractSwitch,
        Body(
            openapi_examples=example(
                {"version": 2, "who": "ada", "why": "Version 3 was too strict for the mobile app."}, "Back to 2"
            )
        ),
    ],
    stream: Stream = "default",
) -> ContractActivation:
    """Give verdicts by a version from now on; an earlier one again is how to go back."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = contracts.get_contract(conn, stream, switch.version)
        check_names(conn, here.settings, stream, found.contract)
    done = contracts.activate_contract(
        here.engine, stream, switch.version, who=switch.who, why=switch.why, now=here.clock()
    )
    return activation(done)


@router.get(
    "/v1/contracts/active/history",
    responses=reads({"items": [examples.as_json(examples.contract_activation())]}, found="The switches."),
)
def active_history(here: Here, stream: Stream = "default", limit: Limit = 100) -> ContractActivationList:
    """Who made which version active, when and why; the latest first."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = contracts.contract_activations_of(conn, stream, limit=limit)
    return ContractActivationList(items=[activation(item) for item in found])


@router.get(
    "/v1/contracts/{version}",
    response_model=ContractDocument,
    responses=reads(examples.contract_document(), found="The version.", cached=True),
)
def get_contract(
    here: Here, version: ContractNumber, stream: Stream = "default", if_none_match: IfNoneMatch = None
) -> Response:
    """One version, as JSON and as the file that was pushed."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        text = whole(conn, contracts.get_contract(conn, stream, version)).model_dump_json()
    return document(etag_of(here.release, text), if_none_match, text.encode)


@router.get(
    "/v1/contracts/{version}/yaml",
    response_class=Response,
    responses={
        200: {
            "description": "The file.",
            "content": {YAML: {"schema": {"type": "string"}, "examples": {"file": {"value": examples.CONTRACT}}}},
            "headers": {"ETag": {"schema": {"type": "string"}, "description": "Strong."}},
        },
        **NOT_MODIFIED,
        **problem_responses(401, 403, 404, 422, 503),
    },
)
def get_yaml(
    here: Here, version: ContractNumber, stream: Stream = "default", if_none_match: IfNoneMatch = None
) -> Response:
    """The file of one version as it was pushed, with its comments; it never changes."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        text = contracts.get_contract(conn, stream, version).yaml
    return document(etag_of(text), if_none_match, text.encode, forever=True, media_type=YAML)
