"""A small HTTP server inside the consumer: for health, and for pushes."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn

from scalehook.consumer.settings import WrongSettings


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's."""
        yield


@contextlib.asynccontextmanager
async def serving(app: Any, host: str, port: int) -> AsyncIterator[int]:
    """Serve inside the block, at this port; the port, which is a free one for 0."""
    with _listen(host, port) as listening:
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", log_config=None,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            await running


def _listen(host: str, port: int) -> socket.socket:
    try:
        [(family, kind, _, _, address), *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as problem:
        raise WrongSettings(f"cannot listen on {host}:{port}: {problem.strerror}") from None
    listening.listen(1024)
    return listening
