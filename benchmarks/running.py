"""One service on its own, on a journal of choice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.conclusion import Witness
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import JournalStore
from scalehook.kit.logs import configure_logging
from scalehook.kit.machine.service import Service
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.process import look_for_garbage_in_small_parts


@asynccontextmanager
async def running(
    service: Service, journals: JournalStore, witness: Witness | None = None
) -> AsyncIterator[tuple[Host, MemoryBus]]:
    """The service, inside the block; `witness` is told what it keeps."""
    configure_logging("error")
    look_for_garbage_in_small_parts()  # as in a process of its own
    clock = Clock()
    timekeeper, bus = Timekeeper(clock), MemoryBus(clock)
    journal = await journals.open(service.name)
    host = Host(service, bus, journal, clock, timekeeper, Metrics(), witness=witness)
    await host.load()
    host.start()
    keeping = asyncio.ensure_future(timekeeper.run())
    try:
        yield host, bus
    finally:
        keeping.cancel()
        await host.stop()
