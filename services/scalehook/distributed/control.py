"""What the gateway's control endpoints can do to a distributed stack."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from prometheus_client import generate_latest

from scalehook.distributed.bounds import pause
from scalehook.distributed.coordinator import Coordinator
from scalehook.gateway.control import dead_letters
from scalehook.gateway.control.plane import Advance, DeadLetterView, EventView, Retried
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.telemetry import Metrics

log = structlog.get_logger(__name__)
STATUS_SECONDS = 2.0


@dataclass
class DistributedControlPlane:
    """The gateway's `ControlPlane`, for services that are processes."""

    bus: RabbitBus
    coordinator: Coordinator
    metrics_of: Metrics = field(default_factory=Metrics)
    _status: dict[str, bool] = field(default_factory=dict)

    def now(self) -> datetime:
        """Virtual now."""
        return self.coordinator.clock.now()

    async def advance(self, seconds: float) -> Advance:
        """Move the clock; returns when the stack is quiet."""
        busy = await self.coordinator.advance(seconds)
        return Advance(now=self.now(), busy=busy)

    async def dead_letters(self) -> list[DeadLetterView]:
        """Oldest first."""
        return await dead_letters.list_all(self.bus)

    async def retry(self, ids: list[str] | None) -> Retried:
        """Send these (all when None) again."""
        return await dead_letters.retry(self.bus, ids)

    async def events(self) -> AsyncIterator[EventView]:
        """All events from now on."""
        async for envelope in self.bus.observe():
            yield EventView(
                type=envelope.type,
                at=envelope.timestamp,
                body=envelope.message.model_dump(mode="json", by_alias=True),
                correlation_id=envelope.correlation_id,
                app_id=envelope.app_id,
            )

    def ready(self) -> dict[str, bool]:
        """Which services answered when they were asked last."""
        return self._status or dict.fromkeys(self.coordinator.services, False)

    def metrics(self) -> bytes:
        """Prometheus' text form, of this process alone: every service has its own."""
        return generate_latest(self.metrics_of.registry)

    async def watch(self) -> None:
        """Ask all services how they are, and the database for the time, until cancelled."""
        await asyncio.gather(_again(self._look), _again(self.coordinator.follow))

    async def _look(self) -> None:
        self._status = await self.coordinator.status(STATUS_SECONDS)


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as problem:  # the next time may be better
            log.warning("the stack was not watched", problem=repr(problem))
        await pause(STATUS_SECONDS / 4)
