"""`scalehook service NAME`: one service, active or standing by, until it is told to stop."""

import asyncio
import contextlib
from random import SystemRandom
from typing import Any

import structlog

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.health import health_endpoint
from scalehook.distributed.leadership import leadership
from scalehook.distributed.settings import Settings
from scalehook.kit.catalogue import message_types
from scalehook.kit.clock import Clock
from scalehook.kit.host import Host
from scalehook.kit.postgres_journal import PostgresJournals
from scalehook.kit.rabbit.bus import RabbitBus
from scalehook.kit.service import Service
from scalehook.kit.telemetry import Metrics
from scalehook.kit.timekeeper import Timekeeper
from scalehook.wiring.services import readers

log = structlog.get_logger(__name__)


class ServiceProcess:
    """Stands by, is active, and stands by again when it has lost the lead."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self.service = service
        self.settings = settings
        self.metrics = Metrics()
        self.state = "starting"

    async def run(self, stopping: asyncio.Event) -> None:
        """Until `stopping` is set."""
        async with health_endpoint(self.settings, self.metrics, lambda: self.state):
            ending = asyncio.ensure_future(stopping.wait())
            while not stopping.is_set():
                turn = asyncio.ensure_future(self._turn(ending))
                await asyncio.wait({turn, ending}, return_when=asyncio.FIRST_COMPLETED)
                if not turn.done() and self.state != "active":
                    turn.cancel()  # it stands by: there is nothing to end
                with contextlib.suppress(asyncio.CancelledError):
                    await turn
            ending.cancel()

    async def _turn(self, ending: "asyncio.Future[Any]") -> None:
        self.state = "standby"
        async with leadership(self.settings.database_url, self.service.name) as lost:
            losing = asyncio.ensure_future(lost.wait())
            async with self._active():
                self.state = "active"
                await asyncio.wait({losing, ending}, return_when=asyncio.FIRST_COMPLETED)
                self.state = "ending"
            losing.cancel()
            if lost.is_set():
                log.warning("the lead is lost: standing by", service=self.service.name)

    @contextlib.asynccontextmanager
    async def _active(self) -> Any:
        journals = PostgresJournals(self.settings.database_url)
        clock = Clock(self.settings.speed, await journals.anchor())
        timekeeper = Timekeeper(clock)
        bus = RabbitBus(
            url=self.settings.amqp_url,
            name=self.service.name,
            clock=clock,
            types=message_types(self.service),
            readers=readers(),
        )
        host = Host(
            service=self.service,
            bus=bus,
            journal=await journals.open(self.service.name),
            clock=clock,
            timekeeper=timekeeper,
            metrics=self.metrics,
            random=SystemRandom(),
        )
        keeping = asyncio.ensure_future(timekeeper.run())
        await bus.start()
        try:
            bus.control = ClockHand(host, timekeeper)
            await host.load()
            host.start()
            yield
        finally:
            keeping.cancel()
            await _within(3, host.stop())
            await _within(3, bus.close())
            await _within(2, journals.close())


async def _within(seconds: float, work: Any) -> None:
    """A graceful end that takes too long is none: the journal has everything."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except Exception as problem:  # the other side may be gone
        log.warning("not ended gracefully", problem=repr(problem))
