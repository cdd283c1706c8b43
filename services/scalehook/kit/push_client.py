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
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scalehook.kit.push_address import Reach

if TYPE_CHECKING:
    import httpcore

AT_ONCE = 50  # pushes to one endpoint; a thousand at once would only fill its backlog

Place = tuple[asyncio.AbstractEventLoop, Reach, str, str]  # scheme, host and port


@dataclass
class Endpoint:
    """Who is pushed to: a server by its scheme, host and port."""

    connections: "httpcore.AsyncConnectionPool"
    turns: asyncio.Semaphore
    users: int = 0


_endpoints: dict[Place, Endpoint] = {}  # that somebody pushes to now
_making = threading.Lock()


@asynccontextmanager
async def endpoint_of(url: str, reach: Reach) -> AsyncIterator["httpcore.AsyncConnectionPool"]:
    """Connections to the server of this URL, once it is this push's turn."""
    parts = urlsplit(url)
    place = (asyncio.get_running_loop(), reach, parts.scheme, parts.netloc)
    tls = _tls() if _tls.cache_info().currsize else await asyncio.to_thread(_tls_once)
    endpoint = _endpoints.get(place) or _endpoints.setdefault(place, _new_endpoint(tls, reach))
    endpoint.users += 1
    try:
        async with endpoint.turns:
            yield endpoint.connections
    finally:
        endpoint.users -= 1
        if not endpoint.users:
            del _endpoints[place]
            await endpoint.connections.aclose()


def _new_endpoint(tls: ssl.SSLContext, reach: Reach) -> Endpoint:
    import httpcore

    from scalehook.kit.push_network import guarded

    connections = httpcore.AsyncConnectionPool(
        ssl_context=tls, network_backend=guarded(reach), max_connections=AT_ONCE
    )
    return Endpoint(connections, asyncio.Semaphore(AT_ONCE))


def _tls_once() -> ssl.SSLContext:
    """Whoever comes second waits for it."""
    with _making:
        return _tls()


@cache
def _tls() -> ssl.SSLContext:
    """Made once, in a thread, with the client's own import: most servers never push."""
    importlib.import_module("httpcore")
    return ssl.create_default_context()
