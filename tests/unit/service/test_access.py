"""Closed by default."""

from __future__ import annotations

import base64

import pytest

from prodshape.errors import ConfigurationError
from service.access import AccessRules, check_address

TOKEN = "correct horse"


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_this_machine_needs_no_token(host: str) -> None:
    check_address(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "example.org", ""])  # noqa: S104 - refused is the point
def test_another_address_needs_a_token(host: str) -> None:
    with pytest.raises(ConfigurationError, match=r"PRODSHAPE_API_TOKEN") as caught:
        check_address(host, None)
    assert repr(host) in str(caught.value)
    check_address(host, TOKEN)


def status(rules: AccessRules, method: str, path: str, sent: str | None, host: str = "shape.example") -> int:
    refusal = rules.refusal(method, path, authorization=sent, host=host)
    return 200 if refusal is None else refusal.status


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "sent",
    [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        "bearer correct",
        f"Token {TOKEN}",
        "Basic !!",
        basic("x", "wrong"),
        "Basic /w==",
    ],
)
def test_a_wrong_token_passes_nothing(method: str, sent: str | None) -> None:
    assert status(AccessRules(token=TOKEN), method, "/v1/streams", sent) == 401


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_token_passes(method: str, scheme: str) -> None:
    assert status(AccessRules(token=TOKEN), method, "/v1/streams", f"{scheme} {TOKEN}") == 200


def test_a_browser_reads_with_the_token_as_password_but_never_writes() -> None:
    rules = AccessRules(token=TOKEN)
    assert status(rules, "GET", "/", basic("anyone", TOKEN)) == 200
    assert status(rules, "POST", "/v1/datasets", basic("anyone", TOKEN)) == 403


def test_public_read_opens_reads_only() -> None:
    rules = AccessRules(token=TOKEN, public_read=True)
    assert status(rules, "GET", "/v1/streams", None) == 200
    assert status(rules, "PUT", "/v1/datasets/active", None) == 401
    assert status(rules, "POST", "/v1/gate", None) == 200, "a read whose question is too long for an address"
    assert status(rules, "PUT", "/v1/gate", None) == 401
    assert status(AccessRules(token=TOKEN), "POST", "/v1/gate", None) == 401


def test_probes_need_no_token_and_no_name() -> None:
    for rules in (AccessRules(token=TOKEN), AccessRules(token=None)):
        assert status(rules, "GET", "/livez", None) == 200
        assert status(rules, "GET", "/readyz", None) == 200
        assert status(rules, "GET", "/livez/", None) != 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "[::1]:8000", "[::1]"])
def test_without_a_token_the_names_of_this_machine_pass(host: str) -> None:
    assert status(AccessRules(token=None), "PUT", "/v1/datasets/active", None, host) == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil:1"]
)
def test_without_a_token_another_name_is_a_rebound_one(host: str) -> None:
    assert status(AccessRules(token=None), "GET", "/v1/streams", None, host) == 403
