"""A connection by which most requests come without a parser: those that a face takes directly."""

from typing import Any

from scalehook.gateway.http import HttpRequest
from scalehook.wiring.direct_cycle import DirectCycle
from scalehook.wiring.http_protocol import HttpProtocol
from scalehook.wiring.plain_heads import Head, PlainHeads


class QuickProtocol(HttpProtocol):
    """Shows the parser only what is no plain request, or comes together with another."""

    _missing: int  # bytes of the body of a plain request

    def connection_made(self, transport: Any) -> None:
        """Somebody has connected."""
        super().connection_made(transport)
        self._heads, self._missing = PlainHeads(), 0

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        if self._missing:
            self._go_on(data)
        elif not (
            self._between() and (head := self._heads.read(data)) is not None and self._took(head, data)
        ):
            super().data_received(data)

    def _between(self) -> bool:
        """Whether the next request begins here, and there is nothing that it has to wait for."""
        if self.in_message or self.flow.write_paused or self.transport.is_closing():
            return False
        cycle = self.cycle
        return cycle is None or cycle.response_complete

    def _took(self, head: Head, data: bytes) -> bool:
        (method, path, query, target), headers, length, end = head
        body = data[end:]
        missing = length - len(body)
        if missing < 0 or length > self.gateway.most_body:
            return False
        request = HttpRequest(method, path, query, headers, b"", self._address, end)
        request.line, request.client, request.raw = self, self._client, target
        face = self.gateway.direct_face(request)
        if face is None:
            return False
        self._idle.end()
        self.requests += 1
        self.cycle = self._direct = cycle = DirectCycle(self, face, request, True, not missing)
        if missing:
            cycle.add(body)
            self._request, self._missing, self._framing, self._body = request, missing, 0, len(body)
        else:
            request.body = body
            cycle.take()
        return True

    def _go_on(self, data: bytes) -> None:
        """The body goes on; what comes behind it is another request."""
        self._idle.end()
        part, rest = data[: self._missing], data[self._missing :]
        self._missing -= len(part)
        self._framing += len(part)
        self.on_body(part)
        if not self._missing:
            self.on_message_complete()
        if rest:
            self.data_received(rest)
