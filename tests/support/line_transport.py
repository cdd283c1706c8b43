"""httpx over one `Line` for each request: what a client sends goes through our own parsing of HTTP."""

import asyncio
from typing import Any

import h11
import httpx

from support.line import Line


class LineTransport(httpx.AsyncBaseTransport):
    """To an application, by way of a connection that has no socket."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        path = request.url.raw_path
        head = b"%s %s HTTP/1.1\r\n" % (request.method.encode(), path)
        head += b"".join(b"%s: %s\r\n" % header for header in request.headers.raw)
        line = Line(self._app)
        line.protocol.data_received(head + b"\r\n" + body)
        return await _response(line, request)


async def _response(line: Line, request: httpx.Request) -> httpx.Response:
    reading = h11.Connection(h11.CLIENT)
    reading.send(h11.Request(method=request.method, target="/", headers=[("host", "h")]))
    reading.send(h11.EndOfMessage())
    head, body, seen = None, b"", 0
    while True:
        event = reading.next_event()
        if event is h11.NEED_DATA:
            written = line.transport.written
            if len(written) > seen:
                reading.receive_data(written[seen:])
                seen = len(written)
            elif line.transport.closed:
                raise httpx.RemoteProtocolError("closed without an answer")
            else:
                await asyncio.sleep(0)
        elif isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            assert head is not None
            return httpx.Response(head.status_code, headers=list(head.headers), content=body)
