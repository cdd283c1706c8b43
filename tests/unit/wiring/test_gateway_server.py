"""How the gateway's server ends."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from scalehook.gateway.settings import GatewaySettings
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_config, http_server, listen
from support.desk_of_gateway import HOST, KEY_ID, SECRET, Bus, Stack, mns_headers
from support.patience import PATIENCE_SECONDS


class StandingLoop(asyncio.SelectorEventLoop):
    """Its time stands still: nothing that waits for a tick ever goes on."""

    def time(self) -> float:
        return 1000.0


async def serve(bus: Bus) -> tuple[GatewayServer, "asyncio.Future[None]", socket.socket]:
    settings = GatewaySettings(port=0, access_key_id=KEY_ID, access_key_secret=SECRET)
    listening = listen(settings)
    stack: Any = Stack()
    server = http_server(bus, settings, stack)
    serving = asyncio.ensure_future(server.serve([listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    return server, serving, listening


async def serve_and_stop(visitor: bool) -> None:
    server, serving, listening = await serve(Bus())
    if visitor:
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:4580\r\n\r\n")
        assert b"200" in await reader.readline()
    server.stop()
    await serving


def ends(main: Any) -> bool:
    def run() -> None:
        with asyncio.Runner(loop_factory=StandingLoop) as runner:
            runner.run(main())
        ended.append(True)

    ended: list[bool] = []

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS)
    return ended == [True]


def test_it_ends_at_once() -> None:
    """No tick of a clock has to pass."""
    assert ends(lambda: serve_and_stop(visitor=False))


def test_it_waits_for_its_visitors_only() -> None:
    """A client that keeps its connection open is let go without a tick, too."""
    assert ends(lambda: serve_and_stop(visitor=True))


def test_the_port_is_open_before_it_is_told() -> None:
    """Who connects before the server runs waits for it, and is not turned away."""
    with listen(GatewaySettings(port=0)) as listening:
        socket.create_connection(listening.getsockname()).close()


POLL = "/queues/q/messages?waitseconds=30"


async def serve_somebody_who_waits(head: bytes, *, hurry: bool) -> None:
    bus = Bus()
    bus.hangs = True
    server, serving, listening = await serve(bus)
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    writer.write(head)
    if head.endswith(b"\r\n\r\n"):
        await bus.reached.wait()
    else:
        while not any(c.cycle for c in server.server_state.connections):  # noqa: ASYNC110 - the same
            await asyncio.sleep(0)
    server.stop()
    if hurry:
        server.stop()
    answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"connection: close\r\n" in answer
    await serving


def signed(method: str, target: str) -> bytes:
    headers = mns_headers(method, target)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {target} HTTP/1.1\r\nHost: {HOST}\r\n{lines}\r\n".encode()


def test_long_polls_do_not_hold_it_up() -> None:
    """They are answered; no tick has to pass for that."""
    assert ends(lambda: serve_somebody_who_waits(signed("GET", POLL), hurry=False))


@pytest.mark.parametrize(
    "head",
    [
        lambda: signed("GET", "/queues/q"),  # now: a signature is good for a quarter of an hour
        lambda: b"POST /queues/q/messages HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf",
    ],
    ids=["no answer", "half a request"],
)
def test_in_a_hurry_it_waits_for_nobody(head: Callable[[], bytes]) -> None:
    """Neither for a service that does not answer, nor for the rest of a request."""
    assert ends(lambda: serve_somebody_who_waits(head(), hurry=True))


def test_idle_connections_are_kept_for_more_than_a_minute() -> None:
    """A client that finds its connection closed sends again what may have been done already."""
    assert http_config(None).timeout_keep_alive > 60
