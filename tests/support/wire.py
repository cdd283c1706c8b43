"""The middle of a TCP connection, which a test can hold or cut."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit


class Wire:
    """Everything that goes through one port, both ways."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._passing = asyncio.Event()
        self._left = math.inf  # bytes that the server may still say before it is cut off
        self._tasks: set[asyncio.Task[None]] = set()
        self.thaw()

    def url(self, query: str = "") -> str:
        """The server's address, by way of this wire."""
        user = self._server.netloc.rpartition("@")[0]
        return urlunsplit(self._server._replace(netloc=f"{user}@127.0.0.1:{self.port}", query=query))

    def freeze(self) -> None:
        """Nothing comes through any more, and nobody is told."""
        self._passing.clear()

    def thaw(self) -> None:
        """What was held back arrives."""
        self._passing.set()

    def cut_after(self, count: int) -> None:
        """Close a connection as soon as the server has said so much more."""
        self._left = count

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A client has come."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        host, port = self._server.hostname, self._server.port
        server_reader, server_writer = await asyncio.open_connection(host, port)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._forward(reader, server_writer))
                both.create_task(self._return(server_reader, writer))
        finally:
            for end in (writer, server_writer):
                end.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._passing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    async def _return(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._passing.wait()
                writer.write(data[: min(len(data), int(min(self._left, 65536)))])
                self._left -= len(data)
                await writer.drain()
                if self._left <= 0:
                    self._left = math.inf
                    break
        writer.close()

    async def close(self) -> None:
        """Let go of everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[Wire]:
    """A wire to the server of this address."""
    wire = Wire(url)
    server = await asyncio.start_server(wire.take, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        await wire.close()
