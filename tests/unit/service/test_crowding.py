"""A crowded service refuses in the form of every other error, and its probes still answer."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx
from fastapi import FastAPI

from service.crowding import Crowding
from service.problems import PROBLEM_JSON

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MOST = 3


def crowded(test: Callable[[httpx.AsyncClient, Callable[[], Awaitable[object]]], Awaitable[None]]) -> None:
    """Run a test against an app in which MOST requests are waiting for an event."""

    async def run() -> None:
        app, leave, inside = FastAPI(openapi_url=None), asyncio.Event(), asyncio.Semaphore(0)

        @app.get("/wait")
        async def wait() -> int:
            inside.release()
            await leave.wait()
            return 1

        @app.get("/livez")
        async def livez() -> int:
            return 1

        app.add_middleware(Crowding, most=MOST)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            waiting = [asyncio.create_task(client.get("/wait")) for _ in range(MOST)]
            for _ in waiting:
                await inside.acquire()

            async def all_leave() -> None:
                leave.set()
                await asyncio.gather(*waiting)

            await test(client, all_leave)
            leave.set()
            assert [(await answer).status_code for answer in waiting] == [HTTPStatus.OK] * MOST

    asyncio.run(run())


def test_one_more_is_a_problem_that_says_when_to_come_back() -> None:
    async def test(client: httpx.AsyncClient, _: Callable[[], Awaitable[object]]) -> None:
        answer = await client.get("/wait")
        assert (answer.status_code, answer.headers["Content-Type"]) == (503, PROBLEM_JSON)
        assert answer.headers["Retry-After"] == "1"
        assert "At most 3 requests" in answer.json()["detail"]

    crowded(test)


def test_the_probes_are_answered_in_any_crowd() -> None:
    async def test(client: httpx.AsyncClient, _: Callable[[], Awaitable[object]]) -> None:
        assert (await client.get("/livez")).status_code == HTTPStatus.OK

    crowded(test)


def test_there_is_room_again_when_one_has_left() -> None:
    async def test(client: httpx.AsyncClient, all_leave: Callable[[], Awaitable[object]]) -> None:
        assert (await client.get("/wait")).status_code == HTTPStatus.SERVICE_UNAVAILABLE
        await all_leave()
        assert (await client.get("/wait")).status_code == HTTPStatus.OK

    crowded(test)
