"""POSTs to endpoints of users: once, in bounded time, and not to the machine's own link."""

import asyncio
import importlib
import ssl
from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from scalehook.kit.clock.durations import Duration
from scalehook.kit.settings import Listing, Settings

if TYPE_CHECKING:
    import httpcore

Network = IPv4Network | IPv6Network
METADATA = ("169.254.0.0/16", "fe80::/10", "100.100.100.200/32")  # link-local; Alibaba Cloud's own
LONGEST_REASON = 500


class PushSettings(Settings):
    """`SCALEHOOK_MNS_PUSH_…`: where pushes may go, and how patient they are; of every service that has
    any.
    """

    mns_push_timeout: Annotated[Duration, Field(gt=0)] = 5.0  # that an endpoint has to answer a push
    mns_push_refused: Listing[Network] = [ip_network(text) for text in METADATA]


async def push(endpoint: str, headers: Mapping[str, str], body: str, settings: PushSettings) -> str:
    """Why the endpoint has not taken it, or nothing. Whatever goes wrong is a failed attempt."""
    try:
        async with asyncio.timeout(settings.mns_push_timeout):
            tls = await asyncio.to_thread(_tls)  # tens of milliseconds, the first time
            async with _connections(tls, settings.mns_push_refused) as connections:
                return _readable(await post(connections, endpoint, headers, body))
    except TimeoutError:
        return "no answer in time"
    except Exception as failure:  # of names, addresses, certificates, the other side's HTTP
        return _readable(str(failure) or type(failure).__name__)


async def post(
    connections: "httpcore.AsyncConnectionPool", endpoint: str, headers: Mapping[str, str], body: str
) -> str:
    """Success is an answer of 200 to 299. Redirects are not followed, what else it says is not read.
    Header values are UTF-8.
    """
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    url, content = _ascii(endpoint), body.encode()
    async with connections.stream(b"POST", url, headers=encoded, content=content) as answer:
        return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"


def _connections(tls: ssl.SSLContext, refused: Sequence[Network]) -> "httpcore.AsyncConnectionPool":
    import httpcore

    from scalehook.kit.push_address import guarded

    return httpcore.AsyncConnectionPool(ssl_context=tls, network_backend=guarded(refused))


@cache
def _tls() -> ssl.SSLContext:
    """Made once, in a thread, with the client's own import: most servers never push."""
    importlib.import_module("httpcore")
    return ssl.create_default_context()


def _ascii(endpoint: str) -> bytes:
    """The address as it stands on the wire: international names and paths encoded."""
    from urllib.parse import quote, urlsplit

    parts = urlsplit(endpoint)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    path, query = (quote(part, safe="/%:@!$&'()*+,;=?-._~") for part in (parts.path, parts.query))
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl().encode("ascii")


def _readable(reason: str) -> str:
    return reason.encode(errors="backslashreplace").decode()[:LONGEST_REASON]
