"""What the service knows of a contract: the wire format of its versions, and of switches between them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from prodshape.dataset import Reason, ShortText, Version

LONGEST = 200_000
"""Characters of a contract with its comments; twenty segments that name every axis need a fifth of it."""

Yaml = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")]


class ContractVersion(BaseModel):
    """A version of a stream's contract; it never changes."""

    model_config = ConfigDict(extra="forbid")

    stream: str
    version: int = Field(description="Counted from 1 in each stream.", ge=1)
    name: str = Field(description="As the contract says it.")
    digest: str = Field(description="Over what is agreed, whatever the order and the comments of the file.")
    pushed_at: datetime
    pushed_by: str
    why: str
    active: bool = Field(description="Whether verdicts of the stream are given by it now.")


class ContractDocument(ContractVersion):
    """A version with what is agreed."""

    contract: dict[str, Any] = Field(description="What is agreed, by the schema `contract`.")
    yaml: str = Field(description="The file as it was pushed, with its comments.")


class ContractPush(BaseModel):
    """What makes a new version of a stream's contract."""

    model_config = ConfigDict(extra="forbid")

    yaml: Yaml = Field(description="The file, as people wrote it.")
    who: ShortText
    why: Reason
    activate: StrictBool = Field(default=True, description="Give verdicts by it from now on.")


class ContractSwitch(BaseModel):
    """What makes a version the active one of its stream."""

    model_config = ConfigDict(extra="forbid")

    version: Version = Field(description="The number of a version.")
    who: ShortText
    why: Reason


class ContractActivation(BaseModel):
    """One switch of the active version, as the history keeps it."""

    model_config = ConfigDict(extra="forbid")

    version: int
    who: str
    why: str
    at: datetime
