"""The gate: may a dataset be trained on? A read, though it is a POST: nothing is stored."""

from typing import Annotated

from fastapi import APIRouter, Body
from sqlalchemy import Connection

from prodshape.contract import Contract
from prodshape.errors import InputError
from prodshape.fingerprint import PARTS, Fingerprint
from prodshape.gate_request import GateRequest
from prodshape.judging import Pair, judge
from prodshape.staleness import cautions
from prodshape.verdict import Verdict
from service import examples
from service.context import Here
from service.openapi import example, writes
from service.parameters import Stream
from service.store.contracts import active_contract
from service.store.errors import UnknownRow
from service.store.fingerprints import load_version, newest_version
from service.store.windows import snapshot
from service.streams import check_stream

router = APIRouter(tags=["gate"])


@router.post("/v1/gate", responses=writes(examples.verdict(), done="The verdict."))
def judge_dataset(
    here: Here,
    asked: Annotated[GateRequest, Body(openapi_examples=example(examples.gate_request(), "Six rows, two axes"))],
    stream: Stream = "default",
) -> Verdict:
    """Judge a dataset against the newest version of production; nothing is stored.

    The whole dataset is compared with each segment that the contract names. `undecided` is an answer, not an error.
    """
    dataset = _checked(asked.fingerprint)
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        contract, number = _contract(conn, asked.contract, stream)
        newest = newest_version(conn, stream)
        if newest is None:
            raise UnknownRow(
                f"Stream {stream!r} has no version yet: the first one is made within an hour of the first messages."
            )
        texts = {name: load_version(conn, stream, newest.version, name, whole=True) for name in contract.judged}
    now = here.clock()
    pairs = {}
    for name, text in texts.items():
        production = Fingerprint.loads(text)
        pairs[name] = Pair.of(dataset, production, cautions(production, now))
    return judge(contract, pairs, version=number)


def _checked(dataset: Fingerprint) -> Fingerprint:
    if "cells" not in dataset.parts:
        raise InputError("A verdict needs the part cells of the dataset's fingerprint, which this one comes without.")
    if dataset.parts == {*PARTS}:
        dataset.verify()
    return dataset


def _contract(conn: Connection, sent: Contract | None, stream: str) -> tuple[Contract, int | None]:
    """The contract that is asked, and its number in the service: what was sent, else the active one."""
    if sent is not None:
        return sent, None
    active = active_contract(conn, stream)
    if active is None:
        raise UnknownRow(
            f"Stream {stream!r} has no active contract: send one as `contract`, or bring one by `prodshape contract push`."
        )
    return active.contract, active.version
