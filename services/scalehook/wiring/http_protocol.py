"""HTTP/1.1 as uvicorn reads it; but what a face takes directly makes no detour through ASGI."""

import socket
import struct
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from scalehook.gateway.body import DRAINED_BYTES
from scalehook.gateway.faults.cut import HANG_UP
from scalehook.gateway.http import NAMES, TARGET, HttpRequest, HttpResponse, address, headers_of
from scalehook.wiring.direct_cycle import DirectCycle
from scalehook.wiring.garbled import headers_in
from scalehook.wiring.idle_time import IdleTime
from scalehook.wiring.one_write import GatheringTransport
from scalehook.wiring.response_bytes import as_bytes
from scalehook.wiring.targets import own_target, split_target
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import MalformedRequest, RequestTooLarge

IN_USE_SECONDS = 1.0  # after an answer: who ends the connection then has not waited for it to be idle
BREAK = struct.pack("ii", 1, 0)  # to linger for no time: what closes then is reset
MOST_FRAMING = 4 * 2**20  # all of a message but its body; the application refuses much less


class HttpProtocol(HttpToolsProtocol):
    """One connection. What is no request is refused by the application, in the form of its API."""

    gateway: Any  # the application
    cycle: Any  # uvicorn's, of a request that the application has; or a DirectCycle
    url = b""
    _fields: dict[str, str]  # of the head that comes
    requests = 0  # that have come by this connection
    _framing = 0  # bytes of this message, without its body
    _body = 0  # bytes of its body
    _chunk = b""  # that is being read
    _lingers = False  # an answer that ends the connection is out, and the rest of its request comes
    in_message = False  # of the parser: a request has begun, and its end has not come
    _in_head = False  # nobody knows it yet
    _request: HttpRequest | None = None  # its head is there, and it is not complete
    _direct: DirectCycle | None = None  # a request that goes to a face, and is not answered
    _left = False  # by the client, while it was in use

    def connection_made(self, transport: Any) -> None:
        """Somebody has connected."""
        gathering: Any = GatheringTransport(transport)
        self._transport: GatheringTransport = gathering
        super().connection_made(gathering)
        self.gateway = self.app
        self._address = address(self.server)
        self._client = self.client[0] if self.client else ""
        self._idle = IdleTime(self.loop, self.timeout_keep_alive, gathering.close)

    def eof_received(self) -> None:
        """The client closes the connection."""
        self._left = self._idle.seconds() < IN_USE_SECONDS
        super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was let go."""
        if exc is not None:  # it has not said so
            self._left = self._idle.seconds() < IN_USE_SECONDS
        if self._direct is not None:
            self._direct.leave()
            self._forget_direct()
        self._idle.stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        self._chunk = data
        self._framing += len(data)
        super().data_received(data)
        self._chunk = b""
        if self._framing > MOST_FRAMING and not self.transport.is_closing():
            self._refuse(RequestTooLarge(limit=MOST_FRAMING))

    def on_message_begin(self) -> None:
        """A request begins somewhere in what has come."""
        self._framing, self._body = len(self._chunk), 0
        self.in_message = self._in_head = True
        self.url, self._fields = b"", {}

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; what trails a body is nobody's. As `add_header` does, without a call for each."""
        known, fields = NAMES[name], self._fields
        fields[known] = "" if known == "host" and known in fields else value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Whose request it is can be told now. Behind one that closes the connection there is none."""
        self._in_head = False
        self.requests += 1
        if self.transport.is_closing():
            return
        request = self._request = self._head(self.parser.get_method().decode())
        face = None if self._is_unusual(request) else self.gateway.direct_face(request)
        if face is None:
            self._begin_application(request)
            return
        keep_alive = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
        self.cycle = self._direct = cycle = DirectCycle(self, face, request, keep_alive)
        if cycle.is_too_large():
            cycle.take()

    def on_body(self, body: bytes) -> None:
        """A part of the body. When the answer is out it is dropped, so that the client gets to read the
        answer; but not without end.
        """
        size = len(body)
        self._framing -= size
        self._body += size
        cycle = self.cycle
        if isinstance(cycle, DirectCycle):
            cycle.add(body)
        elif cycle is not None:
            super().on_body(body)
        if self._body > DRAINED_BYTES and (cycle is None or cycle.response_complete):
            self.transport.close()

    def on_message_complete(self) -> None:
        """The request is all there."""
        self._request, self.in_message = None, False
        cycle = self.cycle
        if isinstance(cycle, DirectCycle):
            cycle.end()
        elif cycle is not None:
            super().on_message_complete()
        elif self._lingers:
            self.transport.close()
        else:
            self._idle.begin()

    def on_response_complete(self) -> None:
        """An answer is out."""
        if self._direct is not None and self._direct.response_complete:
            self._forget_direct()
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self._idle.begin()

    def peer(self) -> str:
        """The client's address."""
        return address(self.client)

    def has_left(self) -> bool:
        """Whether the client has ended the connection while that was in use."""
        return self._left

    def write(
        self,
        response: HttpResponse,
        *,
        closing: bool,
        bodiless: bool = False,
        lingering: bool = False,
    ) -> None:
        """A whole answer in one write. A client that still sends would lose it by a connection that is
        closed at once.
        """
        more, transport = self.server_state.default_headers, self._transport
        transport.write_now(as_bytes(response, more, closing=closing, bodiless=bodiless))
        self._lingers = closing and lingering
        if closing and not lingering:
            transport.close()

    def hang_up(self, *, reset: bool) -> None:
        """Answer nothing, and nothing that came behind: the connection ends, or breaks."""
        if reset and (connected := self.transport.get_extra_info("socket")) is not None:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BREAK)
        self.transport.abort()

    def give_up(self) -> None:
        """Wait no longer for a direct request; others are tasks that can be cancelled."""
        if self._direct is not None:
            self._direct.give_up()

    def send_400_response(self, msg: str) -> None:
        """What has come is no HTTP."""
        self._refuse(MalformedRequest())

    def _unset_keepalive_if_required(self) -> None:
        """Bytes have come, or the connection has ended: uvicorn's own timer is never set."""
        self._idle.end()

    def _forget_direct(self) -> None:
        """An idle connection keeps nothing of what has come by it."""
        if self.cycle is self._direct:
            self.cycle = None  # as it is before the first request
        self._direct = None

    # -- requests that need more ----------------------------------------------------------------

    def _is_unusual(self, request: HttpRequest) -> bool:
        """Whether it waits for another or for its client to read, or wants more than an answer."""
        return (
            (self.cycle is not None and not self.cycle.response_complete)
            or self.flow.write_paused
            or "expect" in request.headers
            or self.parser.should_upgrade()
        )

    def _begin_application(self, request: HttpRequest) -> None:
        """As uvicorn does; but with the whole target: uvicorn's parser knows 64 KiB of it."""
        super().on_message_begin()
        for name, value in request.headers.items():
            super().on_header(name.encode(), value.encode("latin-1"))
        self.url = b"/"
        super().on_headers_complete()
        path = request.path.encode("latin-1")
        scope: Any = self.scope  # in time: the application starts as a task
        scope[HANG_UP], scope[TARGET] = self.hang_up, request.raw
        scope.update(path=request.path, raw_path=path, query_string=request.query.encode("latin-1"))

    # -- what is no request ---------------------------------------------------------------------

    def _refuse(self, error: ApiError) -> None:
        """Answer and hang up; a request that is still being answered is let finish instead."""
        if self._is_answering():
            self.cycle.keep_alive = False
            self.flow.pause_reading()
            return
        self.write(self.gateway.refuse(error, self._known()), closing=True)

    def _is_answering(self) -> bool:
        """Whether the next bytes would be taken for (a part of) another request's answer."""
        cycle = self.cycle
        begun = cycle is not None and not cycle.response_complete
        return begun and (cycle.response_started or self._request is None)

    def _known(self) -> HttpRequest:
        """The request that cannot be read, as far as it was; and what still looks like its headers."""
        if self._request is not None and not self._in_head:
            return self._request
        known = self._head("") if self._in_head else HttpRequest("", "/", "", {}, host=self._address)
        known.headers = headers_of(headers_in(self._chunk)) | known.headers
        return known

    def _head(self, method: str) -> HttpRequest:
        target = own_target(self.url)
        path, query = split_target(target)
        headers, self._fields = self._fields, {}
        request = HttpRequest(method, path, query, headers, b"", self._address, self._framing)
        request.line, request.client, request.raw = self, self._client, target
        return request
