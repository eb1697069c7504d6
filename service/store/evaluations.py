"""The evaluation: how far production is from the active dataset and from its baseline, computed once and stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, NonNegativeInt, PositiveInt
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from prodshape.comparison import Side
from prodshape.confidence import Confidence
from prodshape.contract import Severity
from prodshape.fingerprint import CellSources, Window
from prodshape.shifts.bins import BinShift
from prodshape.shifts.loudest import Loudest
from prodshape.shifts.segments import SegmentPart
from prodshape.strict import Instant
from prodshape.verdict import ContractRef, Verdict
from service.store.changes import Change
from service.store.documents import pack, unpack
from service.store.tables import evaluations

if TYPE_CHECKING:
    from sqlalchemy import Connection

Kind = Literal["mismatch", "drift"]

OLDER = "It was evaluated by a version of Prodshape that gave no verdicts."

LIVE = 0
"""The place of a stream's live evaluation among those of its versions."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Divergence(_Part):
    """One kind of divergence on one axis: numbers, or the reason why there is none."""

    values: dict[str, FiniteFloat | None] = Field(
        description="By measure: jensen_shannon, population_stability_index, wasserstein (null for categories)."
        " Empty if there is a reason."
    )
    reason: str | None = Field(description="Why there is no number; null if there is one.")
    reference: Side | None = Field(description="What production is compared with, on this axis; null without one.")
    confidence: Confidence | None = Field(
        default=None, description="How sure the Jensen-Shannon distance is; null where there is a reason."
    )
    unsure: str | None = Field(default=None, description="Why there is a number, and cannot be said how sure it is.")
    bins: list[BinShift] = Field(default=[], description="The three bins that carry most of the divergence.")
    segments: list[SegmentPart] = Field(
        default=[], description="Of the drift of `all`: what each segment has to do with it, the greatest part first."
    )


class AxisEvaluation(_Part):
    """Production on one axis, and both kinds of divergence."""

    unit: str
    ratio_of: str | None = Field(description="What the ratios are, in words.")
    production: Side = Field(description="Version of the axis, n, mean and ratio in the window.")
    mismatch: Divergence = Field(description="Between the active dataset and production.")
    drift: Divergence = Field(description="Between the baseline of the active dataset and production now.")
    change: Change | None = Field(default=None, description="When users changed last; null if that was not seen.")


class SegmentEvaluation(_Part):
    """One segment of the stream."""

    messages: NonNegativeInt
    authors: NonNegativeInt | None = Field(description="Distinct authors, standard error 3 %.")
    cell_sources: CellSources
    digest: str = Field(description="Of the fingerprint that was evaluated.")
    loudest: Loudest | None = Field(
        default=None, description="The largest author cell; the live window has no sample to estimate its author from."
    )
    axes: dict[str, AxisEvaluation]


class DatasetRef(_Part):
    """The active dataset."""

    id: PositiveInt
    name: str
    revision: str
    digest: str


class BaselineRef(_Part):
    """The version that drift is measured from."""

    version: PositiveInt
    window: Window


class Alarm(_Part):
    """Whether an alarm is on: it turns on after a breach that lasts, and off after a `within` that lasts as long."""

    segment: str
    axis: str
    kind: Kind
    severity: Severity = Field(description="As the contract says: `breach`, or `warning` for what is only told.")
    on: bool
    since: Instant | None = Field(
        description="The watermark at the first of the verdicts that turned it on, or off; null if it was never on."
    )


class Evaluation(_Part):
    """Everything that gauges, page and JSON show: they read this one document, so they cannot disagree."""

    format: Literal["prodshape.evaluation/1"] = "prodshape.evaluation/1"
    stream: str
    version: PositiveInt | None = Field(description="The version that was evaluated; null for the live window.")
    evaluated_at: Instant
    watermark: Instant | None = Field(description="The event time up to which the stream is known to be counted.")
    behind_s: NonNegativeInt | None = Field(description="How far the window's end lies behind real time, seconds.")
    window: Window | None
    minimum_n: PositiveInt = Field(description="Messages that an axis needs on the side of production.")
    dataset: DatasetRef | None
    baseline: BaselineRef | None
    mismatch_reason: str | None = Field(description="Why there is no mismatch at all; null if there may be one.")
    drift_reason: str | None = Field(description="Why there is no drift at all; null if there may be one.")
    segments: dict[str, SegmentEvaluation]
    contract: ContractRef | None = Field(default=None, description="What the verdicts are given by; null: none.")
    mismatch_verdict: Verdict | None = Field(default=None, description="Of the active dataset and production.")
    mismatch_verdict_reason: str | None = Field(default=OLDER, description="Why there is no verdict; null if there is.")
    drift_verdict: Verdict | None = Field(default=None, description="Of the baseline and production now.")
    drift_verdict_reason: str | None = Field(default=OLDER, description="Why there is no verdict; null if there is.")
    alarms: list[Alarm] = Field(
        default_factory=list,
        description="Of each axis that is judged; empty for a version: alarms are of the live window.",
    )

    def verdicts(self) -> dict[Kind, Verdict]:
        """The verdicts that there are, by kind."""
        both: dict[Kind, Verdict | None] = {"mismatch": self.mismatch_verdict, "drift": self.drift_verdict}
        return {kind: verdict for kind, verdict in both.items() if verdict is not None}


def save_evaluation(conn: Connection, evaluation: Evaluation) -> None:
    """Store an evaluation: the live one of its stream is replaced, one of a version likewise."""
    values = {
        "stream": evaluation.stream,
        "version": evaluation.version or LIVE,
        "evaluated_at": evaluation.evaluated_at,
        "document": pack(evaluation.model_dump_json()),
    }
    conn.execute(
        insert(evaluations)
        .values(values)
        .on_conflict_do_update(
            index_elements=["stream", "version"],
            set_={name: values[name] for name in ("evaluated_at", "document")},
        )
    )


def load_evaluation(conn: Connection, stream: str, version: int | None = None) -> Evaluation | None:
    """The latest live evaluation of a stream, or that of a version; None if there is none yet."""
    blob = conn.execute(
        select(evaluations.c.document).where(evaluations.c.stream == stream, evaluations.c.version == (version or LIVE))
    ).scalar()
    return None if blob is None else Evaluation.model_validate_json(unpack(bytes(blob)))
