"""Each bus with nobody on it, and messages past our own code."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aio_pika

from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.host.host import Host
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.telemetry import Metrics
from scalehook_contracts.base import Message
from scalehook_contracts.topology import COMMANDS
from support.counter import messages as counter
from support.counter.service import Numbers
from support.counter.service import counter as counter_service

TYPES: dict[str, type[Message]] = {
    cls.wire_name(): cls
    for cls in vars(counter).values()
    if isinstance(cls, type) and issubclass(cls, Message) and cls.__module__ == counter.__name__
}


class MemoryCase:
    """The bus of an embedded stack."""

    def __init__(self) -> None:
        self.bus = MemoryBus(Clock(), types=TYPES)

    async def letters(self) -> list[DeadLetter]:
        return await self.bus.dead_letters()

    async def close(self) -> None:
        pass


class RabbitCase:
    """The bus on a broker."""

    def __init__(self, url: str) -> None:
        self.bus = RabbitBus(url, "conformance", Clock(), TYPES)

    async def letters(self) -> list[DeadLetter]:
        return await self.bus.dead_letters()

    async def close(self) -> None:
        await self.bus.close()


async def rabbit_case(url: str) -> RabbitCase:
    case = RabbitCase(url)
    await case.bus.start()
    return case


@asynccontextmanager
async def running(url: str, numbers: Numbers | None = None) -> AsyncIterator[Host]:
    """The counter, on a bus of its own on a broker."""
    clock = Clock()
    bus = RabbitBus(url, "counter", clock, TYPES)
    await bus.start()
    journal = await MemoryJournals().open("counter")
    host = Host(counter_service(numbers), bus, journal, clock, Timekeeper(clock), Metrics())
    await host.load()
    host.start()
    try:
        yield host
    finally:
        await host.stop()
        await bus.close()


async def raw(url: str, body: bytes, key: str = counter.Add.wire_name(), **properties: Any) -> None:
    """Publish to the counter's commands without any contract; the account asks unless told otherwise."""
    properties.setdefault("headers", {"caller": ROOT})
    connection = await aio_pika.connect(url)
    channel = await connection.channel()
    exchange = await channel.get_exchange(COMMANDS)
    await exchange.publish(aio_pika.Message(body, **properties), key)
    await connection.close()
