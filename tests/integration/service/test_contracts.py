"""Contracts over HTTP: each version is kept once, switched with a reason, and given back as it was written."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from prodshape.client import Client, NotFoundError
from prodshape.contract import Contract
from prodshape.contract_version import ContractDocument
from prodshape.errors import InputError
from service.schemas import schema_of
from service.store.contracts import active_contract, list_contracts, push_contract
from tests.filling import NOW

if TYPE_CHECKING:
    import httpx
    from sqlalchemy import Engine


def contract(tolerance: float = 0.1, *, axes: str = "size: {}", segments: str = "") -> str:
    """A contract of the axes that the tests count."""
    text = f"format: prodshape.contract/1\nname: test\ntolerance: {tolerance}\naxes: {{{axes}}}  # a comment\n"
    return text + (f"segments: {{{segments}}}\n" if segments else "")


def push(http: httpx.Client, yaml: str, **more: object) -> ContractDocument:
    answer = http.post("/v1/contracts", json={"yaml": yaml, "who": "ada", "why": "a test"} | more)
    assert answer.status_code == 201, answer.text
    return ContractDocument.model_validate(answer.json())


def test_a_contract_is_kept_once_with_its_comments(http: httpx.Client) -> None:
    made = push(http, contract())
    assert (made.version, made.name, made.active, made.pushed_by) == (1, "test", True, "ada")
    assert made.yaml == contract()
    assert made.digest == Contract.loads(contract()).digest
    Draft202012Validator(schema_of("contract")).validate(made.contract)
    assert push(http, "# the same, told otherwise\n" + contract(), who="bo") == made
    assert push(http, contract(0.2), activate=False).active is False
    assert [(item["version"], item["active"]) for item in http.get("/v1/contracts").json()["items"]] == [
        (2, False),
        (1, True),
    ]
    assert len(http.get("/v1/contracts/active/history").json()["items"]) == 1


def test_a_version_comes_back_as_it_was_written_and_is_not_sent_twice(http: httpx.Client) -> None:
    push(http, contract())
    answer = http.get("/v1/contracts/1/yaml")
    assert (answer.text, answer.headers["Content-Type"]) == (contract(), "application/yaml")
    for path in ("/v1/contracts/1/yaml", "/v1/contracts/1", "/v1/contracts/active"):
        etag = http.get(path).headers["ETag"]
        assert http.get(path, headers={"If-None-Match": etag}).status_code == 304
    push(http, contract(0.2))
    assert http.get("/v1/contracts/1", headers={"If-None-Match": etag}).json()["active"] is False


def test_one_is_active_and_who_switched_is_kept(http: httpx.Client) -> None:
    missing = http.get("/v1/contracts/active")
    assert (missing.status_code, "prodshape contract push" in missing.json()["detail"]) == (404, True)
    push(http, contract(), why="the first")
    push(http, contract(0.2), why="looser")
    back = http.put("/v1/contracts/active", json={"version": 1, "who": "bo", "why": "too loose"})
    assert (back.status_code, back.json()["version"]) == (200, 1)
    again = http.put("/v1/contracts/active", json={"version": 1, "who": "cy", "why": "twice"})
    assert again.json() == back.json(), "nothing changed, so nothing is written"
    assert http.get("/v1/contracts/active").json()["version"] == 1
    history = http.get("/v1/contracts/active/history").json()["items"]
    assert [(item["version"], item["who"], item["why"]) for item in history] == [
        (1, "bo", "too loose"),
        (2, "ada", "looser"),
        (1, "ada", "the first"),
    ]
    assert http.put("/v1/contracts/active", json={"version": 9, "who": "a", "why": "b"}).status_code == 404


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        (contract(axes="sise: {}"), "got 'sise': did you mean 'size'?"),
        (contract(axes="typo: {}"), "got 'typo': did you mean 'typos'?"),
        (contract(axes="quux: {}"), "got 'quux': there are abbreviations,"),
        (contract(segments="wep: {}"), "got 'wep', which 'default' has not: did you mean 'web'?"),
        (contract(tolerance=2), "tolerance: Input should be less than or equal to 1"),
        ("name: x", 'says "format: prodshape.contract/1" at its top'),
        ("a: [", "is YAML in which no name stands twice: line"),
        ("a: 2026-13-45", "a value is not what its form or tag says"),
        ("[" * 50_000, "nested too deep"),
        ("a: &a [*a]", 'says "format'),
        ("\n".join(["a0: &a0 [1]", *(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 9}1]" for n in range(8))]), "100,000"),
        ("", "body.yaml"),
        ("x\0", "body.yaml"),
    ],
)  # fmt: skip
def test_what_is_no_contract_of_this_stream_is_refused_and_nothing_is_kept(
    http: httpx.Client, yaml: str, says: str
) -> None:
    answer = http.post("/v1/contracts", json={"yaml": yaml, "who": "ada", "why": "b"})
    assert (answer.status_code, says in answer.json()["detail"]) == (422, True), answer.text
    assert http.get("/v1/contracts").json() == {"items": [], "next": None}


def test_hostile_texts_are_sentences(http: httpx.Client) -> None:
    for text in ("\ud800", "\0", " ", "x" * 2000):
        for name in ("who", "why"):
            sent = {"yaml": contract(), "who": "ada", "why": "b", name: text}
            answer = http.post("/v1/contracts", content=json.dumps(sent), headers={"Content-Type": "application/json"})
            assert answer.status_code == 422, answer.text
    for path in ("/v1/contracts", "/v1/contracts/active", "/v1/contracts/1", "/v1/contracts/1/yaml"):
        assert http.get(path, params={"stream": "mars"}).status_code == 404
        assert http.get(path, params={"stream": "\0"}).status_code == 422
    assert http.get("/v1/contracts/0").status_code == 422


def test_writes_need_the_token(http: httpx.Client) -> None:
    del http.headers["Authorization"]
    assert http.post("/v1/contracts", json={}).status_code == 401
    assert http.put("/v1/contracts/active", json={}).status_code == 401
    assert http.get("/v1/contracts").status_code == 200


def test_the_client_pushes_reads_and_goes_back(client: Client) -> None:
    with pytest.raises(NotFoundError, match="no active contract"):
        client.contracts.active()
    for tolerance in (0.1, 0.2, 0.3):
        client.contracts.push(contract(tolerance), who="ada", why="a test")
    assert [item.version for item in client.contracts.all(page=2)] == [3, 2, 1]
    client.contracts.activate(1, who="ada", why="back")
    assert client.contracts.active() == client.contracts.get(1)
    assert [item.version for item in client.contracts.history()] == [1, 3, 2, 1]
    with pytest.raises(InputError, match="did you mean 'size'"):
        client.contracts.push(contract(axes="sise: {}"), who="ada", why="a test")
    with pytest.raises(InputError, match="ContractPush"):
        client.contracts.push(contract(), who="", why="a test")


def test_of_many_who_push_at_once_each_gets_a_number_and_the_same_one_gets_the_same(engine: Engine) -> None:
    texts = [contract(round(0.1 + place / 100, 2)) for place in range(6)] * 2
    with ThreadPoolExecutor(6) as pool:
        made = list(
            pool.map(lambda text: push_contract(engine, "default", text, who="a", why="b", now=NOW).version, texts)
        )
    assert made[:6] == made[6:]
    assert sorted(made[:6]) == [1, 2, 3, 4, 5, 6]
    with engine.connect() as conn:
        assert [item.version for item in list_contracts(conn, "default")] == [6, 5, 4, 3, 2, 1]
        assert active_contract(conn, "default") is not None
        assert active_contract(conn, "german") is None
