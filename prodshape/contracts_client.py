"""The contracts of a service, as its client sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from prodshape.contract_version import (
    ContractActivation,
    ContractDocument,
    ContractPush,
    ContractSwitch,
    ContractVersion,
)
from prodshape.wire import read_model

if TYPE_CHECKING:
    from prodshape.client import Client


class Contracts:
    """The contracts of a service: `client.contracts`. Each method raises as `Client.latest` does."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def push(
        self, yaml: str, *, who: str, why: str, activate: bool = True, stream: str = "default"
    ) -> ContractDocument:
        """Keep a contract as the next version of its stream; one that is agreed already stays the version it is.

        Args:
            yaml: the file, with its comments.
            who: pushes it.
            why: the contract is as it is.
            activate: give verdicts by it from now on.
            stream: whose verdicts.

        Raises:
            InputError: it is no contract, or names an axis or a segment that the service does not know.
        """
        body = read_model(ContractPush, {"yaml": yaml, "who": who, "why": why, "activate": activate})
        return self._client.write(ContractDocument, "POST", "/v1/contracts", body, stream=stream)

    def all(self, *, stream: str = "default", page: int = 200) -> list[ContractVersion]:
        """All versions of a stream's contract, newest first, without their content. Asks for `page` at a time."""
        return [read_model(ContractVersion, item) for item in self._client.pages("/v1/contracts", stream, page)]

    def get(self, version: int, *, stream: str = "default") -> ContractDocument:
        """One version, with what is agreed and the file that was pushed."""
        return read_model(ContractDocument, self._client.get_json(f"/v1/contracts/{version:d}", {"stream": stream}))

    def active(self, *, stream: str = "default") -> ContractDocument:
        """The version that verdicts are given by; NotFoundError if there is none."""
        return read_model(ContractDocument, self._client.get_json("/v1/contracts/active", {"stream": stream}))

    def activate(self, version: int, *, who: str, why: str, stream: str = "default") -> ContractActivation:
        """Give verdicts by a version from now on."""
        body = read_model(ContractSwitch, {"version": version, "who": who, "why": why})
        return self._client.write(ContractActivation, "PUT", "/v1/contracts/active", body, stream=stream)

    def history(self, *, stream: str = "default") -> list[ContractActivation]:
        """Who made which version the active one, when and why; newest first."""
        found = self._client.get_object("/v1/contracts/active/history", "items", query={"stream": stream})["items"]
        return TypeAdapter(list[ContractActivation]).validate_python(found)
