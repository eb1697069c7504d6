"""Every error is a problem document, whoever raised it."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, StrictInt

from prodshape.errors import ConfigurationError, InputError, NotComparableError, UnavailableError
from service.body_limit import BodyLimit
from service.problems import PROBLEM_JSON, Problem, ProblemError, add_problem_handlers, problem_responses
from service.request_log import SAFE_HEADERS, RequestLog
from service.store.errors import UnknownRow
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator


class Order(BaseModel):
    count: StrictInt
    names: list[str] = []


RAISED = {
    "unknown-row": (UnknownRow("Nothing is called so; ask for another."), 404),
    "input": (InputError("A part is one of two, got 'x'; use one of them."), 422),
    "unlike": (NotComparableError("Versions differ; measure again."), 409),
    "away": (UnavailableError("It does not answer; try again."), 503),
    "settings": (ConfigurationError("A setting is wrong; change it."), 500),
    "ours": (ProblemError(403, "You may not; ask somebody."), 403),
}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    app = FastAPI(openapi_url=None)
    add_problem_handlers(app)

    @app.post("/orders")
    def order(body: Order) -> int:
        return body.count

    @app.get("/raised/{name}")
    def raised(name: str) -> None:
        raise RAISED[name][0]

    @app.get("/bug")
    def bug() -> None:
        raise RuntimeError("a text of a user stands in here")

    app.add_middleware(BodyLimit, limit=1000)
    app.add_middleware(RequestLog)
    with serving(app) as url, httpx.Client(base_url=url, timeout=30) as connection:
        yield connection


@pytest.mark.parametrize("name", RAISED)
def test_an_error_of_the_library_keeps_its_sentence(client: httpx.Client, name: str) -> None:
    error, status = RAISED[name]
    answer = client.get(f"/raised/{name}")
    problem = Problem.model_validate(answer.json())
    assert (answer.status_code, problem.status, problem.detail) == (
        status,
        status,
        getattr(error, "detail", None) or str(error),
    )
    assert answer.headers["Content-Type"] == PROBLEM_JSON


def test_a_bug_is_a_problem_that_tells_nothing_but_the_id(client: httpx.Client) -> None:
    answer = client.get("/bug", headers={"X-Request-ID": "mine-1"})
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == PROBLEM_JSON
    assert answer.headers["X-Request-ID"] == "mine-1"
    assert "mine-1" in answer.json()["detail"]
    assert "text of a user" not in answer.text


def test_an_unknown_address_and_a_wrong_method_are_problems(client: httpx.Client) -> None:
    missing = client.get("/nowhere")
    assert (missing.status_code, missing.headers["Content-Type"]) == (404, PROBLEM_JSON)
    assert "/nowhere" in missing.json()["detail"]
    wrong = client.put("/orders")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "POST")
    assert "PUT" in wrong.json()["detail"]


def test_a_broken_value_is_named_with_its_place_its_rule_and_what_came(client: httpx.Client) -> None:
    answer = client.post("/orders", json={"count": "three"})
    assert answer.status_code == 422
    fault = answer.json()["faults"][0]
    assert fault["where"] == "body.count"
    assert fault["value"] == "'three'"
    assert "body.count" in answer.json()["detail"]
    assert "'three'" in answer.json()["detail"]


def test_a_long_value_is_not_sent_back_whole(client: httpx.Client) -> None:
    answer = client.post("/orders", json={"count": "x" * 500})
    assert len(answer.json()["faults"][0]["value"]) == 100


def test_ten_faults_are_three_in_the_sentence_and_all_in_the_list(client: httpx.Client) -> None:
    problem = client.post("/orders", json={"count": 1, "names": list(range(10))}).json()
    assert "and 7 more" in problem["detail"]
    assert len(problem["faults"]) == 10


@pytest.mark.parametrize(
    ("body", "says"),
    [(b"{count: 1}", "character 1"), (b'{"count": \xff}', "cannot be read")],
    ids=["not JSON", "not UTF-8"],
)
def test_a_body_that_cannot_be_read_is_a_400(client: httpx.Client, body: bytes, says: str) -> None:
    answer = client.post("/orders", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_a_body_over_the_limit_is_refused_by_its_declared_length(client: httpx.Client) -> None:
    answer = client.post("/orders", content=b" " * 1001)
    assert answer.status_code == 413
    assert "1000 bytes" in answer.json()["detail"]
    assert "1001" in answer.json()["detail"]


def test_a_body_over_the_limit_is_refused_by_what_arrives(client: httpx.Client) -> None:
    answer = client.post(
        "/orders", content=(b" " * 300 for _ in range(4)), headers={"Content-Type": "application/json"}
    )
    assert "content-length" not in {name.lower() for name in answer.request.headers}
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == PROBLEM_JSON


@pytest.mark.parametrize("header", ["Content-Length: 1500", "Transfer-Encoding: chunked"])
def test_a_caller_who_is_slow_to_send_too_much_reads_the_whole_refusal(client: httpx.Client, header: str) -> None:
    chunk = b"%x\r\n%s\r\n" % (500, b" " * 500) if "chunked" in header else b" " * 500
    head = f"POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{header}\r\n\r\n".encode()
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=20) as line:
        for part in [head, chunk, chunk, chunk, b"0\r\n\r\n" if "chunked" in header else b""]:
            line.sendall(part)
            time.sleep(0.05)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 413")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == 413


def test_a_body_of_just_the_limit_passes(client: httpx.Client) -> None:
    body = b'{"count": 7}'.ljust(1000)
    assert client.post("/orders", content=body, headers={"Content-Type": "application/json"}).json() == 7


def test_a_plausible_request_id_comes_back_and_another_is_replaced(client: httpx.Client) -> None:
    assert client.get("/nowhere", headers={"X-Request-ID": "a.b_c-1"}).headers["X-Request-ID"] == "a.b_c-1"
    odd = client.get("/nowhere", headers={"X-Request-ID": "x" * 200})
    assert len(odd.headers["X-Request-ID"]) == 32
    assert odd.json()["instance"].endswith(odd.headers["X-Request-ID"])


def test_every_answer_has_the_safe_headers(client: httpx.Client) -> None:
    answer = client.get("/nowhere")
    assert {name: answer.headers[name] for name in SAFE_HEADERS} == SAFE_HEADERS
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", problem_responses(400, 401, 403, 404, 409, 413, 422, 500, 503))
def test_the_example_of_a_status_is_a_problem_of_that_status(status: int) -> None:
    [example] = problem_responses(status)[status]["content"][PROBLEM_JSON]["examples"].values()
    problem = Problem.model_validate(example["value"])
    assert problem.status == status
    assert problem.type.startswith("urn:prodshape:problem:")
