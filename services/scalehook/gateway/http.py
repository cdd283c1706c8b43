"""Requests and responses, as little of HTTP as the APIs need."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from starlette.types import Receive, Scope, Send

from scalehook_contracts.errors.gateway import RequestTooLarge

DRAINED_BYTES = 64 * 2**20  # of a request that is too large: its client gets to read the answer


class ClientLeft(Exception):
    """The client went away before it had sent the whole request: nobody reads an answer."""


async def _never() -> None:
    await asyncio.Event().wait()


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request with its body. `path` and `query` are as they stand on the request line."""

    method: str
    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes = b""
    host: str = ""  # what may be repeated to the client: never a Host header that was not checked
    left: Callable[[], Awaitable[None]] = field(default=_never, compare=False)  # returns when it has

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Answer(Protocol):
    """What a face answers with: a response, or a stream."""

    async def send(self, send: Send) -> None:
        """Write it."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response; names of headers are in lower case, as some clients insist."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """As they go over the wire."""
        raw = [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.content_type:
            raw.append((b"content-type", self.content_type.encode()))
        if self.status != 204:
            raw.append((b"content-length", str(len(self.body)).encode()))
        return raw

    async def send(self, send: Send) -> None:
        """Write it."""
        start = {"type": "http.response.start", "status": self.status, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": self.body})


def request_of(scope: Scope) -> HttpRequest:
    """The request without its body; of repeated headers the last, but no Host when there are two."""
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if (
        len(headers) < len(scope["headers"])
        and [name for name, _ in scope["headers"]].count(b"host") > 1
    ):
        del headers["host"]
    return HttpRequest(
        method=scope["method"],
        path=raw_path.decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        host="{}:{}".format(*scope["server"]) if scope.get("server") else "localhost",
    )


async def with_body(request: HttpRequest, receive: Receive, limit: int) -> HttpRequest:
    """The whole request; RequestTooLarge when its body is larger than `limit` bytes."""
    body = await _read_body(receive, limit)
    return replace(request, body=body, left=lambda: _left(receive))


async def _read_body(receive: Receive, limit: int) -> bytes:
    body, total = bytearray(), 0
    more = True
    while more and total <= DRAINED_BYTES:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft()
        chunk: bytes = message.get("body", b"")
        total += len(chunk)
        if total <= limit:
            body += chunk
        more = message.get("more_body", False)
    if total > limit:
        raise RequestTooLarge(limit=limit)
    return bytes(body)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
