"""What the parts of a document are made of: strict models, moments exact to the millisecond, counts, digests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PlainSerializer,
)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")[:-6] + "Z"


def _milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


Instant = Annotated[
    AwareDatetime, AfterValidator(_milliseconds), PlainSerializer(_instant, return_type=str, when_used="json")
]
"""A moment in UTC, exact to the millisecond; in JSON `2026-11-23T05:00:00Z`."""

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Count = NonNegativeInt


class Strict(BaseModel):
    """What all parts of the document have in common: nothing is converted, nothing unknown is let in."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
