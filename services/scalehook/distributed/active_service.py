"""A service while this process is the active one: host, bus, journal and clock."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import SystemRandom

from scalehook.distributed.bounds import within
from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.leased import LeasedBus, LeasedHand
from scalehook.distributed.settings import Settings
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.host import Host
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_clock import PostgresClock
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.journal.postgres_lease import Lease
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings as KitSettings
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.services import readers


@dataclass
class ActiveService:
    """It runs; whether it is well, and what it fails of."""

    host: Host
    bus: LeasedBus
    keeping: "asyncio.Task[None]"

    def well(self) -> bool:
        """Whether it can do its work at this moment."""
        return self.bus.connected and self.host.failed is None and not self.keeping.done()

    async def failure(self) -> BaseException:
        """Waits for it."""
        ending = asyncio.ensure_future(self.host.ended.wait())
        try:
            await asyncio.wait({ending, self.keeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()
        problem = self.host.failed or self.keeping.exception()
        return problem or RuntimeError("its timekeeper has ended")


@contextlib.asynccontextmanager
async def active_service(
    service: Service[KitSettings], settings: Settings, metrics: Metrics, lease: Lease
) -> AsyncIterator[ActiveService]:
    """It runs inside the block. What has been started is ended, also when the rest does not start."""
    async with contextlib.AsyncExitStack() as ending:
        database = PostgresDatabase(settings.database_url, service.name)
        ending.push_async_callback(within, 2, database.close)
        kept, clock = PostgresClock(database), Clock(settings.speed)
        clock.move_to(await kept.anchor(clock.anchor))
        timekeeper = Timekeeper(clock)
        journal = await PostgresJournals(database, lease.epoch).open(service.name)
        bus = LeasedBus(
            url=settings.amqp_url,
            name=service.name,
            clock=clock,
            types=message_types(service),
            readers=readers(),
            lease=lease,
        )
        host = Host(
            service=service,
            bus=bus,
            journal=journal,
            clock=clock,
            timekeeper=timekeeper,
            metrics=metrics,
            random=SystemRandom(),
        )
        await bus.start()
        ending.push_async_callback(within, 3, bus.close)
        hand = ClockHand(host, timekeeper, kept.anchor, lease.epoch)
        bus.respond = LeasedHand(hand, lease)
        ending.callback(hand.close)
        await host.load()
        ending.push_async_callback(within, 3, host.stop)
        host.start()
        lease.running()
        keeping = asyncio.ensure_future(timekeeper.run())
        ending.callback(keeping.cancel)
        yield ActiveService(host, bus, keeping)
