"""`scalehook service gateway`: the HTTP port of a distributed stack."""

import asyncio
import contextlib

from scalehook.distributed.bounds import until, within
from scalehook.distributed.control_plane import DistributedControlPlane
from scalehook.distributed.coordinator import Coordinator
from scalehook.distributed.perseverance import persevere
from scalehook.distributed.settings import Settings
from scalehook.distributed.tracing import tracing
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.journal.postgres_clock import PostgresClock
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.logs import Log
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import NAMES, readers

log = Log(__name__)
NAME = "gateway"
LOOK_SECONDS = 0.2  # real, between two looks at all services


async def run_gateway(settings: Settings, gateway: GatewaySettings, stopping: asyncio.Event) -> None:
    """Until `stopping` is set, also while it waits for the broker and the database."""
    with contextlib.closing(listen(gateway)) as listening:
        async with contextlib.AsyncExitStack() as ending:
            control = await until(stopping, _connected(settings, gateway, ending))
            if control is None:
                return
            server = http_server(control.bus, gateway, control, control.readers)
            await ending.enter_async_context(tracing(control, gateway, server.audience, settings))
            for work in (control.watch(), control.coordinator.let_go(), _end(server, stopping)):
                ending.callback(asyncio.ensure_future(work).cancel)
            if gateway.auto_advance:
                jumping = control.auto_advance(control.coordinator.prospect, LOOK_SECONDS)
                ending.callback(asyncio.ensure_future(control.jumping.run(jumping.run)).cancel)
            host, port = listening.getsockname()[:2]
            log.info(f"listening on {host}:{port}")
            await server.serve([listening])


async def _connected(
    settings: Settings, gateway: GatewaySettings, ending: contextlib.AsyncExitStack
) -> DistributedControlPlane:
    database = PostgresDatabase(settings.database_url, NAME)
    ending.push_async_callback(within, 2, database.close)
    kept, clock = PostgresClock(database), Clock(settings.speed)
    clock.move_to(await kept.anchor(clock.anchor))
    bus = RabbitBus(settings.amqp_url, NAME, clock, contract_types(), readers())
    await persevere(NAME, bus.start)
    ending.push_async_callback(within, 3, bus.close)
    return DistributedControlPlane(
        bus,
        Coordinator(bus, clock, kept, NAMES),
        bus,
        gateway.amqp_queues,
        gateway.amqp_management_url,
        database,
        patience=gateway.patience_of_clock(),
    )


async def _end(server: GatewayServer, stopping: asyncio.Event) -> None:
    await stopping.wait()
    server.stop()
