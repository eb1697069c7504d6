"""What asks a service for a verdict."""

from __future__ import annotations

from pydantic import Field

from prodshape.contract import Contract
from prodshape.fingerprint import Fingerprint
from prodshape.strict import Strict


class GateRequest(Strict):
    """A dataset, known by its fingerprint, and what is agreed."""

    fingerprint: Fingerprint = Field(
        description="Of the dataset, with its part `cells` at least; its digest is checked if all parts are there."
    )
    contract: Contract | None = Field(
        default=None, description="Instead of the contract that is active for the stream."
    )
