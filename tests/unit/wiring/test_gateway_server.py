"""How the gateway's server ends."""

import asyncio
import socket
import threading
from typing import Any

from scalehook.gateway.settings import GatewaySettings
from scalehook.wiring.server import http_server, listen
from support.desk_of_gateway import Bus, Stack
from support.patience import PATIENCE_SECONDS


class StandingLoop(asyncio.SelectorEventLoop):
    """Its time stands still: nothing that waits for a tick ever goes on."""

    def time(self) -> float:
        return 1000.0


async def serve_and_stop(visitor: bool) -> None:
    settings = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")
    listening = listen(settings)
    stack: Any = Stack()
    server = http_server(Bus(), settings, stack)
    serving = asyncio.ensure_future(server.serve([listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    if visitor:
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:4580\r\n\r\n")
        assert b"200" in await reader.readline()
    server.stop()
    await serving


def ends(main: Any) -> bool:
    def run() -> None:
        with asyncio.Runner(loop_factory=StandingLoop) as runner:
            runner.run(main)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS)
    return not thread.is_alive()


def test_it_ends_at_once() -> None:
    """No tick of a clock has to pass."""
    assert ends(serve_and_stop(visitor=False))


def test_it_waits_for_its_visitors_only() -> None:
    """A client that keeps its connection open is let go without a tick, too."""
    assert ends(serve_and_stop(visitor=True))


def test_the_port_is_open_before_it_is_told() -> None:
    """Who connects before the server runs waits for it, and is not turned away."""
    with listen(GatewaySettings(port=0)) as listening:
        socket.create_connection(listening.getsockname()).close()
