"""uvicorn's server, but it ends as soon as it may: uvicorn's own looks ten times a second."""

import asyncio
import contextlib
import socket
from collections.abc import Coroutine, Iterator
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from scalehook.gateway.app import Gateway
from scalehook.kit.clock.pausing import pause
from scalehook.wiring.http_protocol import HttpProtocol
from scalehook.wiring.quick_protocol import QuickProtocol
from scalehook.wiring.sockets import opened

TICK_SECONDS = 1  # the date of answers has no finer parts
ANSWER_SECONDS = 0.05  # in which an answer that is there has left
TICKS_OF_UVICORN = 10  # that many are a second to it


class Visitors(ServerState):
    """The server's connections and requests; `left` is set when a connection has ended."""

    def __init__(self) -> None:
        super().__init__()
        self.left = asyncio.Event()


class VisitorProtocol(QuickProtocol):
    """A connection that says when it has ended."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was let go."""
        super().connection_lost(exc)
        if isinstance(self.server_state, Visitors):
            self.server_state.left.set()


class GatewayServer(uvicorn.Server):
    """Ends streams and long polls before it waits for its connections to close."""

    def __init__(self, config: uvicorn.Config, app: Gateway) -> None:
        super().__init__(config)
        self._app = app
        self.faults, self.audience = app.faults, app.audience
        self.faults.doors = self
        self._visitors = self.server_state = Visitors()
        self._stopping, self._opening = asyncio.Event(), asyncio.Event()
        self._shut_doors: set[asyncio.Task[None]] = set()  # until they are open again

    def stop(self) -> None:
        """End gracefully; a second time: without waiting for clients."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._stopping.set()
        self._opening.set()
        if self.force_exit:
            self._give_up_requests()
            self._visitors.left.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the launcher's: the stack must be stopped after its server."""
        yield

    async def main_loop(self) -> None:
        """Until `stop` is called."""
        seconds = 0
        while not await self.on_tick(seconds * TICKS_OF_UVICORN):
            seconds += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self._stopping.wait()

    async def shut_for(self, seconds: float) -> None:
        """Nobody listens from now on, for so many real seconds; who is in stays."""
        self._until_open(self._open_after(seconds, self._shut()))

    async def crash(self, seconds: float) -> None:
        """The same, and who is in is thrown out, as if the process had been killed: what it remembered
        is gone. Whoever asks for it is answered before.
        """
        self._until_open(self._crash(seconds, self._shut()))

    async def begin_again(self) -> None:
        """At a reset: nothing is known of what has been, and nobody waits for an open port."""
        self._app.forget()
        await self.open()

    async def open(self) -> None:
        """Everybody is let in: nobody waits for the end of what was asked for."""
        self._opening.set()
        await asyncio.gather(*self._shut_doors)

    def _until_open(self, shut: Coroutine[Any, Any, None]) -> None:
        self._opening.clear()
        task = asyncio.ensure_future(shut)
        self._shut_doors.add(task)
        task.add_done_callback(self._shut_doors.discard)

    async def _crash(self, seconds: float, places: list[tuple[str, int]]) -> None:
        await pause(ANSWER_SECONDS, self._stopping)
        for connection in list(self._visitors.connections):
            if isinstance(connection, HttpProtocol):
                connection.hang_up(reset=True)
        self._app.forget()
        await self._open_after(seconds, places)

    def _shut(self) -> list[tuple[str, int]]:
        """Where it was open."""
        places = [listening.getsockname() for server in self.servers for listening in server.sockets]
        for server in self.servers:
            server.close()
        self.servers.clear()
        return places

    async def _open_after(self, seconds: float, places: list[tuple[str, int]]) -> None:
        await pause(seconds, self._opening)
        if not self.should_exit:
            await self.startup([opened(*place) for place in places])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody in, let nobody wait for what does not come any more, and see all off."""
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self._visitors.connections):
            connection.shutdown()
        self._app.close()  # now: what it answers is each connection's last answer
        try:
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                await self._all_have_left()
        except TimeoutError:
            self._give_up_requests()

    async def _all_have_left(self) -> None:
        while self._visitors.connections and not self.force_exit:
            self._visitors.left.clear()
            await self._visitors.left.wait()
        if self._visitors.tasks:
            await asyncio.wait(self._visitors.tasks)

    def _give_up_requests(self) -> None:
        for request in self._visitors.tasks:
            request.cancel()
        for connection in list(self._visitors.connections):
            if isinstance(connection, HttpProtocol):
                connection.give_up()
