"""`scalehook service gateway`: the HTTP port of a distributed stack."""

import asyncio

import structlog

from scalehook.distributed.control import DistributedControl
from scalehook.distributed.coordinator import Coordinator
from scalehook.distributed.settings import Settings
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.catalogue import contract_types
from scalehook.kit.clock import Clock
from scalehook.kit.postgres_journal import PostgresJournals
from scalehook.kit.rabbit.bus import RabbitBus
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import SERVICES, readers

log = structlog.get_logger(__name__)


async def run_gateway(settings: Settings, gateway: GatewaySettings, stopping: asyncio.Event) -> None:
    """Until `stopping` is set."""
    listening = listen(gateway)
    journals = PostgresJournals(settings.database_url)
    clock = Clock(settings.speed, await journals.anchor())
    bus = RabbitBus(settings.amqp_url, "gateway", clock, contract_types(), readers())
    await bus.start()
    coordinator = Coordinator(bus, clock, journals, [service.name for service in SERVICES])
    control = DistributedControl(bus, coordinator)
    server = http_server(bus, gateway, control)
    tasks = [asyncio.ensure_future(control.watch()), asyncio.ensure_future(_end(server, stopping))]
    try:
        await server.serve([listening])
    finally:
        for task in tasks:
            task.cancel()
        await bus.close()
        await journals.close()


async def _end(server: object, stopping: asyncio.Event) -> None:
    await stopping.wait()
    server.should_exit = True  # type: ignore[attr-defined]
