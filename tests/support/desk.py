"""A running host with everything in memory, and a clock that stands still until moved."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import JournalStore
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.machine.service import Service
from scalehook.kit.telemetry import Metrics
from scalehook_contracts.base import Event


@dataclass
class Desk:
    host: Host
    bus: MemoryBus
    timekeeper: Timekeeper
    journals: JournalStore


@asynccontextmanager
async def desk(
    service: Service,
    journals: JournalStore | None = None,
    heard: dict[type[Event], Callable[[Any], None]] | None = None,
) -> AsyncIterator[Desk]:
    """Runs the service inside the block; `heard` has listened since before it started."""
    journals = journals or MemoryJournals()
    clock = Clock(real=lambda: 1_750_000_000.0)
    timekeeper, bus = Timekeeper(clock), MemoryBus(clock, types=message_types(service))
    journal = await journals.open(service.name)
    for event, hear in (heard or {}).items():
        await bus.consume(f"listener of {event.__name__}", [event], hear)
    host = Host(service, bus, journal, clock, timekeeper, Metrics())
    await host.load()
    host.start()
    keeping = asyncio.create_task(timekeeper.run())
    try:
        yield Desk(host, bus, timekeeper, journals)
    finally:
        keeping.cancel()
        await host.stop()
