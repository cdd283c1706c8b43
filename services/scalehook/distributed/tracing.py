"""The traces of a stack whose services are processes: one gateway makes them, of what all publish."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scalehook.distributed.control_plane import DistributedControlPlane
from scalehook.distributed.settings import Settings
from scalehook.gateway.listening import Audience
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.pausing import pause
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.logs import Log
from scalehook.tracing import begin

if TYPE_CHECKING:
    from scalehook.tracing.tracer import Tracer

log = Log(__name__)
NAME = "tracer"
AGAIN_SECONDS = 1.0


@contextlib.asynccontextmanager
async def tracing(
    control: DistributedControlPlane, gateway: GatewaySettings, audience: Audience, settings: Settings
) -> AsyncIterator[None]:
    """Inside the block, if somebody wants them: the requests of this gateway; and of several gateways,
    one tells of the activities.
    """
    tracer = begin(gateway, control.now)
    if tracer is None:
        yield
        return
    audience.traced = tracer.request
    database = PostgresDatabase(settings.database_url, NAME)
    tasks = [asyncio.ensure_future(work) for work in (tracer.run(), _follow(tracer, control, database))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await tracer.close()
        await database.close()


async def _follow(
    tracer: "Tracer", control: DistributedControlPlane, database: PostgresDatabase
) -> None:
    """For ever; others wait for the lock."""
    while True:
        try:
            async with database.locked(NAME):
                await tracer.follow(control.bus.observe())
        except Exception as problem:  # the broker or the database is away
            log.warning("activities are not traced", problem=repr(problem))
        await pause(AGAIN_SECONDS)
