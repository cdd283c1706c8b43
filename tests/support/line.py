"""A connection to an application, without a socket: what is said to it, and what is written."""

import asyncio
from typing import Any

from uvicorn.server import ServerState

from scalehook.wiring.http_protocol import HttpProtocol
from scalehook.wiring.quick_protocol import QuickProtocol
from scalehook.wiring.server import http_config


class Transport(asyncio.Transport):
    """What is written, as one text."""

    def __init__(self) -> None:
        self.written = b""
        self.writes = 0
        self.closed = self.paused = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.written += data
        self.writes += 1

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 4580) if name in ("sockname", "peername") else default


class Line:
    """One connection, which the client may end."""

    def __init__(self, app: Any, kind: type[HttpProtocol] = QuickProtocol) -> None:
        self.app, self.transport = app, Transport()
        config = http_config(app)
        config.load()
        self.protocol = kind(config=config, server_state=ServerState(), app_state={})
        self.protocol.connection_made(self.transport)

    async def say(self, *parts: bytes) -> bytes:
        """What is answered to that, and to what was said before."""
        for part in parts:
            self.protocol.data_received(part)
            await settle()
        await settle()
        return self.transport.written

    async def hang_up(self) -> None:
        """The client goes away."""
        self.transport.closed = True
        self.protocol.connection_lost(None)
        await settle()


async def settle() -> None:
    """Let everything happen that needs nobody from outside."""
    for _ in range(20):
        await asyncio.sleep(0)
