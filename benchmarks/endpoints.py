"""HTTP endpoints of a topic's subscribers: they take everything and count it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.load import ENDED, asked, length_of

TAKEN = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
CONFIRMS = b"x-amz-sns-message-type: subscriptionconfirmation"


class Endpoints:
    """All behind one port, by their paths. Who asks for a confirmation, as SNS does, gets it."""

    def __init__(self) -> None:
        self.port = 0
        self._count = 0
        self._confirming: set[asyncio.Task[None]] = set()
        self._wanted, self._there = 0, asyncio.Event()

    def urls(self, count: int) -> list[str]:
        return [f"http://127.0.0.1:{self.port}/{number}" for number in range(count)]

    def expect(self, count: int) -> None:
        """From now on."""
        self._count, self._wanted = 0, count
        self._there.clear()

    async def all_there(self, seconds: float) -> None:
        """Until what is expected has come; TimeoutError when it does not."""
        await asyncio.wait_for(self._there.wait(), seconds)

    def take(self, head: bytes, body: bytes) -> None:
        if CONFIRMS in head:
            task = asyncio.ensure_future(_confirm(json.loads(body)["SubscribeURL"]))
            self._confirming.add(task)
            task.add_done_callback(self._confirming.discard)
            return
        self._count += 1
        if self._count == self._wanted:
            self._there.set()


class _Taking(asyncio.Protocol):
    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(ENDED)) >= 0:
            head, after = self._received[:end].lower(), end + len(ENDED)
            if len(self._received) < (whole := after + length_of(head)):
                return
            self._endpoints.take(head, self._received[after:whole])
            self._received = self._received[whole:]
            self._transport.write(TAKEN)


async def _confirm(url: str) -> None:
    """As a subscriber to SNS does; the emulator calls itself localhost."""
    host, _, target = url.removeprefix("http://").partition("/")
    request = f"GET /{target} HTTP/1.1\r\nhost: {host}\r\n\r\n".encode()
    await asked(("127.0.0.1", int(host.rpartition(":")[2])), request)


@asynccontextmanager
async def endpoints() -> AsyncIterator[Endpoints]:
    """They listen inside the block."""
    found = Endpoints()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Taking(found), "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
