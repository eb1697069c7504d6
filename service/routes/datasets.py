"""Datasets: register one by its fingerprint, choose the active one, see who switched and why."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from prodshape.dataset import Activation, Dataset, Registration, Switch
from prodshape.fingerprint import Fingerprint
from service import examples
from service.context import Here
from service.dataset_view import view
from service.documents import IfNoneMatch, document
from service.etags import etag_of
from service.openapi import example, reads, writes
from service.parameters import Cursor, DatasetId, Limit, Parts, Stream, parts_of
from service.store import datasets
from service.store.errors import UnknownRow
from service.store.windows import snapshot
from service.streams import check_stream

router = APIRouter(tags=["datasets"])

NOBODY = "not said"
"""Who registered a dataset, if the request does not say."""


class DatasetList(BaseModel):
    """Registered datasets, the newest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[Dataset]
    next: int | None = Field(description="The cursor of the next page; null on the last one.")


class ActivationList(BaseModel):
    """Switches of the active dataset, the latest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[Activation]


@router.post(
    "/v1/datasets", status_code=201, responses=writes(examples.dataset(), done="It is registered.", status=201)
)
def register_dataset(
    here: Here,
    registration: Annotated[
        Registration, Body(openapi_examples=example(examples.registration(), "A dataset of six rows"))
    ],
    stream: Stream = "default",
) -> Dataset:
    """Register a dataset. The same again is the same dataset; another content needs another revision."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
    made = datasets.register(
        here.engine,
        stream,
        registration.fingerprint,
        name=registration.name,
        revision=registration.revision,
        teacher=registration.teacher,
        built_against=registration.built_against,
        who=registration.who or NOBODY,
        now=here.clock(),
        minimum_n=here.settings.stream(stream).minimum_n,
    )
    with snapshot(here.engine) as conn:
        return view(conn, made, minimum_n=here.settings.stream(stream).minimum_n)


@router.get(
    "/v1/datasets",
    responses=reads({"items": [examples.as_json(examples.dataset())], "next": None}, found="A page of datasets."),
)
def list_datasets(here: Here, stream: Stream = "default", cursor: Cursor = None, limit: Limit = 200) -> DatasetList:
    """The datasets of a stream, the newest first."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = datasets.list_datasets(conn, stream, limit=limit + 1, before=cursor)
        least = here.settings.stream(stream).minimum_n
        items = [view(conn, item, minimum_n=least) for item in found[:limit]]
        return DatasetList(items=items, next=items[-1].id if len(found) > limit else None)


@router.get("/v1/datasets/active", responses=reads(examples.dataset(), found="The active dataset."))
def get_active(here: Here, stream: Stream = "default") -> Dataset:
    """The dataset that production is compared with now."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = datasets.active_dataset(conn, stream)
        if found is None:
            raise UnknownRow(f"Stream {stream!r} has no active dataset; PUT /v1/datasets/active makes one active.")
        return view(conn, found, minimum_n=here.settings.stream(stream).minimum_n)


@router.put("/v1/datasets/active", responses=writes(examples.activation(), done="It is active."))
def set_active(
    here: Here,
    switch: Annotated[
        Switch,
        Body(
            openapi_examples=example(
                {"dataset": 3, "who": "ada", "why": "Training run 41 starts with it."}, "Make dataset 3 active"
            )
        ),
    ],
    stream: Stream = "default",
) -> Activation:
    """Make a dataset the active one of its stream; making an earlier one active again is how to go back."""
    done = datasets.activate(here.engine, stream, switch.dataset, who=switch.who, why=switch.why, now=here.clock())
    return _activation(done)


@router.get(
    "/v1/datasets/active/history",
    responses=reads({"items": [examples.as_json(examples.activation())]}, found="The switches."),
)
def active_history(here: Here, stream: Stream = "default", limit: Limit = 100) -> ActivationList:
    """Who made which dataset active, when and why; the latest first."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = datasets.activations(conn, stream, limit=limit)
    return ActivationList(items=[_activation(item) for item in found])


@router.get("/v1/datasets/{dataset}", responses=reads(examples.dataset(), found="The dataset."))
def get_dataset(here: Here, dataset: DatasetId) -> Dataset:
    """One dataset."""
    with snapshot(here.engine) as conn:
        found = datasets.get_dataset(conn, dataset)
        return view(conn, found, minimum_n=here.settings.stream(found.stream).minimum_n)


@router.get(
    "/v1/datasets/{dataset}/fingerprint",
    response_model=Fingerprint,
    responses=reads(examples.dataset_fingerprint().only({"summary"}), found="Its fingerprint.", cached=True),
)
def dataset_fingerprint(
    here: Here, dataset: DatasetId, parts: Parts = "summary", if_none_match: IfNoneMatch = None
) -> Response:
    """The fingerprint of a dataset; it never changes."""
    chosen = parts_of(parts)
    with snapshot(here.engine) as conn:
        found = datasets.get_dataset(conn, dataset)

    def content() -> bytes:
        with snapshot(here.engine) as conn:
            whole = Fingerprint.loads(datasets.load_dataset_fingerprint(conn, dataset))
        return whole.only(chosen).dumps().encode()

    return document(etag_of(here.release, found.digest, dataset, sorted(chosen)), if_none_match, content, forever=True)


def _activation(found: datasets.Activation) -> Activation:
    return Activation(dataset=found.dataset, who=found.who, why=found.why, at=found.activated_at)
