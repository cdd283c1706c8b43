"""A stack in one process whose services speak over RabbitMQ: for consumers of its events.

Journals are in memory. All else is as with separate services: a bus, a clock and a hand for the clock
each, and a coordinator that moves the time through their queues.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scalehook.distributed.coordinator import Coordinator
from scalehook.distributed.gateway_process import LOOK_SECONDS
from scalehook.embedded.settings import check_settings
from scalehook.embedded.supervision import Supervision
from scalehook.gateway.listening import Audience
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Anchor, Clock
from scalehook.kit.randomness import Randomness, unforeseen
from scalehook.kit.settings import Settings
from scalehook.testing.beginning import begin, blueprint_of
from scalehook.testing.cloud import Cloud
from scalehook.testing.past import Past
from scalehook.testing.rabbit_control_plane import RabbitControlPlane
from scalehook.testing.rabbit_service import RabbitService
from scalehook.testing.serving import new_gateway, serving
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import NAMES, all_types, services


@contextlib.contextmanager
def rabbit_stack(
    amqp_url: str,
    speed: float = 1.0,
    *,
    auto_advance: bool = False,
    init: Path | str | None = None,
    management_url: str = "",
    **settings: Settings,
) -> Iterator[Cloud]:
    """A stack that runs inside the block, on an empty vhost. Options are as of `scalehook.stack`; by the
    broker's `management_url` the clock knows all who read the stack's events.
    """
    check_settings(settings)
    past, gateway = Past(), new_gateway(auto_advance)
    if management_url:
        gateway = gateway.model_copy(update={"amqp_management_url": management_url})
    blueprint = blueprint_of(init, gateway)
    stack = RabbitStack(gateway, amqp_url, speed, settings, past)
    with serving(stack) as (port, loop):
        cloud = Cloud(stack, port, loop, past, amqp_url)
        with contextlib.closing(cloud.aio):
            begin(cloud, blueprint)
            yield cloud


@dataclass
class KeptInMemory:
    """Where virtual time stands, for all services of this process."""

    standing: Anchor

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """One coordinator moves it, one move after the other."""
        yield

    async def anchor(self, first: Anchor) -> Anchor:
        """It is known since the start."""
        return self.standing

    async def keep_anchor(self, anchor: Anchor) -> None:
        """It stands there now."""
        self.standing = anchor


@dataclass
class RabbitStack:
    """All services and the gateway, each on a connection of its own."""

    gateway: GatewaySettings
    amqp_url: str
    speed: float
    settings: dict[str, Settings]
    past: Past
    random: Randomness = unforeseen

    def __post_init__(self) -> None:
        self.supervision = Supervision()
        self.audience = Audience()  # of the server's
        clock = Clock(self.speed)
        self.kept = KeptInMemory(clock.anchor)
        self.bus = RabbitBus(self.amqp_url, "gateway", clock, all_types())
        coordinator = Coordinator(self.bus, clock, self.kept, NAMES)
        self.control = RabbitControlPlane(
            self.bus, coordinator, self.bus, self.gateway.amqp_queues, self.gateway.amqp_management_url,
            patience=self.gateway.patience_of_clock(), gateway=self.gateway,
            forgotten=self.past.forget,
        )  # fmt: skip
        self.snapshot, self.restore = self.control.snapshot, self.control.restore

    async def quiet(self) -> None:
        """Returns when nothing is to be done, nor under way on the broker."""
        await self.control.coordinator.still()

    async def next_deadline(self) -> datetime | None:
        """Of all services."""
        deadlines = (each.timekeeper.next_deadline() for each in self.control.playing)
        return min((at for at in deadlines if at is not None), default=None)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["RabbitStack"]:
        """The services run inside the block."""
        async with contextlib.AsyncExitStack() as ending:
            await self.bus.start()
            ending.push_async_callback(self.bus.close)
            playing = [RabbitService(service, self) for service in services()]
            await asyncio.gather(*(ending.enter_async_context(each.running()) for each in playing))
            for each in playing:
                each.begin()
            self.control.playing += playing
            await self.quiet()
            for work in self._keeping_time():
                ending.callback(asyncio.ensure_future(work).cancel)
            yield self

    def _keeping_time(self) -> Iterator[Coroutine[Any, Any, None]]:
        coordinator = self.control.coordinator
        yield coordinator.timekeeper.run()
        if self.gateway.auto_advance:
            jumps = self.control.auto_advance(coordinator.prospect, LOOK_SECONDS)
            yield self.control.jumping.run(jumps.run)

    def listen(self) -> socket.socket:
        """The listening socket, on a free port."""
        return listen(self.gateway)

    def server(self) -> GatewayServer:
        """The HTTP server; give it the socket of `listen`."""
        server = http_server(self.bus, self.gateway, self.control, self.control.readers)
        self.control.server, self.audience = server, server.audience
        return server
