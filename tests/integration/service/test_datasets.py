"""Datasets over HTTP: registered once, switched with a reason, measured from a baseline that has a history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from prodshape.client import Client
from prodshape.dataset import Dataset
from prodshape.fingerprint import PARTS, Fingerprint
from tests.filling import dataset_of

if TYPE_CHECKING:
    import httpx

CLEAN = ["x" * (10 + place % 20) for place in range(200)]
OTHER = ["y" * (30 + place % 20) + "?" for place in range(100)]


def body(texts: list[str], **more: object) -> dict[str, Any]:
    document = json.loads(dataset_of(texts).dumps())
    return {"name": "support", "revision": "r1", "fingerprint": document} | more


def push(http: httpx.Client, texts: list[str], **more: object) -> Dataset:
    answer = http.post("/v1/datasets", json=body(texts, **more))
    assert answer.status_code == 201, answer.text
    return Dataset.model_validate(answer.json())


def switch(http: httpx.Client, dataset: int, why: str) -> None:
    answer = http.put("/v1/datasets/active", json={"dataset": dataset, "who": "ada", "why": why})
    assert answer.status_code == 200, answer.text


def test_a_dataset_is_registered_once(http: httpx.Client) -> None:
    made = push(http, CLEAN, teacher="big", who="ada")
    assert (made.name, made.teacher, made.messages, made.registered_by) == ("support", "big", 200, "ada")
    assert not made.active
    assert made.baseline.version == 2
    assert "newest version" in made.baseline.reason
    assert push(http, CLEAN, teacher="big") == made
    assert Dataset.model_validate(http.get(f"/v1/datasets/{made.id}").json()) == made
    assert [item["id"] for item in http.get("/v1/datasets").json()["items"]] == [made.id]


def test_its_fingerprint_comes_back_as_it_was(http: httpx.Client) -> None:
    made = push(http, CLEAN)
    path = f"/v1/datasets/{made.id}/fingerprint"
    answer = http.get(path, params={"parts": ",".join(PARTS)})
    assert Fingerprint.loads(answer.content) == dataset_of(CLEAN)
    assert http.get(path).json()["cell_messages"] is None
    again = http.get(path, params={"parts": ",".join(PARTS)}, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_revision_never_changes(http: httpx.Client) -> None:
    push(http, CLEAN)
    refused = http.post("/v1/datasets", json=body(OTHER))
    assert refused.status_code == 422
    assert "another revision" in refused.json()["detail"]


def test_what_is_no_dataset_is_refused_with_the_way_out(http: httpx.Client) -> None:
    changed = body(CLEAN)
    changed["fingerprint"]["source"]["rows"] = 7
    production = body(CLEAN, fingerprint=http.get("/v1/fingerprints/2?parts=" + ",".join(PARTS)).json())
    half = body(CLEAN)
    half["fingerprint"]["cell_messages"] = None
    none = body(CLEAN, fingerprint={"format": "something"})
    for sent, status, says in [
        (changed, 422, "was changed after it was made"),
        (production, 422, "is of production"),
        (half, 422, "comes without cells"),
        (none, 422, "prodshape.fingerprint/1"),
        (body(CLEAN, name=""), 422, "body.name"),
        (body(CLEAN, nmae="x"), 422, "body.nmae"),
        (body(CLEAN, built_against=True), 422, "body.built_against"),
        (body(CLEAN, built_against=99), 404, "no version 99"),
    ]:
        answer = http.post("/v1/datasets", json=sent)
        assert (answer.status_code, says in answer.json()["detail"]) == (status, True), answer.text
    assert http.post("/v1/datasets?stream=x", json=body(CLEAN)).status_code == 404
    assert http.get("/v1/datasets").json()["items"] == [], "nothing half done"


def test_one_is_active_and_who_switched_is_kept(http: httpx.Client) -> None:
    none = http.get("/v1/datasets/active")
    assert none.status_code == 404
    assert "PUT /v1/datasets/active" in none.json()["detail"]
    first, second = push(http, CLEAN), push(http, OTHER, revision="r2")
    switch(http, first.id, "the first")
    switch(http, second.id, "better")
    assert http.get("/v1/datasets/active").json()["id"] == second.id
    switch(http, first.id, "back: r2 broke the offline tests")
    assert http.get("/v1/datasets/active").json()["id"] == first.id
    history = http.get("/v1/datasets/active/history").json()["items"]
    assert [item["dataset"] for item in history] == [first.id, second.id, first.id]
    assert history[0]["who"] == "ada"
    assert history[0]["why"] == "back: r2 broke the offline tests"
    assert [item["active"] for item in http.get("/v1/datasets").json()["items"]] == [False, True]


def test_a_dataset_that_does_not_exist_or_belongs_elsewhere_cannot_be_active(http: httpx.Client) -> None:
    made = push(http, CLEAN)
    missing = http.put("/v1/datasets/active", json={"dataset": 999, "who": "a", "why": "b"})
    assert missing.status_code == 404
    elsewhere = http.put(
        "/v1/datasets/active", params={"stream": "quiet"}, json={"dataset": made.id, "who": "a", "why": "b"}
    )
    assert (elsewhere.status_code, "belongs to stream default" in elsewhere.json()["detail"]) == (404, True)
    unsaid = http.put("/v1/datasets/active", json={"dataset": made.id, "who": "a", "why": " "})
    assert (unsaid.status_code, "body.why" in unsaid.json()["detail"]) == (422, True)
    assert http.get("/v1/datasets/active").status_code == 404


def test_a_baseline_moves_with_a_reason(http: httpx.Client) -> None:
    made = push(http, CLEAN, built_against=1)
    path = f"/v1/datasets/{made.id}/baseline"
    assert http.get(path).json() == {"version": 1, "reason": "built against it, as said at registration"}
    moved = http.put(path, json={"version": 2, "reason": "prompts rewritten", "who": "bo"})
    assert moved.json() == {"version": 2, "reason": "prompts rewritten"}
    assert http.get(path).json() == moved.json()
    assert http.put(path, json={"version": 77, "reason": "r", "who": "w"}).status_code == 404
    assert http.get("/v1/datasets/999/baseline").status_code == 404
    assert http.get("/v1/datasets/999/baseline/history").status_code == 404
    history = http.get(path + "/history").json()["items"]
    assert [(item["previous"], item["version"], item["who"]) for item in history] == [
        (1, 2, "bo"),
        (None, 1, "not said"),
    ]


def test_without_a_fit_version_there_is_no_baseline_but_a_reason(http: httpx.Client) -> None:
    answer = http.post("/v1/datasets?stream=quiet", json=body(CLEAN))
    assert answer.json()["baseline"]["version"] is None
    assert "at least 200 messages" in answer.json()["baseline"]["reason"]


def test_writes_need_the_token_and_reads_are_public_here(http: httpx.Client) -> None:
    del http.headers["Authorization"]
    assert http.get("/v1/datasets").status_code == 200
    assert http.post("/v1/datasets", json=body(CLEAN)).status_code == 401
    assert http.put("/v1/datasets/active", json={"dataset": 1, "who": "a", "why": "b"}).status_code == 401
    assert http.get("/v1/datasets").json()["items"] == []


def test_a_body_that_is_not_declared_as_json_is_not_taken(http: httpx.Client) -> None:
    sent = json.dumps(body(CLEAN))
    assert http.post("/v1/datasets", content=sent, headers={"Content-Type": "text/plain"}).status_code == 422


def test_the_datasets_come_in_pages_and_the_client_reads_all(url: str, http: httpx.Client) -> None:
    made = [push(http, CLEAN, revision=f"r{number}").id for number in range(5)]
    first = http.get("/v1/datasets", params={"limit": 2}).json()
    second = http.get("/v1/datasets", params={"limit": 2, "cursor": first["next"]}).json()
    last = http.get("/v1/datasets", params={"limit": 2, "cursor": second["next"]}).json()

    assert [[item["id"] for item in page["items"]] for page in (first, second, last)] == [
        [made[4], made[3]],
        [made[2], made[1]],
        [made[0]],
    ]
    assert last["next"] is None
    with Client(url) as client:
        assert [item.id for item in client.datasets.all(page=2)] == made[::-1]
