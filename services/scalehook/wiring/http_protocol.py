"""HTTP/1.1 as uvicorn reads it, without the short limit and the plain texts of its parser."""

import re
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from scalehook.wiring.one_write import GatheringTransport
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import MalformedRequest, RequestTooLarge

AUTHORITY = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
MOST_FRAMING = 4 * 2**20  # all of a message but its body; the application refuses much less


class HttpProtocol(HttpToolsProtocol):
    """One connection. What is no request is refused by the application, in the form of its API."""

    url = b""
    _framing = 0  # bytes of this message, without its body
    _chunk = 0  # bytes that are being read
    _in_head = False  # a request has begun, and the application does not know it yet
    _in_body = False  # the application knows it, and it is not complete

    def connection_made(self, transport: Any) -> None:
        """Somebody has connected."""
        gathering: Any = GatheringTransport(transport)
        super().connection_made(gathering)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        self._chunk = len(data)
        self._framing += self._chunk
        super().data_received(data)
        if self._framing > MOST_FRAMING and not self.transport.is_closing():
            self._refuse(RequestTooLarge(limit=MOST_FRAMING))

    def on_message_begin(self) -> None:
        """A request begins somewhere in what has come."""
        self._framing, self._in_head = self._chunk, True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; what trails a body is none."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The application gets the whole target: uvicorn's parser knows 64 KiB of it."""
        self._in_head, self._in_body = False, True
        target, self.url = self.url, b"/"
        super().on_headers_complete()
        scope: Any = self.scope
        scope.update(split_target(target))  # in time: the application starts as a task

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._framing -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is all there."""
        self._in_body = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What has come is no HTTP."""
        self._refuse(MalformedRequest())

    def _refuse(self, error: ApiError) -> None:
        """Answer and hang up; a request that is still being answered is let finish instead."""
        if self._is_answering():
            self.cycle.keep_alive = False
            self.flow.pause_reading()
            return
        response = self.app.refuse(error, self._known())
        status = HTTPStatus(response.status)
        self.transport.write(b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()))
        headers = [*self.server_state.default_headers, *response.raw_headers, (b"connection", b"close")]
        self.transport.write(b"".join(b"%s: %s\r\n" % header for header in headers) + b"\r\n")
        self.transport.write(response.body)
        self.transport.close()

    def _is_answering(self) -> bool:
        """Whether the next bytes would be taken for (a part of) another request's answer."""
        cycle = self.cycle
        begun = cycle is not None and not cycle.response_complete
        return begun and (cycle.response_started or not self._in_body)

    def _known(self) -> dict[str, Any]:
        """The scope of the request that cannot be read, as far as it was."""
        scope: dict[str, Any] = {"method": "", "path": "", "query_string": b"", "headers": []}
        if self._in_head:
            scope |= {**self.scope, **split_target(self.url)}
        elif self._in_body:
            scope |= self.scope
        return scope


def split_target(target: bytes) -> dict[str, Any]:
    """Path and query for a scope; a proxy's client names the server before them."""
    authority = AUTHORITY.match(target)
    rest = target[authority.end() if authority else 0 :].partition(b"#")[0]
    path, _, query = rest.partition(b"?")
    path = path or b"/"
    return {"path": path.decode("latin-1"), "raw_path": path, "query_string": query}
