"""The baseline of a dataset: the version of production that drift is measured from."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict

from prodshape.dataset import Baseline, BaselineChange, BaselineMove
from service import examples
from service.context import Here
from service.dataset_view import baseline_of
from service.openapi import example, reads, writes
from service.parameters import DatasetId, Limit
from service.store import datasets
from service.store.windows import snapshot

router = APIRouter(tags=["datasets"])


class BaselineChangeList(BaseModel):
    """Moves of a baseline, the latest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[BaselineChange]


@router.get("/v1/datasets/{dataset}/baseline", responses=reads(examples.baseline(), found="The baseline."))
def get_baseline(here: Here, dataset: DatasetId) -> Baseline:
    """The version that the dataset was built against, or why there is none yet."""
    with snapshot(here.engine) as conn:
        found = datasets.get_dataset(conn, dataset)
        return baseline_of(conn, found, minimum_n=here.settings.stream(found.stream).minimum_n)


@router.put("/v1/datasets/{dataset}/baseline", responses=writes(examples.baseline(), done="It is the baseline."))
def set_baseline(
    here: Here,
    dataset: DatasetId,
    move: Annotated[
        BaselineMove,
        Body(
            openapi_examples=example(
                {"version": 12, "reason": "Prompts were rewritten after version 12.", "who": "ada"}, "Move it to 12"
            )
        ),
    ],
) -> Baseline:
    """Measure drift from another version; retention keeps it from now on."""
    found = datasets.set_baseline(
        here.engine, dataset, move.version, reason=move.reason, who=move.who, now=here.clock()
    )
    with snapshot(here.engine) as conn:
        return baseline_of(conn, found, minimum_n=here.settings.stream(found.stream).minimum_n)


@router.get(
    "/v1/datasets/{dataset}/baseline/history",
    responses=reads({"items": [examples.as_json(examples.baseline_change())]}, found="The moves."),
)
def baseline_history(here: Here, dataset: DatasetId, limit: Limit = 100) -> BaselineChangeList:
    """Who moved the baseline, when and why; the latest first."""
    with snapshot(here.engine) as conn:
        datasets.get_dataset(conn, dataset)
        found = datasets.baseline_history(conn, dataset, limit=limit)
    return BaselineChangeList(
        items=[
            BaselineChange(
                previous=item.previous, version=item.version, reason=item.reason, who=item.who, at=item.changed_at
            )
            for item in found
        ]
    )
