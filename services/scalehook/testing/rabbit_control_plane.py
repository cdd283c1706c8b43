"""What the control endpoints can do to a stack over RabbitMQ whose services are in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

from scalehook.distributed.control_plane import DistributedControlPlane
from scalehook.embedded.carrying import exported, take_in
from scalehook.embedded.hosts import beginnings
from scalehook.embedded.picture import Picture
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.clock import Anchor, real_seconds
from scalehook.kit.journal.journal import Journal
from scalehook.kit.settings import Settings
from scalehook.testing.rabbit_service import RabbitService
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.services import NAMES
from scalehook_contracts.errors.common import ServiceUnavailable

RESET_SECONDS = 10  # real; what takes longer is not to be had back


@dataclass
class RabbitControlPlane(DistributedControlPlane):
    """Knows by itself how the services are: they are in this process."""

    gateway: GatewaySettings = field(default_factory=GatewaySettings)
    playing: list[RabbitService] = field(default_factory=list)
    forgotten: Callable[[], None] = lambda: None  # called when nothing is known of what has been
    server: GatewayServer | None = None

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
        """Forget all resources and all that has happened. What others have made on the broker stays."""
        await self.restore(Picture(real_seconds()))

    async def snapshot(self) -> Picture:
        """All as it is once the stack is quiet; ServiceUnavailable where a service is not well."""
        async with self._standing_still():
            letters = tuple(await self.coordinator.bus.dead_letters())
            await self._nothing_under_way()  # and from here on nobody is waited for
            hosts = {each.service.name: each.host for each in self.playing}
            return Picture(self.coordinator.clock.seconds(), beginnings(hosts), letters)

    async def restore(self, picture: Picture) -> None:
        """All as it was, the time too, but for what others have made on the broker. ServiceUnavailable
        where a service is not well, or does not become quiet. Moves that are under way end.
        """
        await self.moving.stop()
        async with self._standing_still():
            await self._nothing_under_way()
            await asyncio.gather(*(each.forget() for each in self.playing))
            self.sleepers.end()
            if self.server is not None:
                await self.server.begin_again()
            self.forgotten()
            await self._begin(picture)

    async def export_state(self) -> bytes:
        """Everything as it is, without the account's key."""
        return await exported(self)

    async def import_state(self, raw: bytes) -> None:
        """Everything as the file says."""
        await take_in(raw, self)

    @contextlib.asynccontextmanager
    async def _standing_still(self) -> AsyncIterator[None]:
        """Nobody moves the time inside the block, which has an end."""
        async with asyncio.timeout(RESET_SECONDS), self.coordinator.standing_still():
            yield

    async def _nothing_under_way(self) -> None:
        """When messages pass through all queues and nobody handles any, there are none between them."""
        before: list[tuple[int, bool]] = []
        while True:
            if not all(each.well() for each in self.playing):
                raise ServiceUnavailable()
            now = [each.standing() for each in self.playing]
            if now == before and all(settled for _, settled in now):
                return
            before = now
            await self.coordinator.pass_through()

    async def _begin(self, picture: Picture) -> None:
        """At the time of the picture. A service begins when all others can hear it."""
        now = Anchor(real_seconds(), picture.at)
        self.coordinator.clock.move_to(now)
        self.coordinator.timekeeper.reschedule()
        await self.coordinator.kept.keep_anchor(now)
        await self.coordinator.bus.begin_dead_letters(picture.letters)
        for each in self.playing:
            await each.read(picture.services.get(each.service.name), now)
        for each in self.playing:
            each.begin()
