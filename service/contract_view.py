"""A stored contract in the words of the wire, and whether what it names is there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from prodshape.axes import all_axes
from prodshape.contract_version import ContractActivation, ContractDocument, ContractVersion
from prodshape.errors import InputError
from service.store.axis_definitions import load_axes
from service.store.contracts import active_contract
from service.streams import known_segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from prodshape.contract import Contract
    from service.settings import ServiceSettings
    from service.store import contracts


def check_names(conn: Connection, settings: ServiceSettings, stream: str, contract: Contract) -> None:
    """Refuse a contract of which a part would never be judged.

    Raises:
        InputError: it names an axis that neither this version nor a consumer measures, or a segment that the stream has not.
    """
    axes = {*all_axes(), *(key.name for key in load_axes(conn))}
    for name in contract.axes:
        if name not in axes:
            raise InputError(f"A contract names axes that are measured, got {name!r}: {_way_out(name, axes)}")
    segments = known_segments(settings, stream)
    for name in contract.segments:
        if name not in segments:
            raise InputError(
                f"A contract names segments of its stream, got {name!r}, which {stream!r} has not:"
                f" {_way_out(name, segments)}"
            )


def _way_out(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(known))}."


def listed(conn: Connection, found: contracts.ContractVersion) -> ContractVersion:
    """A version without its content; `conn` tells whether it is the active one."""
    active = active_contract(conn, found.stream)
    return ContractVersion(
        stream=found.stream,
        version=found.version,
        name=found.contract.name,
        digest=found.contract.digest,
        pushed_at=found.pushed_at,
        pushed_by=found.pushed_by,
        why=found.why,
        active=active is not None and active.version == found.version,
    )


def whole(conn: Connection, found: contracts.ContractVersion) -> ContractDocument:
    """A version with what is agreed."""
    return ContractDocument(
        **listed(conn, found).model_dump(),
        contract=found.contract.model_dump(mode="json", exclude_none=True),
        yaml=found.yaml,
    )


def activation(found: contracts.Activation) -> ContractActivation:
    """A switch."""
    return ContractActivation(version=found.version, who=found.who, why=found.why, at=found.activated_at)
