"""Is the process alive, and can it serve? For orchestrators: answered without a token."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from service.context import Here
from service.problems import ProblemError, problem_responses

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "alive"}]})

    status: Literal["alive"]


class Ready(BaseModel):
    """The process can serve."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ready"}]})

    status: Literal["ready"]


@router.get("/livez", responses=problem_responses(500))
async def livez() -> Alive:
    """The process is alive. Looks at nothing else: a database that is away is no reason to restart us."""
    return Alive(status="alive")


@router.get("/readyz", responses=problem_responses(503))
async def readyz(here: Here) -> Ready:
    """The database answers and has the schema of this version; looked at once a second at most."""
    obstacle = await here.readiness.obstacle()
    if obstacle is not None:
        raise ProblemError(503, obstacle, headers={"Retry-After": "5"})
    return Ready(status="ready")
