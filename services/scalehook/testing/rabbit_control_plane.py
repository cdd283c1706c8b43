"""What the control endpoints can do to a stack over RabbitMQ whose services are in this process."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from scalehook.distributed.control_plane import DistributedControlPlane
from scalehook.gateway.faults.own import OwnFaults
from scalehook.kit.clock.clock import Clock
from scalehook.kit.journal.journal import Journal
from scalehook.kit.settings import Settings
from scalehook.testing.rabbit_service import RabbitService
from scalehook.wiring.services import NAMES
from scalehook_contracts.errors.common import ServiceUnavailable

RESET_SECONDS = 10  # real; what takes longer is not to be had back


@dataclass
class RabbitControlPlane(DistributedControlPlane):
    """Knows by itself how the services are: they are in this process."""

    playing: list[RabbitService] = field(default_factory=list)
    faults: OwnFaults = field(default_factory=OwnFaults)  # of the server's

    def ready(self) -> dict[str, bool]:
        """Which services run."""
        found = {each.service.name: each.well() for each in self.playing}
        return dict.fromkeys(NAMES, False) | found

    async def journals(self) -> Mapping[str, Journal]:
        """In memory."""
        return {each.service.name: each.journal for each in self.playing}

    def settings_of(self, service: str) -> Settings:
        """Those that it runs with."""
        return next(each.settings for each in self.playing if each.service.name == service)

    async def kill(self, service: str, seconds: float) -> None:
        """Tear one down, and have it back from its journal."""
        for each in self.playing:
            if each.service.name == service:
                await each.kill(seconds)

    async def reset(self) -> None:
        """Forget all resources and all that has happened; ServiceUnavailable where a service is not
        well, or does not become quiet. What others have made on the broker stays.
        """
        async with asyncio.timeout(RESET_SECONDS), self.coordinator.standing_still():
            await self._nothing_under_way()
            await asyncio.gather(*(each.forget() for each in self.playing))
            self.sleepers.end()
            self.readers.forget()
            self.faults.forget()
            await self._begin_anew()

    async def _nothing_under_way(self) -> None:
        """When messages pass through all queues and nobody handles any, there are none between them."""
        before: list[tuple[int, bool]] = []
        while True:
            if not all(each.well() for each in self.playing):
                raise ServiceUnavailable()
            now = [each.standing() for each in self.playing]
            if now == before and all(sent for _, sent in now):
                return
            before = now
            await self.coordinator.pass_through()

    async def _begin_anew(self) -> None:
        """At the real time. A service begins when all others can hear it."""
        now = Clock(self.coordinator.clock.speed).anchor
        self.coordinator.clock.move_to(now)
        self.coordinator.timekeeper.reschedule()
        await self.coordinator.kept.keep_anchor(now)
        await self.coordinator.bus.forget_dead_letters()
        for each in self.playing:
            await each.read_nothing(now)
        for each in self.playing:
            each.begin()
