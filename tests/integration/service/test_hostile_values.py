"""Values that break databases and encoders: each is a sentence, none is an error of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from service.problems import Problem
from tests.integration.service.test_datasets import CLEAN, body

if TYPE_CHECKING:
    import httpx

TEXTS = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\U0001f926\u200d\u202e",
    "'; DROP TABLE panes; --",
    "%00",
    "{}",
    "x" * 101,
    " ",
    "../..",
]
TIMES = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59Z",
    "1",
    "1e400",
    "-99999999999999",
    "99999999999999999999",
    "NaN",
    "2026-02-30T00:00:00Z",
    "\x00",
]


def checked(answer: httpx.Response) -> int:
    """The status, which is no 500, and whose body is a problem if it is an error."""
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        Problem.model_validate(answer.json())
    return answer.status_code


def test_in_a_query(http: httpx.Client) -> None:
    for text in TEXTS:
        sent = text.encode("utf-8", "surrogatepass")
        quoted = "".join(f"%{byte:02X}" for byte in sent)
        for path in ("/", "/v1/divergence", "/v1/fingerprints/latest", "/v1/fingerprints/live", "/v1/fingerprints/1"):
            assert checked(http.get(f"{path}?segment={quoted}")) in {404, 422}
            assert checked(http.get(f"{path}?stream={quoted}")) in {404, 422}
        for path in ("/v1/datasets", "/v1/datasets/active", "/v1/datasets/active/history", "/v1/fingerprints"):
            assert checked(http.get(f"{path}?stream={quoted}")) in {404, 422}
        assert checked(http.get(f"/v1/schemas/{quoted}")) in {404, 422}
        checked(http.get(f"/v1/streams?{quoted}={quoted}"))


def test_as_a_time(http: httpx.Client) -> None:
    for moment in TIMES:
        assert checked(http.get("/v1/fingerprints/latest", params={"at": moment})) in {200, 404, 422}


@pytest.mark.parametrize("field", ["name", "revision", "teacher", "who"])
def test_in_a_body(http: httpx.Client, field: str) -> None:
    for text in TEXTS:
        # json.dumps escapes what UTF-8 cannot say, as a hostile caller would.
        sent = json.dumps(body(CLEAN, **{field: text}))
        answer = http.post("/v1/datasets", content=sent, headers={"Content-Type": "application/json"})
        assert checked(answer) in {201, 422}


def test_in_the_reasons_of_a_switch(http: httpx.Client) -> None:
    for text in TEXTS:
        for sent in ({"dataset": 1, "who": text, "why": "b"}, {"dataset": 1, "who": "a", "why": text}):
            answer = http.put(
                "/v1/datasets/active", content=json.dumps(sent), headers={"Content-Type": "application/json"}
            )
            assert checked(answer) in {404, 422}


def test_as_a_whole_body(http: httpx.Client) -> None:
    for sent in (
        b"",
        b"null",
        b"[]",
        b"0",
        b'"x"',
        b"NaN",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"dataset": 1e400}',
        b'{"dataset": NaN}',
    ):
        for method, path in (
            ("POST", "/v1/datasets"),
            ("PUT", "/v1/datasets/active"),
            ("PUT", "/v1/datasets/1/baseline"),
        ):
            answer = http.request(method, path, content=sent, headers={"Content-Type": "application/json"})
            assert checked(answer) in {400, 422}


def test_in_a_header(http: httpx.Client) -> None:
    for value in (b"\xff\xfe", b"W/", b'"', b"*", b"x" * 1001):
        answer = http.get("/v1/fingerprints/1", headers={b"If-None-Match": value, b"X-Request-ID": value})
        assert checked(answer) in {200, 304, 422}
    for value in (b"\xff", b"Bearer \xc3\xa9", b"Basic \xff"):
        answer = http.put("/v1/datasets/active", headers={b"Authorization": value}, json={})
        assert checked(answer) == 401
