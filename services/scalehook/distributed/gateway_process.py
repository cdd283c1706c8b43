"""`scalehook service gateway`: the HTTP port of a distributed stack."""

import asyncio
import contextlib

import structlog

from scalehook.distributed.control import DistributedControl
from scalehook.distributed.coordinator import Coordinator
from scalehook.distributed.perseverance import persevere
from scalehook.distributed.settings import Settings
from scalehook.distributed.waiting import until, within
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import SERVICES, readers

log = structlog.get_logger(__name__)


async def run_gateway(settings: Settings, gateway: GatewaySettings, stopping: asyncio.Event) -> None:
    """Until `stopping` is set, also while it waits for the broker and the database."""
    with contextlib.closing(listen(gateway)) as listening:
        async with contextlib.AsyncExitStack() as ending:
            control = await until(stopping, _connected(settings, ending))
            if control is None:
                return
            server = http_server(control.bus, gateway, control)
            for work in (control.watch(), control.coordinator.let_go(), _end(server, stopping)):
                ending.callback(asyncio.ensure_future(work).cancel)
            await server.serve([listening])


async def _connected(settings: Settings, ending: contextlib.AsyncExitStack) -> DistributedControl:
    journals = PostgresJournals(settings.database_url)
    ending.push_async_callback(within, 2, journals.close)
    clock = Clock(settings.speed)
    clock.move_to(await journals.anchor(clock.anchor))
    bus = RabbitBus(settings.amqp_url, "gateway", clock, contract_types(), readers())
    await persevere("gateway", bus.start)
    ending.push_async_callback(within, 3, bus.close)
    return DistributedControl(bus, Coordinator(bus, clock, journals, [s.name for s in SERVICES]))


async def _end(server: GatewayServer, stopping: asyncio.Event) -> None:
    await stopping.wait()
    server.stop()
