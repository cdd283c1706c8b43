"""A request to a server of users whose answer is wanted: only where pushes may go, in bounded time."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from scalehook.kit.push.attempt import check_path, readable, taken_apart
from scalehook.kit.push.client import endpoint_of
from scalehook.kit.push.settings import PushSettings
from scalehook.kit.push.urls import on_the_wire

if TYPE_CHECKING:
    import httpcore

MOST_BYTES = 256 * 1024  # of an answer


class Answered(NamedTuple):
    """What the server said: the body, or `reason` where there is none to be had."""

    body: str
    reason: str = ""


async def ask_server(
    method: str, url: str, headers: Mapping[str, str], body: str, settings: PushSettings
) -> Answered:
    """Redirects are not followed; another answer than 200 to 299 is a reason."""
    try:
        spelt = on_the_wire(url)
        if urlsplit(spelt).scheme not in ("http", "https"):
            return Answered("", "an address begins with http:// or https://")
        check_path(spelt)
        async with (
            endpoint_of(spelt, settings.reach) as there,
            asyncio.timeout(settings.mns_push_timeout),
        ):
            return await there.use(lambda way: _ask(way, method, spelt, headers, body))
    except TimeoutError:
        return Answered("", "no answer in time")
    except Exception as failure:  # of names, addresses, certificates, the other side's HTTP
        return Answered("", readable(str(failure) or type(failure).__name__))


async def _ask(
    connection: "httpcore.AsyncHTTPConnection",
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: str,
) -> Answered:
    given = {"Host": urlsplit(url).netloc, **headers}
    encoded = [(name.encode(), value.encode()) for name, value in given.items()]
    content = body.encode() if method == "POST" else None
    way = taken_apart(url)
    async with connection.stream(method.encode(), way, headers=encoded, content=content) as answer:
        if not 200 <= answer.status < 300:
            return Answered("", f"HTTP {answer.status}")
        read = bytearray()
        async for part in answer.aiter_stream():
            read += part
            if len(read) > MOST_BYTES:
                return Answered("", f"an answer of more than {MOST_BYTES} bytes")
        return Answered(read.decode(errors="backslashreplace"))
