"""The gate as an endpoint and against a service: one verdict, whoever judges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import text

from prodshape.cli import main
from prodshape.contract import Contract
from prodshape.errors import InputError
from prodshape.gate_report import GateReport
from prodshape.verdict import Verdict
from service.problems import PROBLEM_JSON
from service.schemas import schema_of
from tests.filling import dataset_of
from tests.integration.service.conftest import TOKEN
from tests.integration.service.test_datasets import CLEAN

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from prodshape.client import Client

YAML = """
format: prodshape.contract/1
name: support
minimum: {messages: 50, authors: 10}
axes: {size: , ending: {severity: warning}}
segments: {web: {minimum: {messages: 20, authors: 5}}}
"""
CONTRACT = Contract.loads(YAML)


def asked(**more: Any) -> dict[str, Any]:
    document = json.loads(dataset_of(CLEAN).dumps())
    return {"fingerprint": document, "contract": json.loads(CONTRACT.model_dump_json())} | more


def test_the_endpoint_the_client_and_the_command_agree(
    http: httpx.Client, client: Client, url: str, tmp_path: Path
) -> None:
    answer = http.post("/v1/gate", json=asked())
    assert answer.status_code == 200, answer.text
    Draft202012Validator(schema_of("verdict")).validate(answer.json())
    found = Verdict.model_validate_json(answer.content)
    assert client.gate(dataset_of(CLEAN), CONTRACT) == found
    assert list(found.segments) == ["all", "web"]
    assert found.verdict == "breach"
    assert found.segments["web"].messages[1] < found.segments["all"].messages[1]
    assert found.other == http.get("/v1/fingerprints/latest").json()["digest"]
    assert (found.reference, found.contract.digest) == (dataset_of(CLEAN).digest, CONTRACT.digest)

    (tmp_path / "contract.yaml").write_text(YAML)
    (tmp_path / "train.fingerprint.json").write_text(dataset_of(CLEAN).dumps())
    words = ["gate", str(tmp_path / "train.fingerprint.json"), "-c", str(tmp_path / "contract.yaml")]
    with pytest.raises(SystemExit) as ending:
        main([*words, "--against", url, "--token", TOKEN, "-o", str(tmp_path / "gate.json")])
    judged = GateReport.model_validate_json((tmp_path / "gate.json").read_bytes()).verdict
    assert ending.value.code == 1
    # The clock of the service stands still in the past; that of the command says how old the window is.
    told = {
        name: segment.model_copy(update={"cautions": found.segments[name].cautions})
        for name, segment in judged.segments.items()
    }
    assert judged.model_copy(update={"segments": told}) == found
    assert any("Production was counted up to 2026-05-14" in one for one in judged.segments["all"].cautions)


def test_it_writes_nothing_and_is_open_where_reads_are(http: httpx.Client, url: str, filled: Engine) -> None:
    def rows() -> list[tuple[str, int]]:
        with filled.connect() as conn:
            names = conn.execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            ).scalars()
            return [(name, conn.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()) for name in names]  # noqa: S608

    before = rows()
    assert len(before) > 10
    assert http.post("/v1/gate", json=asked()).status_code == 200
    with httpx.Client(base_url=url, timeout=30) as nobody:
        assert nobody.post("/v1/gate", json=asked()).status_code == 200
        assert nobody.post("/v1/datasets", json={}).status_code == 401
    assert rows() == before


def without(document: dict[str, Any], *parts: str) -> dict[str, Any]:
    axes = {name: {**axis, "cells": None} for name, axis in document["axes"].items()}
    return document | dict.fromkeys(parts) | {"axes": axes}


def test_what_cannot_be_judged_is_a_problem(http: httpx.Client) -> None:
    document = asked()["fingerprint"]
    changed = document | {"messages": document["messages"] + 1}
    unknown = asked()["contract"] | {"axes": {"sizes": {}}}
    missing = asked()["contract"] | {"segments": {"mars": {}}}
    misfit = asked()["contract"] | {"tolerance": 2}
    for sent, status, says in [
        (asked(contract=None), 404, "has no active contract: send one as `contract`"),
        (asked(fingerprint=without(document, "cell_messages")), 422, "comes without"),
        (asked(fingerprint=changed), 422, "was changed after it was made"),
        (asked(contract=unknown), 422, "did you mean 'size'?"),
        (asked(contract=missing), 404, "it has all, "),
        (asked(contract=misfit), 422, "body.contract.tolerance"),
        (asked(more=1), 422, "body.more"),
        ({"contract": asked()["contract"]}, 422, "body.fingerprint"),
    ]:
        answer = http.post("/v1/gate", json=sent)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM_JSON), answer.text
        assert says in answer.json()["detail"]
    assert http.post("/v1/gate?stream=quiet", json=asked()).status_code == 404
    assert http.post("/v1/gate?stream=mars", json=asked()).status_code == 404
    assert http.post("/v1/gate", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    huge = http.post("/v1/gate", content=b" " * (64 * 1024 * 1024 + 1))
    assert huge.status_code == 413


def test_without_a_contract_the_active_one_is_asked_and_named(
    client: Client, http: httpx.Client, url: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="has no active contract"):
        client.gate(dataset_of(CLEAN))
    for why in ("first", "second"):
        yaml = YAML.replace("name: support", f"name: {why}")
        assert http.post("/v1/contracts", json={"yaml": yaml, "who": "ada", "why": why}).status_code == 201
    found = client.gate(dataset_of(CLEAN))
    assert (found.contract.name, found.contract.version) == ("second", 2)
    sent = client.gate(dataset_of(CLEAN), CONTRACT)
    assert (sent.contract.name, sent.contract.version) == ("support", None)
    (tmp_path / "train.fingerprint.json").write_text(dataset_of(CLEAN).dumps())
    with pytest.raises(SystemExit) as ending:
        main(["gate", str(tmp_path / "train.fingerprint.json"), "--against", url, "-o", str(tmp_path / "gate.json")])
    judged = GateReport.model_validate_json((tmp_path / "gate.json").read_bytes()).verdict
    assert (ending.value.code, judged.contract) == (1, found.contract)
