"""The examples of the OpenAPI document: two small real fingerprints, and what follows from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from prodshape.contract import Contract, Minimum, Terms
from prodshape.contract_version import ContractActivation, ContractDocument, ContractVersion
from prodshape.dataset import Activation, Baseline, BaselineChange, Dataset
from prodshape.fingerprint import Fingerprint
from prodshape.judging import Pair, judge
from prodshape.shifts.bins import bin_shifts
from prodshape.shifts.loudest import loudest
from prodshape.what_changed import MOST_BINS
from service.store.changes import Change
from service.store.evaluations import (
    Alarm,
    AxisEvaluation,
    BaselineRef,
    DatasetRef,
    Divergence,
    Evaluation,
    Kind,
    SegmentEvaluation,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from prodshape.verdict import Verdict

_AT = datetime(2026, 11, 2, 0, 0, 30, tzinfo=UTC)
CONTRACT = """\
format: prodshape.contract/1
name: support
about: What the support assistant may be trained on.
axes:
  end_mark: {tolerance: 0.08}
  # Few users write any: tell, but do not stop a training.
  emoji: {severity: warning}
"""
"""A contract as a team writes it."""

_CHANGE = Change(
    at=datetime(2026, 10, 27, 14, 20, tzinfo=UTC),
    first_at=datetime(2026, 10, 27, 13, 55, tzinfo=UTC),
    last_at=datetime(2026, 10, 27, 15, 5, tzinfo=UTC),
    found_at=datetime(2026, 10, 28, 2, 0, tzinfo=UTC),
    axis_version=2,
    bins="none",
    share_before=0.31,
    share_after=0.44,
)
_NO_BASELINE = "The baseline is the version that is compared: users cannot have moved yet."


@cache
def production() -> Fingerprint:
    """Eight messages of users, as version 12, with all parts."""
    return _load("production.fingerprint.json")


@cache
def dataset_fingerprint() -> Fingerprint:
    """Six sentences of a teacher, with all parts."""
    return _load("dataset.fingerprint.json")


def live() -> Fingerprint:
    """The same messages as a live fingerprint: without a number."""
    return production().only({"summary"}).model_copy(update={"version": None})


def dataset() -> Dataset:
    """The teacher's sentences, registered and active."""
    return Dataset(
        id=3,
        stream="default",
        name="support-synthetic",
        revision="2026-11-01",
        teacher="teacher-large-2",
        digest=dataset_fingerprint().digest,
        messages=dataset_fingerprint().messages,
        registered_at=_AT,
        registered_by="ada",
        active=True,
        baseline=baseline(),
    )


def baseline() -> Baseline:
    """A baseline that was said at registration."""
    return Baseline(version=12, reason="built against it, as said at registration")


def baseline_change() -> BaselineChange:
    """A move of a baseline."""
    return BaselineChange(previous=9, version=12, reason="Prompts were rewritten after version 12.", who="ada", at=_AT)


def activation() -> Activation:
    """A switch of the active dataset."""
    return Activation(dataset=3, who="ada", why="Training run 41 starts with it.", at=_AT)


def registration() -> dict[str, Any]:
    """What registers a dataset, as JSON."""
    return {
        "name": "support-synthetic",
        "revision": "2026-11-01",
        "teacher": "teacher-large-2",
        "built_against": 12,
        "who": "ada",
        "fingerprint": as_json(dataset_fingerprint()),
    }


def contract_push() -> dict[str, Any]:
    """What makes a new version of a contract, as JSON."""
    return {"yaml": CONTRACT, "who": "ada", "why": "End marks were agreed with the support team."}


def contract_version() -> ContractVersion:
    """The second version of a contract."""
    contract = Contract.loads(CONTRACT)
    return ContractVersion(
        stream="default",
        version=2,
        name=contract.name,
        digest=contract.digest,
        pushed_at=_AT,
        pushed_by="ada",
        why="End marks were agreed with the support team.",
        active=True,
    )


def contract_document() -> ContractDocument:
    """The same with what is agreed."""
    return ContractDocument(
        **contract_version().model_dump(),
        contract=Contract.loads(CONTRACT).model_dump(mode="json", exclude_none=True),
        yaml=CONTRACT,
    )


def contract_activation() -> ContractActivation:
    """A switch of the active contract."""
    return ContractActivation(version=2, who="ada", why="Version 3 was too strict for the mobile app.", at=_AT)


def contract() -> Contract:
    """A contract on two axes, content with the few messages of these examples."""
    axes = {"emoji": Terms(), "end_mark": Terms(tolerance=0.3)}
    return Contract(name="support", minimum=Minimum(messages=5, authors=2), axes=axes)


def gate_request() -> dict[str, Any]:
    """What asks for a verdict, as JSON."""
    document = as_json(dataset_fingerprint().only({"cells"}))
    return {"fingerprint": document, "contract": as_json(contract())}


def verdict() -> Verdict:
    """The verdict on it, really judged."""
    return judge(contract(), {"all": Pair.of(dataset_fingerprint(), production())})


def evaluation() -> Evaluation:
    """The comparison of both, really computed."""
    found = production()
    assert found.window is not None  # noqa: S101 - the file is ours, and a test reads it
    pair = Pair.of(dataset_fingerprint(), found)
    axes = {
        name: AxisEvaluation(
            unit=axis.unit,
            ratio_of=axis.ratio_of,
            production=axis.other,
            mismatch=Divergence(
                values=axis.values,
                reason=axis.reason,
                reference=axis.reference,
                confidence=axis.confidence,
                unsure=axis.unsure,
                bins=bin_shifts(dataset_fingerprint().axes[name], found.axes[name])[:MOST_BINS],
            ),
            drift=Divergence(values={}, reason=_NO_BASELINE, reference=None),
        )
        for name, axis in pair.comparison.axes.items()
    }
    contract = Contract.loads(CONTRACT)
    verdict = judge(contract, {"all": pair}, version=2)
    axes["end_mark"] = axes["end_mark"].model_copy(update={"change": _CHANGE})
    whole = SegmentEvaluation(
        messages=found.messages,
        authors=found.authors,
        cell_sources=found.cell_sources,
        digest=found.digest,
        loudest=loudest(found),
        axes=axes,
    )
    return Evaluation(
        stream="default",
        version=None,
        evaluated_at=_AT,
        watermark=found.window.end,
        behind_s=30,
        window=found.window,
        minimum_n=5,
        dataset=DatasetRef(id=3, name="support-synthetic", revision="2026-11-01", digest=dataset_fingerprint().digest),
        baseline=BaselineRef(version=12, window=found.window),
        mismatch_reason=None,
        drift_reason=_NO_BASELINE,
        segments={"all": whole},
        contract=verdict.contract,
        mismatch_verdict=verdict,
        mismatch_verdict_reason=None,
        drift_verdict_reason=_NO_BASELINE,
        alarms=[
            Alarm(segment="all", axis=axis, kind=kind, severity=terms.severity or "breach", on=False, since=None)
            for axis, terms in contract.axes.items()
            for kind in get_args(Kind)
        ],
    )


def as_json(document: BaseModel) -> dict[str, Any]:
    """A document as the JSON that goes over the wire."""
    found: dict[str, Any] = json.loads(document.model_dump_json())
    return found


def _load(name: str) -> Fingerprint:
    return Fingerprint.loads((files(__name__) / name).read_text(encoding="utf-8"))
