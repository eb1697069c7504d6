"""The JSON Schemas of everything that goes over the wire."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from service.openapi import reads
from service.problems import ProblemError
from service.schemas import FORMATS, schema_of

router = APIRouter(tags=["schemas"])


class SchemaList(BaseModel):
    """The names of the formats."""

    model_config = ConfigDict(extra="forbid")

    items: list[str]


Name = Annotated[
    str,
    Path(
        description="The name of a format.",
        openapi_examples={"fingerprint": {"summary": "The main document", "value": "fingerprint"}},
    ),
]


@router.get("/v1/schemas", responses=reads({"items": sorted(FORMATS)}, found="The names."))
async def list_schemas() -> SchemaList:
    """The names of the wire formats."""
    return SchemaList(items=sorted(FORMATS))


@router.get("/v1/schemas/{name}", responses=reads(schema_of("problem"), found="The schema."))
async def get_schema(name: Name) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format."""
    if name not in FORMATS:
        raise ProblemError(404, f"There is no format {name!r}; there are {', '.join(sorted(FORMATS))}.")
    return schema_of(name)
