"""One service on its own, on a journal of choice."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scalehook.kit.clock import Clock
from scalehook.kit.host import Host
from scalehook.kit.journal import JournalStore
from scalehook.kit.memory_bus import MemoryBus
from scalehook.kit.service import Service
from scalehook.kit.telemetry import Metrics, configure_logging
from scalehook.kit.timekeeper import Timekeeper
from scalehook.wiring.process import THRESHOLDS


@asynccontextmanager
async def running(service: Service, journals: JournalStore) -> AsyncIterator[tuple[Host, MemoryBus]]:
    """The service, inside the block."""
    configure_logging("error")
    gc.set_threshold(*THRESHOLDS)  # as in a process of its own
    clock = Clock()
    timekeeper, bus = Timekeeper(clock), MemoryBus(clock)
    host = Host(service, bus, await journals.open(service.name), clock, timekeeper, Metrics())
    await host.load()
    host.start()
    keeping = asyncio.ensure_future(timekeeper.run())
    try:
        yield host, bus
    finally:
        keeping.cancel()
        await host.stop()
