"""A stack and its HTTP port, in a thread of their own."""

import asyncio
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from scalehook.embedded.supervision import Supervision, serve_while_well
from scalehook.gateway.settings import GatewaySettings
from scalehook.wiring.gateway_server import GatewayServer

START_SECONDS = 120  # a busy machine is no failure


class Served(Protocol):
    """A stack that can be served."""

    @property
    def supervision(self) -> Supervision:
        """What says that it cannot go on."""

    def running(self) -> AbstractAsyncContextManager[Any]:
        """It runs inside the block."""

    def listen(self) -> socket.socket:
        """The listening socket."""

    def server(self) -> GatewayServer:
        """The HTTP server."""


@dataclass
class _Thread:
    stack: Served
    ready: threading.Event = field(default_factory=threading.Event)
    problem: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as problem:  # told to the thread that waits
            self.problem = problem
            self.ready.set()

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        listening = self.stack.listen()
        self.port = listening.getsockname()[1]
        self.server = self.stack.server()
        async with self.stack.running():
            self.ready.set()
            await serve_while_well(self.server, listening, self.stack.supervision)


@contextmanager
def serving(stack: Served) -> Iterator[tuple[int, asyncio.AbstractEventLoop]]:
    """It runs inside the block, behind this port, in this loop."""
    held = _Thread(stack)
    thread = threading.Thread(target=held.run, name="scalehook", daemon=True)
    thread.start()
    if not held.ready.wait(START_SECONDS):
        raise TimeoutError("the stack did not start in time")
    if held.problem is not None:
        raise held.problem
    try:
        yield held.port, held.loop
    finally:
        with suppress(RuntimeError):  # its loop has ended by itself: the stack could not go on
            held.loop.call_soon_threadsafe(held.server.stop)
        thread.join(START_SECONDS)


def new_gateway(auto_advance: bool = False) -> GatewaySettings:
    """On a free port, with keys that nobody else has."""
    return GatewaySettings(
        port=0,
        access_key_id=secrets.token_hex(8),
        access_key_secret=secrets.token_hex(15),
        auto_advance=auto_advance,
    )
