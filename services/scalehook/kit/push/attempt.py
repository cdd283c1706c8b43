"""POSTs to endpoints of users: once, in bounded time, and only where pushes may go."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scalehook.kit.push.address import AddressRefused
from scalehook.kit.push.client import endpoint_of
from scalehook.kit.push.settings import PushSettings
from scalehook.kit.push.urls import leads_to_a_stack, on_the_wire, request_target

if TYPE_CHECKING:
    import httpcore

OWN_PATHS_REFUSED = "pushes may not go to a stack's own paths"
LONGEST_REASON = 500
NO_CONTENT = 204


async def push(
    endpoint: str,
    headers: Mapping[str, str],
    body: str,
    settings: PushSettings,
    seconds: float = 0,
) -> str:
    """Why the endpoint has not taken it, or nothing. Whatever goes wrong is a failed attempt. It has so
    many seconds to answer; 0: as the settings say.
    """
    try:
        url = on_the_wire(endpoint)
        check_path(url)
        async with (
            endpoint_of(url, settings.reach) as there,
            asyncio.timeout(seconds or settings.mns_push_timeout),
        ):
            return readable(await there.use(lambda way: post(way, url, headers, body)))
    except TimeoutError:
        return "no answer in time"
    except Exception as failure:  # of names, addresses, certificates, the other side's HTTP
        return readable(str(failure) or type(failure).__name__)


def verdict(endpoint: str, settings: PushSettings) -> str | None:
    """Why pushes to the endpoint cannot but fail, or nothing; None for a name, which is looked up."""
    try:
        url = on_the_wire(endpoint)
        check_path(url)
    except (AddressRefused, ValueError) as problem:
        return readable(str(problem))
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
        return readable(str(problem) or type(problem).__name__)
    return ""


async def post(
    connection: "httpcore.AsyncHTTPConnection", url: str, headers: Mapping[str, str], body: str
) -> str:
    """Success is an answer of 200 to 299. Redirects are not followed, what else it says is not read: an
    answer that ends with its head lets the next push have its connection. Header values are UTF-8.
    """
    given = {"Host": urlsplit(url).netloc, **headers}
    encoded = [(name.encode(), value.encode()) for name, value in given.items()]
    way = taken_apart(url)
    async with connection.stream(b"POST", way, headers=encoded, content=body.encode()) as answer:
        if answer.status == NO_CONTENT or (b"content-length", b"0") in answer.headers:
            await answer.aread()
        return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"


def taken_apart(url: str) -> "httpcore.URL":
    """As the client wants it, which itself would leave out what follows a semicolon."""
    import httpcore

    parts = urlsplit(url)
    host = (parts.hostname or "").encode()
    return httpcore.URL(
        scheme=parts.scheme.encode(), host=host, port=parts.port, target=request_target(url).encode()
    )


def check_path(url: str) -> None:
    """AddressRefused where the path is one of a stack's own."""
    if leads_to_a_stack(url):
        raise AddressRefused(OWN_PATHS_REFUSED)


def readable(reason: str) -> str:
    """Not too long, and text that can be written anywhere."""
    return reason.encode(errors="backslashreplace").decode()[:LONGEST_REASON]
