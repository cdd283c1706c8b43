"""Requests and responses, as little of HTTP as the APIs need."""

from dataclasses import dataclass, field
from typing import Any

from starlette.types import Receive, Scope, Send

from scalehook_contracts.errors.gateway import RequestTooLarge

DRAINED_BYTES = 64 * 2**20  # of a request that is too large: its client gets to read the answer


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request with its body. `path` and `query` are as they stand on the request line."""

    method: str
    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def host(self) -> str:
        """The Host header."""
        return self.headers.get("host", "")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response; names of headers are in lower case, as some clients insist."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, send: Send) -> None:
        """Write it."""
        raw = [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.content_type:
            raw.append((b"content-type", self.content_type.encode()))
        if self.status != 204:
            raw.append((b"content-length", str(len(self.body)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": self.body})


def headers_of(scope: Scope) -> dict[str, str]:
    """The headers; of repeated ones the last."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


async def read_request(
    scope: Scope, headers: dict[str, str], receive: Receive, limit: int
) -> HttpRequest:
    """The whole request; RequestTooLarge when its body is larger than `limit` bytes."""
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    return HttpRequest(
        method=scope["method"],
        path=raw_path.decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        body=await _read_body(receive, limit),
    )


async def _read_body(receive: Receive, limit: int) -> bytes:
    message: Any = await receive()
    body: bytes = message.get("body", b"")
    total = len(body)
    while message.get("more_body"):
        message = await receive()
        chunk = message.get("body", b"")
        total += len(chunk)
        if total <= limit:
            body += chunk
        if total > DRAINED_BYTES:
            break
    if total > limit:
        raise RequestTooLarge(limit=limit)
    return body
