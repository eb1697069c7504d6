"""The JSON Schemas of the wire formats, by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from prodshape.comparison import Comparison
from prodshape.contract import Contract
from prodshape.contract_version import (
    ContractActivation,
    ContractDocument,
    ContractPush,
    ContractSwitch,
    ContractVersion,
)
from prodshape.dataset import Activation, Baseline, BaselineChange, BaselineMove, Dataset, Registration, Switch
from prodshape.fingerprint import Fingerprint
from prodshape.gate_report import GateReport
from prodshape.gate_request import GateRequest
from prodshape.verdict import Verdict
from service.problems import Problem
from service.store.evaluations import Evaluation

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FORMATS: dict[str, type[BaseModel]] = {
    "activation": Activation,
    "baseline": Baseline,
    "baseline-change": BaselineChange,
    "baseline-move": BaselineMove,
    "comparison": Comparison,
    "contract": Contract,
    "contract-activation": ContractActivation,
    "contract-document": ContractDocument,
    "contract-push": ContractPush,
    "contract-switch": ContractSwitch,
    "contract-version": ContractVersion,
    "dataset": Dataset,
    "evaluation": Evaluation,
    "fingerprint": Fingerprint,
    "gate-report": GateReport,
    "gate-request": GateRequest,
    "problem": Problem,
    "registration": Registration,
    "switch": Switch,
    "verdict": Verdict,
}
"""Everything that goes over the wire and is more than a list."""


@cache
def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format.

    Raises:
        KeyError: there is no format of that name.

    Example:
        >>> schema_of("problem")["title"]
        'Problem'
    """
    return {"$schema": DIALECT, **FORMATS[name].model_json_schema(mode="serialization")}
