"""A door in front of Postgres that can strike while a COMMIT is under way: sent, and not answered yet."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Self

from sqlalchemy import make_url

COMMIT = b"COMMIT\x00"
LARGE = 4096
"""A transaction that sent more bytes than these is a checkpoint with counts, not a claim."""
CHUNK = 65_536


class CommitProxy:
    """Passes bytes between a client on a loopback port and a Postgres behind a Unix socket.

    Once armed, the next COMMIT of a large transaction is passed on, then `strike` is called, and both connections are
    cut: the server commits, and the client never hears of it.
    """

    def __init__(self, database_url: str) -> None:
        url = make_url(database_url)
        self._socket = f"{url.query['host']}/.s.PGSQL.5432"
        self._database = url.database
        self._user = url.username
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="commit-proxy", daemon=True)
        self._strike: Callable[[], None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.strikes = 0

    @property
    def url(self) -> str:
        """Where a client finds Postgres through this door."""
        return f"postgresql://{self._user}@127.0.0.1:{self.port}/{self._database}"

    def start(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        self.port = server.result(10).sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Cut everything."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def arm(self, strike: Callable[[], None]) -> None:
        """Strike at the next COMMIT of a large transaction."""
        self._strike = strike

    def disarm(self) -> bool:
        """Do not strike; gives whether it was still armed."""
        armed, self._strike = self._strike is not None, None
        return armed

    async def _serve(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_unix_connection(self._socket)
        except OSError:
            to_client.close()
            return
        back = asyncio.create_task(_pump(from_server, to_client))
        self._tasks.add(back)
        back.add_done_callback(self._tasks.discard)
        sent, tail = 0, b""
        with contextlib.suppress(OSError):
            while chunk := await from_client.read(CHUNK):
                sent += len(chunk)
                to_server.write(chunk)
                await to_server.drain()
                commits = COMMIT in tail + chunk
                tail = chunk[-len(COMMIT) :]
                if commits:
                    strike = self._strike
                    if strike is not None and sent > LARGE:
                        self._strike = None
                        self.strikes += 1
                        strike()
                        break
                    sent = 0
        back.cancel()
        for writer in (to_server, to_client):
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()
