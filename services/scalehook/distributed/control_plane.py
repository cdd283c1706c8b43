"""What the gateway's control endpoints can do to a distributed stack."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.distributed.bounds import pause
from scalehook.distributed.coordinator import Coordinator
from scalehook.gateway.control.plane import Advance
from scalehook.kit.logs import Log
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.control_plane import BusControlPlane
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import NotResettable

log = Log(__name__)
STATUS_SECONDS = 2.0


@dataclass
class DistributedControlPlane(BusControlPlane):
    """The gateway's `ControlPlane`, for services that are processes."""

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

    async def kill(self, service: str, seconds: float) -> None:
        """Have its active process fail; its standby, or that process, comes back when it can."""
        if seconds:
            raise InvalidParameter(
                "real_seconds: a service that is a process comes back when its standby does"
            )
        await self.coordinator.kill(service)

    async def reset(self) -> None:
        """Refused: each service would have to forget at the same instant as all others."""
        raise NotResettable()

    def ready(self) -> dict[str, bool]:
        """Which services answered when they were asked last."""
        return self._status or dict.fromkeys(self.coordinator.services, False)

    def metrics(self) -> bytes:
        """Prometheus' text form, of this process alone: every service has its own."""
        from scalehook.kit.exposition import exposition  # few ask, and its library is large

        return exposition(self.metrics_of)

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
