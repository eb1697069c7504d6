"""What the service knows of a training set: the wire format of registration, activation and baseline."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, StringConstraints

from prodshape.fingerprint import Fingerprint

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

ShortText = Annotated[
    StrictStr, StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=_PRINTABLE)
]
"""A name, a revision, a person: 1 to 200 characters, no control characters."""

Reason = Annotated[
    StrictStr, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True, pattern=r"^[^\x00]*$")
]
"""Why something was done: 1 to 1,000 characters, line breaks allowed."""

Version = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
"""The number of a fingerprint version, counted from 1 in each stream."""


def _as_document(value: object) -> object:
    """A fingerprint is strict: its times are text in JSON only, so what was parsed is read as JSON again."""
    return Fingerprint.loads(json.dumps(value)) if isinstance(value, dict) else value


class Baseline(BaseModel):
    """The fingerprint version of production that a dataset was built against; drift is measured from it.

    `version` is null until production has its first complete version that reaches the minimum n.
    """

    model_config = ConfigDict(extra="forbid")

    version: int | None = Field(description="Null while there is none; `reason` says why.")
    reason: str = Field(description="Why this version, or why none.")


class Dataset(BaseModel):
    """A registered training set."""

    model_config = ConfigDict(extra="forbid")

    id: int = Field(description="Given at registration.")
    stream: str
    name: str
    revision: str
    teacher: str | None = Field(default=None, description="The model that wrote the dataset.")
    digest: str = Field(description="The digest of the dataset's fingerprint.")
    messages: int = Field(description="How many rows were measured.", ge=0)
    registered_at: datetime
    registered_by: str
    active: bool = Field(description="Whether production is compared with this dataset now.")
    baseline: Baseline


class Registration(BaseModel):
    """What registers a dataset: its fingerprint with all parts, and what people call it."""

    model_config = ConfigDict(extra="forbid")

    name: ShortText
    revision: ShortText
    teacher: ShortText | None = None
    built_against: Version | None = Field(
        default=None,
        description="The version of production that it was built against; by default the latest at registration.",
    )
    who: ShortText | None = Field(default=None, description="Who registers it.")
    fingerprint: Annotated[Fingerprint, BeforeValidator(_as_document)] = Field(
        description="With all its parts, as `prodshape fingerprint` writes it."
    )


class Activation(BaseModel):
    """One switch of the active dataset, as the history keeps it."""

    model_config = ConfigDict(extra="forbid")

    dataset: int | None = Field(description="The id of the dataset; null where none was made active.")
    who: str
    why: str
    at: datetime


class Switch(BaseModel):
    """What makes a dataset the active one of its stream."""

    model_config = ConfigDict(extra="forbid")

    dataset: Annotated[StrictInt, Field(ge=1, le=2**31 - 1)] = Field(description="The id of a registered dataset.")
    who: ShortText
    why: Reason


class BaselineChange(BaseModel):
    """One move of a baseline, as the history keeps it."""

    model_config = ConfigDict(extra="forbid")

    previous: int | None = Field(description="Null for the first one.")
    version: int
    reason: str
    who: str
    at: datetime


class BaselineMove(BaseModel):
    """What moves the baseline of a dataset to another version."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    reason: Reason
    who: ShortText
