"""The verdict: what a contract says of two fingerprints, per axis, per segment and as a whole, and how sure that is."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, FiniteFloat, PositiveInt

from prodshape.confidence import Interval
from prodshape.contract import Severity
from prodshape.strict import Count, Digest, Strict

FORMAT: Literal["prodshape.verdict/1"] = "prodshape.verdict/1"


class Outcome(StrEnum):
    """What can be said: the interval of the distance lies below the tolerance, above it, or on both sides."""

    WITHIN = "within"
    BREACH = "breach"
    UNDECIDED = "undecided"


class AxisVerdict(Strict):
    """What is said of one axis. `sentence` says it in words, for whoever decides."""

    verdict: Outcome
    severity: Severity = Field(description="Whether a breach here is one of the whole.")
    tolerance: FiniteFloat = Field(description="The greatest Jensen-Shannon distance that the contract accepts.")
    distance: FiniteFloat | None = Field(description="The Jensen-Shannon distance found; null if there is none.")
    interval: Interval | None = Field(description="Where the true distance lies, 95 %.")
    p_corrected: FiniteFloat | None = Field(
        description="How probable so much difference is if both are alike, corrected for all axes and segments judged."
    )
    smallest_visible: FiniteFloat | None = Field(
        description="The distance that would be told from none with a probability of 80 %."
    )
    messages_needed: PositiveInt | None = Field(
        description="If undecided for want of messages: about how many of production would decide."
    )
    sentence: str


class SegmentVerdict(Strict):
    """What is said of one segment: its axes, and what speaks against trusting it too much."""

    verdict: Outcome
    messages: tuple[Count, Count] = Field(description="Of the reference and of the other.")
    authors: tuple[Count | None, Count | None] = Field(description="Of the reference and of the other; null: unknown.")
    axes: dict[str, AxisVerdict]
    cautions: list[str] = Field(description="What a reader must know of these numbers, one sentence each.")


class ContractRef(Strict):
    """Which contract was asked."""

    name: str
    digest: Digest
    version: PositiveInt | None = Field(default=None, description="Its number in the service; null for a file.")


class Verdict(Strict):
    """The document: what the contract says of two fingerprints."""

    format: Literal["prodshape.verdict/1"] = FORMAT
    contract: ContractRef
    reference: Digest = Field(description="Of the fingerprint that is compared with.")
    other: Digest = Field(description="Of the fingerprint that is compared.")
    verdict: Outcome = Field(
        description="breach if an axis that counts for it is in breach; else undecided if one is; else within."
    )
    sentence: str
    segments: dict[str, SegmentVerdict] = Field(description="The whole stream is `all`.")

    def of(self, outcome: Outcome, severity: Severity = "breach") -> list[tuple[str, str, AxisVerdict]]:
        """List segment, axis and verdict of those with this outcome, the greatest distance first."""
        found = [
            (segment, name, axis)
            for segment, told in self.segments.items()
            for name, axis in told.axes.items()
            if (axis.verdict, axis.severity) == (outcome, severity)
        ]
        return sorted(found, key=lambda item: (-(item[2].distance or 0.0), item[0], item[1]))

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema (2020-12) of the document."""
        schema = cls.model_json_schema(mode="serialization")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def whole(axes: list[AxisVerdict]) -> Outcome:
    """Sum up: one breach is a breach, else one axis undecided leaves all undecided; warnings do not count."""
    found = {axis.verdict for axis in axes if axis.severity == "breach"}
    return next((one for one in (Outcome.BREACH, Outcome.UNDECIDED) if one in found), Outcome.WITHIN)
