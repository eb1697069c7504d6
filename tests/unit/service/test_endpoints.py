"""Laws over every endpoint: closed without the token, described with examples that are true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi.routing import APIRoute
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from service.access import OPEN_PATHS
from service.app import build_app
from service.problems import PROBLEM_JSON, Problem
from service.routes import all_routers
from service.schemas import DIALECT, FORMATS, schema_of
from service.settings import ServiceSettings
from service.store.database import make_engine
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "correct horse"
NOWHERE = "postgresql://nobody@127.0.0.1:9/none"
"""Port 9 discards: nothing here needs a database."""

ENDPOINTS = sorted(
    (method, route.path)
    for router in all_routers().values()
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
)
DOCUMENT = build_app(make_engine(NOWHERE), ServiceSettings()).openapi()
CLOSED = [endpoint for endpoint in ENDPOINTS if endpoint[1] not in OPEN_PATHS]


def filled(path: str) -> str:
    return path.format(version=1, dataset=1, name="problem")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    settings = ServiceSettings(api_token=SecretStr(TOKEN))
    with (
        serving(build_app(make_engine(NOWHERE, connect_timeout_s=1), settings)) as url,
        httpx.Client(base_url=url, timeout=30) as connection,
    ):
        yield connection


def test_there_are_endpoints() -> None:
    assert len(ENDPOINTS) > 20
    assert len(CLOSED) == len(ENDPOINTS) - 2


@pytest.mark.parametrize(("method", "path"), [*CLOSED, ("GET", "/openapi.json"), ("GET", "/nowhere"), ("PATCH", "/")])
@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}], ids=["no token", "wrong token"])
def test_without_the_token_it_answers_401(client: httpx.Client, method: str, path: str, sent: dict[str, str]) -> None:
    answer = client.request(method, filled(path), headers=sent)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == PROBLEM_JSON
    assert "Bearer" in answer.headers["WWW-Authenticate"]
    assert Problem.model_validate(answer.json()).status == 401


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_with_the_token_it_answers_something_else(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, filled(path), headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code not in {401, 403, 404, 405, 500}
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == PROBLEM_JSON


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/v1/streams")])
def test_without_a_database_it_answers_503(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "try again" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/livez", "/openapi.json", "/page.css", "/v1/schemas", "/v1/streams", "/nowhere"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    sent = {"Authorization": f"Bearer {TOKEN}"}
    get, head = client.get(path, headers=sent), client.head(path, headers=sent)
    own = {"date", "x-request-id"}
    assert head.status_code == get.status_code
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in get.headers.items() if k not in own
    }
    assert head.content == b""


def test_a_refused_method_is_answered_with_all_that_there_are(client: httpx.Client) -> None:
    sent = {"Authorization": f"Bearer {TOKEN}"}
    for path, allowed in (("/v1/datasets", "GET, HEAD, POST"), ("/v1/datasets/3/baseline", "GET, HEAD, PUT")):
        for method in ("OPTIONS", "DELETE"):
            answer = client.request(method, path, headers=sent)
            assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_one_slash_too_many_is_a_problem_and_no_redirect(client: httpx.Client) -> None:
    answer = client.get("/v1/streams/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM_JSON)


def test_the_probes_need_no_token(client: httpx.Client) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    away = client.get("/readyz")
    assert away.status_code == 503
    assert "PRODSHAPE_DATABASE_URL" in away.json()["detail"]


def test_a_misspelt_parameter_is_refused_and_not_ignored(client: httpx.Client) -> None:
    answer = client.get("/v1/divergence?segmnt=web", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 422
    assert "segmnt" in answer.json()["detail"]
    assert "segment, stream" in answer.json()["detail"]
    twice = client.get("/v1/divergence?segment=a&segment=b", headers={"Authorization": f"Bearer {TOKEN}"})
    assert twice.status_code == 422


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_it_is_described_and_every_error_has_an_example(method: str, path: str) -> None:
    operation = DOCUMENT["paths"][path][method.lower()]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    wanted = set() if path in OPEN_PATHS else {"401", "403"}
    if path.startswith("/v1/schemas"):
        wanted |= {"404"}
    elif path.startswith("/v1/") or path == "/":
        wanted |= {"404", "422", "503"}
    if method in {"POST", "PUT"}:
        wanted |= {"400", "413"}
    assert wanted <= set(operation["responses"])
    if path not in OPEN_PATHS:
        assert operation["security"] == [{"HTTPBearer": []}]


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_every_body_and_parameter_has_an_example_that_fits_its_schema(method: str, path: str) -> None:
    operation = DOCUMENT["paths"][path][method.lower()]
    described: list[tuple[str, dict[str, Any]]] = [
        (parameter["name"], parameter) for parameter in operation.get("parameters", [])
    ]
    if "requestBody" in operation:
        described += [("body", content) for content in operation["requestBody"]["content"].values()]
    for status, response in operation["responses"].items():
        if status == "304":
            assert "content" not in response
            continue
        assert response["content"], f"{status} without a body"
        described += [(status, content) for content in response["content"].values()]
    for name, content in described:
        examples = [entry["value"] for entry in content.get("examples", {}).values()] or content["schema"].get(
            "examples", _referred(content["schema"]).get("examples", [])
        )
        assert examples, f"{name} has no example"
        for value in examples:
            schema = {"$schema": DIALECT, **content["schema"], "components": DOCUMENT["components"]}
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def _referred(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = DOCUMENT["components"]["schemas"].get(name, {})
    return found


def test_an_example_that_does_not_fit_would_be_found() -> None:
    schema = {"$schema": DIALECT, "$ref": "#/components/schemas/Problem", "components": DOCUMENT["components"]}
    assert not Draft202012Validator(schema).is_valid({"type": "x", "title": "y", "status": "four", "detail": "z"})


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))
    assert schema_of(name)["$schema"] == DIALECT
