"""The one client of all pushes: connections are shared, and no endpoint waits for another.

An endpoint's connections last as long as anybody pushes there. So many pushes come after each other on
one, and none is left open that the receiver could close at the wrong moment.
"""

import asyncio
import importlib
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from scalehook.kit.push.address import Reach

if TYPE_CHECKING:
    import httpcore

AT_ONCE = 20  # pushes to one endpoint: those that never answer leave room for all others
ALL_AT_ONCE = 200  # more would only make each other late


class Endpoint:
    """A server that is pushed to, and its connections that nobody uses at this moment."""

    def __init__(self) -> None:
        self.turns = asyncio.Semaphore(AT_ONCE)
        self.users = 0
        self._idle: list[httpcore.AsyncHTTPConnection] = []

    async def connection(self) -> "httpcore.AsyncHTTPConnection | None":
        """One that is still good, if there is any."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def take_back(self, connection: "httpcore.AsyncHTTPConnection") -> None:
        """For the next push, if it can have any."""
        if connection.is_available():
            self._idle.append(connection)
        else:
            await connection.aclose()

    async def close(self) -> None:
        """Nobody pushes there any more."""
        while self._idle:
            await self._idle.pop().aclose()


class Client:
    """All endpoints that are pushed to in one event loop."""

    def __init__(self) -> None:
        self.turns = asyncio.Semaphore(ALL_AT_ONCE)
        self.endpoints: dict[tuple[Reach, str], Endpoint] = {}


_clients: dict[asyncio.AbstractEventLoop, Client] = {}  # of those in which somebody pushes now
_making = threading.Lock()


@asynccontextmanager
async def connection_to(url: str, reach: Reach) -> AsyncIterator["httpcore.AsyncHTTPConnection"]:
    """A connection to the server of this URL, once it is this push's turn."""
    tls = _tls() if _tls.cache_info().currsize else await asyncio.to_thread(_tls_once)
    import httpcore

    origin = httpcore.URL(url).origin
    async with _endpoint((reach, str(origin))) as endpoint:
        connection = await endpoint.connection() or _new_connection(origin, tls, reach)
        try:
            yield connection
        finally:
            await endpoint.take_back(connection)


@asynccontextmanager
async def _endpoint(place: tuple[Reach, str]) -> AsyncIterator[Endpoint]:
    loop = asyncio.get_running_loop()
    client = _clients.setdefault(loop, Client())
    endpoint = client.endpoints.setdefault(place, Endpoint())
    endpoint.users += 1
    try:
        async with endpoint.turns, client.turns:
            yield endpoint
    finally:
        endpoint.users -= 1
        if not endpoint.users:
            del client.endpoints[place]
            if not client.endpoints:
                del _clients[loop]
            await endpoint.close()


def _new_connection(
    origin: "httpcore.Origin", tls: ssl.SSLContext, reach: Reach
) -> "httpcore.AsyncHTTPConnection":
    import httpcore

    from scalehook.kit.push.network import guarded

    return httpcore.AsyncHTTPConnection(origin, ssl_context=tls, network_backend=guarded(reach))


def _tls_once() -> ssl.SSLContext:
    """Whoever comes second waits for it."""
    with _making:
        return _tls()


@cache
def _tls() -> ssl.SSLContext:
    """Made once, in a thread, with the client's own import: most servers never push."""
    importlib.import_module("httpcore")
    return ssl.create_default_context()
