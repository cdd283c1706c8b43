"""Requests and responses, as little of HTTP as the APIs need."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.types import Receive, Scope, Send

from scalehook.gateway.body import Body

TARGET = "scalehook.target"  # in the scope: what stands on the request line, without a server's name
LONGEST_NAME, MOST_NAMES = 40, 1000  # of headers that are remembered


class ClientLeft(Exception):
    """The client went away before it had sent the whole request: nobody reads an answer."""


async def _never() -> None:
    await asyncio.Event().wait()


class Line(Protocol):
    """The connection that requests come by."""

    requests: int  # so many have come

    def peer(self) -> str:
        """The client's address."""

    def has_left(self) -> bool:
        """Whether the client has ended it in the middle of something, or as soon as it was answered: one
        that has had no use for it for a while may close it, and go on with its work.
        """


@dataclass(slots=True)
class HttpRequest:
    """A request. `path` and `query` are as they stand on the request line. Its head comes first: the
    body is there when a face gets it.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes = b""
    host: str = ""  # what may be repeated to the client: never a Host header that was not checked
    head_bytes: int = sys.maxsize  # its headers have no more, whatever they are
    left: Callable[[], Awaitable[None]] = field(default=_never, compare=False)  # returns when it has
    line: "Line | None" = field(default=None, compare=False)  # that it came by, where that is known
    client: str = ""  # the address that it came from, without a port, where that is known
    raw: str = field(default="", compare=False)  # the whole target, where it is known

    @property
    def expected(self) -> str:
        """How long its body will be, if its client waits to be told to send it."""
        return self.headers.get("content-length", "") if "expect" in self.headers else ""

    @property
    def target(self) -> str:
        """Path and query, as they were signed: character by character."""
        if self.raw:
            return self.raw
        return f"{self.path}?{self.query}" if self.query else self.path


class Answer(Protocol):
    """What a face answers with: a response, or a stream."""

    async def send(self, send: Send) -> None:
        """Write it."""


@dataclass(slots=True)
class HttpResponse:
    """A response; names of headers are in lower case, as some clients insist."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def all_headers(self) -> dict[str, str]:
        """Its own, and those that tell of the body."""
        headers = self.headers.copy()
        if self.content_type:
            headers["content-type"] = self.content_type
        if self.status != 204:
            headers["content-length"] = str(len(self.body))
        return headers

    async def send(self, send: Send) -> None:
        """Write it."""
        headers = [(n.encode(), value.encode("latin-1")) for n, value in self.all_headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


class _Names(dict[bytes, str]):
    """Names of headers as texts in lower case; those that come again and again are made once."""

    def __missing__(self, raw: bytes) -> str:
        name = raw.decode().lower()
        if len(raw) <= LONGEST_NAME and len(self) < MOST_NAMES:
            self[raw] = name
        return name


NAMES = _Names()


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """As texts, names in ASCII and in lower case; of repeated ones the last."""
    headers: dict[str, str] = {}
    for name, value in raw:
        add_header(headers, name, value)
    return headers


def add_header(headers: dict[str, str], raw_name: bytes, value: bytes) -> None:
    """The next one. Of two hosts none is known: nobody is let in by either."""
    name = NAMES[raw_name]
    headers[name] = "" if name == "host" and name in headers else value.decode("latin-1")


def request_of(scope: Scope) -> HttpRequest:
    """The request without its body."""
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    return HttpRequest(
        method=scope["method"],
        path=raw_path.decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers_of(list(scope["headers"])),
        host=address(scope.get("server")),
        client=(scope.get("client") or ("",))[0],
        raw=scope.get(TARGET, ""),
    )


def address(server: tuple[str, int | None] | None) -> str:
    """The server's own, for clients that name another or none."""
    return "{}:{}".format(*server) if server else "localhost"


async def read_body(receive: Receive, limit: int, expected: str = "") -> bytes:
    """All of it; RequestTooLarge when that is more than `limit` bytes. `expected` is the length that a
    client has declared who sends it only when it is told to.
    """
    body = Body(limit, expected)
    more = not body.is_too_large
    while more and not body.is_endless:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft()
        body.add(message.get("body", b""))
        more = message.get("more_body", False)
    return body.whole()


async def client_left(receive: Receive) -> None:
    """Returns when it has; whatever else comes is of no interest."""
    while (await receive())["type"] != "http.disconnect":
        pass
