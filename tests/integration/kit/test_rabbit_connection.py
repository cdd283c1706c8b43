"""What an operator sees of our connections."""

import asyncio

import structlog

from scalehook.kit.bus.rabbit.away import patiently
from scalehook.kit.bus.rabbit.connection import arrange, connect
from scalehook.kit.host.turns import TOGETHER
from scalehook.testing.rabbit import Broker
from support.buses import running
from support.patience import PATIENCE_SECONDS
from support.wire import wire_to


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


async def test_a_connection_has_its_services_name(vhost: str, broker: Broker) -> None:
    """It can be told from the others."""
    async with running(vhost):
        told = await asyncio.to_thread(broker.control, "list_connections", "vhost", "client_properties")
        [line] = [line for line in told.splitlines() if line.startswith(name_of(vhost))]
        assert '"counter"' in line


async def test_the_broker_hands_over_one_batch_in_advance(vhost: str, broker: Broker) -> None:
    """As many as a host takes at a time."""
    async with running(vhost):
        told = await asyncio.to_thread(
            broker.control, "list_consumers", "-p", name_of(vhost), "queue_name", "prefetch_count"
        )
        assert f"scalehook.counter\t{TOGETHER}" in told


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
