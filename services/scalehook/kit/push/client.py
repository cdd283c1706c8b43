"""The one client of all pushes: connections are shared, and no endpoint waits for another.

An endpoint's connections last as long as anybody pushes there. So many pushes come after each other on
one, and none is left open that the receiver could close at the wrong moment.
"""

import asyncio
import importlib
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from scalehook.kit.push.address import Reach
from scalehook.kit.push.turns import Line, Turns

if TYPE_CHECKING:
    import httpcore

T = TypeVar("T")


class Endpoint:
    """A server that is pushed to, and its connections that nobody uses at this moment."""

    def __init__(self, origin: "httpcore.Origin", reach: Reach) -> None:
        self.line = Line()
        self.users = 0
        self._origin, self._reach = origin, reach
        self._idle: list[httpcore.AsyncHTTPConnection] = []

    async def use(self, ask: Callable[["httpcore.AsyncHTTPConnection"], Awaitable[T]]) -> T:
        """On a connection that is still good, if there is any. The other side may close it in this very
        moment, and that is no failure of the request: then once more, on a new one.
        """
        import httpcore

        lost = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
        kept = await self._kept()
        if kept is not None:
            with suppress(*lost):
                return await self._asked(kept, ask)
        return await self._asked(_new_connection(self._origin, self._reach), ask)

    async def close(self) -> None:
        """Nobody pushes there any more."""
        while self._idle:
            await self._idle.pop().aclose()

    async def _kept(self) -> "httpcore.AsyncHTTPConnection | None":
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def _asked(
        self,
        connection: "httpcore.AsyncHTTPConnection",
        ask: Callable[["httpcore.AsyncHTTPConnection"], Awaitable[T]],
    ) -> T:
        """The connection is for the next push, if it can have any."""
        try:
            return await ask(connection)
        finally:
            if connection.is_available():
                self._idle.append(connection)
            else:
                await connection.aclose()


class Client:
    """All endpoints that are pushed to in one event loop."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.endpoints: dict[tuple[Reach, str], Endpoint] = {}


_clients: dict[asyncio.AbstractEventLoop, Client] = {}  # of those in which somebody pushes now
_making = threading.Lock()


@asynccontextmanager
async def endpoint_of(url: str, reach: Reach) -> AsyncIterator[Endpoint]:
    """The server of this URL, once it is this push's turn. Who gets no answer in time leaves by a
    TimeoutError.
    """
    if not _tls.cache_info().currsize:
        await asyncio.to_thread(_tls_once)
    import httpcore

    origin = httpcore.URL(url).origin
    loop = asyncio.get_running_loop()
    client = _clients.setdefault(loop, Client())
    place = (reach, str(origin))
    endpoint = client.endpoints.setdefault(place, Endpoint(origin, reach))
    endpoint.users += 1
    try:
        async with _turn(client.turns, endpoint.line):
            yield endpoint
    finally:
        endpoint.users -= 1
        if not endpoint.users:
            del client.endpoints[place]
            if not client.endpoints:
                del _clients[loop]
            await endpoint.close()


@asynccontextmanager
async def _turn(turns: Turns, line: Line) -> AsyncIterator[None]:
    await turns.take(line)
    silent = False
    try:
        yield
    except TimeoutError:
        silent = True
        raise
    finally:
        line.silent = silent
        turns.leave(line)


def _new_connection(origin: "httpcore.Origin", reach: Reach) -> "httpcore.AsyncHTTPConnection":
    import httpcore

    from scalehook.kit.push.network import guarded

    return httpcore.AsyncHTTPConnection(origin, ssl_context=_tls(), network_backend=guarded(reach))


def _tls_once() -> ssl.SSLContext:
    """Whoever comes second waits for it."""
    with _making:
        return _tls()


@cache
def _tls() -> ssl.SSLContext:
    """Made once, in a thread, with the client's own import: most servers never push."""
    importlib.import_module("httpcore")
    return ssl.create_default_context()
