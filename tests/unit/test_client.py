"""What the client says when there is no service at the other end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

from prodshape.client import Client, NotFoundError, RecentCache
from prodshape.errors import ConfigurationError, InputError, UnavailableError
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request


async def _page(_: Request) -> PlainTextResponse:
    return PlainTextResponse("<html>Welcome to the router</html>", media_type="text/html")


async def _login(_: Request) -> RedirectResponse:
    return RedirectResponse("https://login.example/")


async def _broken(_: Request) -> PlainTextResponse:
    return PlainTextResponse("bad gateway", status_code=502)


async def _other(_: Request) -> JSONResponse:
    return JSONResponse({"version": "2.0"})


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """A server that is no Prodshape."""
    app = Starlette(
        routes=[
            Route("/v1/streams", _page),
            Route("/v1/divergence", _login),
            Route("/v1/fingerprints/live", _broken),
            Route("/v1/fingerprints/latest", _other),
            Route("/v1/datasets/1", _other),
        ]
    )
    with serving(app) as url:
        yield url


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "ftp://shape.example", "http://", "shape", "http://[::1"])
def test_an_address_needs_a_scheme_and_a_host(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"http://127\.0\.0\.1:8000") as caught:
        Client(url)
    assert repr(url) in str(caught.value)


@pytest.mark.parametrize("token", ["", " ", "from-a-file\n", "schlüssel", "a\x00b"])
def test_a_token_that_no_header_can_carry_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(ConfigurationError, match="if it was read from a file, strip it") as caught:
        Client("http://127.0.0.1:9", token=token)
    assert not token.strip() or token.strip() not in str(caught.value)


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with Client(url) as client, pytest.raises(UnavailableError, match=r"cannot be reached") as caught:
            client.latest()
    assert url in str(caught.value)
    assert "python -m service" in str(caught.value)


def test_it_listens_and_says_nothing() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Client(url, timeout_s=0.3) as client, pytest.raises(UnavailableError, match=r"did not answer .* in time"):
            client.latest()


def test_something_else_answers(elsewhere: str) -> None:
    with Client(elsewhere, timeout_s=30) as client:
        with pytest.raises(InputError, match=r"must be JSON"):
            client.streams()
        with pytest.raises(ConfigurationError, match=r"login\.example"):
            client.divergence()
        with pytest.raises(UnavailableError, match=r"answered with 502: it is no Prodshape problem"):
            client.live()
        with pytest.raises(InputError, match=r'"format": "prodshape\.fingerprint/1"'):
            client.latest()
        with pytest.raises(InputError, match=r"Dataset\."):
            client.datasets.get(1)
        with pytest.raises(NotFoundError, match=r"404"):
            client.version(1)


def test_json_of_another_shape_and_what_cannot_be_unpacked_are_sentences() -> None:
    async def listed(_: Request) -> JSONResponse:
        return JSONResponse([1, 2])

    async def packed(_: Request) -> PlainTextResponse:
        return PlainTextResponse("not gzip", headers={"Content-Encoding": "gzip"})

    app = Starlette(routes=[Route("/v1/streams", packed), Route("/{rest:path}", listed)])
    with serving(app) as url, Client(url, timeout_s=30) as client:
        with pytest.raises(InputError, match="cannot be unpacked"):
            client.streams()
        asked: list[Callable[[], object]] = [
            client.divergence,
            client.datasets.all,
            client.datasets.history,
            lambda: client.datasets.baseline_history(1),
            lambda: list(client.versions()),
        ]
        for ask in asked:
            with pytest.raises(InputError, match=r"must be a JSON object.*\[1, 2\]"):
                ask()


def test_the_cache_keeps_what_was_used_last() -> None:
    cache = RecentCache(size=2)
    cache["a"] = cache["b"] = ("tag", b"")
    assert cache["a"] == ("tag", b"")
    cache["c"] = ("tag", b"")
    assert list(cache) == ["a", "c"]
