"""POSTs to endpoints of users: once, in bounded time, and only where pushes may go."""

import asyncio
from collections.abc import Mapping
from functools import cached_property
from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import Field

from scalehook.kit.clock.durations import Duration
from scalehook.kit.push_address import AddressRefused, Network, Reach
from scalehook.kit.push_client import connection_to
from scalehook.kit.push_urls import leads_to_a_stack, on_the_wire
from scalehook.kit.settings import Listing, Settings

if TYPE_CHECKING:
    import httpcore

LOOPBACK = ("127.0.0.0/8", "::1/128")
METADATA = ("169.254.0.0/16", "fe80::/10", "100.100.100.200/32")  # link-local; Alibaba Cloud's own
OWN_PATHS_REFUSED = "pushes may not go to a stack's own paths"
LONGEST_REASON = 500
NO_CONTENT = 204


class PushSettings(Settings):
    """`SCALEHOOK_MNS_PUSH_…`: where pushes may go, and how patient they are; of every service that has
    any. What is refused is refused, whatever is allowed.
    """

    mns_push_timeout: Annotated[Duration, Field(gt=0)] = 5.0  # that an endpoint has to answer a push
    mns_push_allowed: Listing[Network] = [ip_network(text) for text in LOOPBACK]
    mns_push_refused: Listing[Network] = [ip_network(text) for text in METADATA]

    @cached_property
    def reach(self) -> Reach:
        """Where pushes may go."""
        return Reach(tuple(self.mns_push_allowed), tuple(self.mns_push_refused))


async def push(endpoint: str, headers: Mapping[str, str], body: str, settings: PushSettings) -> str:
    """Why the endpoint has not taken it, or nothing. Whatever goes wrong is a failed attempt."""
    try:
        url = on_the_wire(endpoint)
        _check_path(url)
        async with connection_to(url, settings.reach) as way, asyncio.timeout(settings.mns_push_timeout):
            return _readable(await post(way, url, headers, body))
    except TimeoutError:
        return "no answer in time"
    except Exception as failure:  # of names, addresses, certificates, the other side's HTTP
        return _readable(str(failure) or type(failure).__name__)


def verdict(endpoint: str, settings: PushSettings) -> str | None:
    """Why pushes to the endpoint cannot but fail, or nothing; None for a name, which is looked up."""
    try:
        url = on_the_wire(endpoint)
        _check_path(url)
    except (AddressRefused, ValueError) as problem:
        return _readable(str(problem))
    return settings.reach.verdict(urlsplit(url).hostname or "")


async def out_of_reach(endpoint: str, settings: PushSettings) -> str:
    """The same for a name, which is looked up now; at each push it is looked up again."""
    parts = urlsplit(on_the_wire(endpoint))
    try:
        async with asyncio.timeout(settings.mns_push_timeout):
            await settings.reach.addresses(parts.hostname or "", parts.port or 0)
    except TimeoutError:
        return "its name is not found in time"
    except (AddressRefused, OSError, UnicodeError) as problem:
        return _readable(str(problem) or type(problem).__name__)
    return ""


async def post(
    connection: "httpcore.AsyncHTTPConnection", url: str, headers: Mapping[str, str], body: str
) -> str:
    """Success is an answer of 200 to 299. Redirects are not followed, what else it says is not read: an
    answer that ends with its head lets the next push have its connection. Header values are UTF-8.
    """
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    async with connection.stream(b"POST", url, headers=encoded, content=body.encode()) as answer:
        if answer.status == NO_CONTENT or (b"content-length", b"0") in answer.headers:
            await answer.aread()
        return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"


def _check_path(url: str) -> None:
    if leads_to_a_stack(url):
        raise AddressRefused(OWN_PATHS_REFUSED)


def _readable(reason: str) -> str:
    return reason.encode(errors="backslashreplace").decode()[:LONGEST_REASON]
