"""What an operator sees of our connections."""

import asyncio
from typing import Any

import structlog

from scalehook.kit.bus.rabbit.away import patiently
from scalehook.kit.bus.rabbit.connection import arrange, connect
from scalehook.kit.host.turns import TOGETHER
from scalehook.testing.rabbit import Broker
from scalehook.testing.rabbit.broker import vhost_of
from scalehook_contracts.topology import queue_name
from support.buses import running
from support.managed import managed
from support.patience import PATIENCE_SECONDS, eventually
from support.wire import wire_to


async def test_what_a_service_shows(vhost: str, broker: Broker) -> None:
    """Its connection has its name, and the broker hands over as many messages in advance as a host
    takes at a time. An operator hears of either within five seconds.
    """
    name = vhost_of(vhost)

    def connections() -> Any:
        return managed(broker, "GET", f"vhosts/{name}/connections")

    def batch() -> int:
        readers = managed(broker, "GET", f"consumers/{name}")
        queues = {reader["queue"]["name"]: reader["prefetch_count"] for reader in readers}
        return queues.get(queue_name("counter"), 0)

    async with running(vhost):
        [connection] = await eventually(connections)
        assert connection["client_properties"]["connection_name"] == "counter"
        assert await eventually(batch) == TOGETHER


async def test_who_waits_for_the_broker_names_the_setting() -> None:
    """The line in the log says where to look."""
    problems = [ConnectionError("away")]
    with structlog.testing.capture_logs() as lines:
        async for attempt in patiently("counter"):
            with attempt:
                if problems:
                    raise problems.pop()
    [line] = lines
    assert (line["name"], line["setting"]) == ("counter", "SCALEHOOK_AMQP_URL")


async def test_a_lost_connection_is_told_once(vhost: str) -> None:
    """And once that it is back, however many attempts that takes; our own end is no loss."""
    with structlog.testing.capture_logs() as lines:
        async with wire_to(vhost) as wire:
            connection = await connect(wire.url(), "counter")
            wire.cut_after(0)
            back = asyncio.Event()
            connection.reconnect_callbacks.add(lambda _: back.set())
            async with asyncio.timeout(PATIENCE_SECONDS):
                await back.wait()
            await connection.close()
    assert [(line["event"], line["name"]) for line in lines] == [
        ("waiting for the broker", "counter"),
        ("the broker is back", "counter"),
    ]


async def test_a_handshake_that_ends_early_is_tried_again() -> None:
    """The library ends it by a word that means the end of a loop."""
    problems = [StopAsyncIteration()]

    async def say_hello() -> str:
        if problems:
            raise problems.pop()
        return "connected"

    assert await arrange("counter", say_hello) == "connected"
