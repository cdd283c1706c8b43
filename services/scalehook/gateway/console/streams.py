"""Who watches: at most four pages of a client at a time, as a browser has six connections in all."""

import asyncio
import secrets
from urllib.parse import parse_qsl

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.stream import Stream
from scalehook.gateway.http import HttpRequest
from scalehook_contracts.errors.common import InvalidParameter, ServiceUnavailable

OF_ONE, OF_ALL = 4, 32
MOST_WATCHED = 20


class Streams:
    """Those of one stack. Positions begin with a word of this run: another run's are forgotten."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._epoch = secrets.token_hex(4)
        self._closing = asyncio.Event()
        self._open: dict[Stream, str] = {}  # oldest first, by client

    def open(self, request: HttpRequest) -> Stream:
        """One more; the client's oldest one is parked where it has too many."""
        given = parse_qsl(request.query, keep_blank_values=True)
        watched = list(dict.fromkeys(value for name, value in given if name == "watch"))
        if not all(watched) or not 0 < len(watched) <= MOST_WATCHED:
            raise InvalidParameter(f"watch: 1 to {MOST_WATCHED} paths")
        after = request.headers.get("last-event-id") or dict(given).get("after", "")
        mine = [stream for stream, client in self._open.items() if client == request.client]
        if len(mine) >= OF_ONE:
            mine[0].park()
            self._open.pop(mine[0])
        if len(self._open) >= OF_ALL:
            raise ServiceUnavailable()
        left = (request.left, self._closing.wait)
        stream = Stream(self._desk, watched, self._epoch, after, left, self._forget)
        self._open[stream] = request.client
        return stream

    def close(self) -> None:
        """End them all."""
        self._closing.set()

    def _forget(self, stream: Stream) -> None:
        self._open.pop(stream, None)
