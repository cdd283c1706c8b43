"""Starts and stops all services of an embedded stack, and its HTTP port."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from scalehook.embedded import another_state
from scalehook.embedded.control_plane import EmbeddedControlPlane
from scalehook.embedded.own_settings import SCRIPT_RUNNER, listening_at, own_settings
from scalehook.embedded.picture import Picture
from scalehook.embedded.settings import check_settings
from scalehook.embedded.sleep import Sleep
from scalehook.embedded.state_directory import StateDirectory
from scalehook.embedded.storage import storage
from scalehook.embedded.supervision import Supervision
from scalehook.embedded.tracing import Tracing
from scalehook.gateway.listening import Audience
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Anchor, Clock, real_seconds
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.randomness import Randomness, unforeseen
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Metrics
from scalehook.script_runner.executors import Choice, choose
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import NAMES
from scalehook_contracts.base import Message
from scalehook_contracts.errors.common import ServiceUnavailable

if TYPE_CHECKING:
    from scalehook.kit.host.conclusion import Witness
    from scalehook.kit.host.host import Host


@dataclass(eq=False, repr=False)
class EmbeddedStack:
    """One stack. Without a directory nothing outlives it."""

    gateway: GatewaySettings
    directory: StateDirectory | None = None
    speed: float = 1.0
    settings: dict[str, Settings] = field(default_factory=dict)  # by service, for the environment's
    awake: Callable[[], None] = lambda: None  # called when all services are there
    witness: "Witness | None" = None  # is told all that happens
    forgotten: Callable[[], None] = lambda: None  # called when nothing is known of what has been
    random: Randomness = unforeseen

    def __post_init__(self) -> None:
        check_settings(self.settings)
        self.clock = self.directory.clock(self.speed) if self.directory else Clock(self.speed)
        self.timekeeper, self.metrics = Timekeeper(self.clock), Metrics()
        self._port = self.gateway.port  # that is listened at, once it is known
        self.hosts: dict[str, Host] = {}
        self.store, self._letters = storage(self.directory)
        self.types: dict[str, type[Message]] = {}
        self.bus = MemoryBus(self.clock, self._letters, self.types)
        self.control = EmbeddedControlPlane(
            self.bus, self.clock, self.timekeeper, self._letters,
            self.hosts, self.metrics, self, self.directory,
            patience=self.gateway.patience_of_clock(),
        )  # fmt: skip
        self.supervision, self.tracing = Supervision(), Tracing.of(self.gateway, self.clock.now)
        self.gateway_server: GatewayServer | None = None
        self.audience = Audience()  # of the server's
        self._sleep = self._new_sleep()
        self._tasks: list[asyncio.Task[None]] = []

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["EmbeddedStack"]:
        """The services run inside the block."""
        await self.start()
        try:
            yield self
        finally:
            await self.stop()

    async def start(self) -> None:
        """Go on with what the journal has; where it is empty, sleep until the first message."""
        self.settings = {name: self._settings_of(name) for name in NAMES}
        self._keep_time()
        try:
            await (self._fall_asleep() if await self._is_new() else self._load())
        except BaseException:
            for task in self._tasks:
                task.cancel()
            await self.store.close()  # nobody else could have it
            raise

    async def _fall_asleep(self) -> None:
        for name in NAMES:
            await self.bus.consume(name, (), self._sleep.accept)
        self.timekeeper.participants.append(self._sleep)

    async def wake(self) -> None:
        """Returns when all services are there, whether or not there is something to do for them."""
        if not self.hosts:
            await self._sleep.end()

    async def stop(self) -> None:
        """End everything; the journal holds what is unfinished."""
        await self._end_tasks()
        for host in self.hosts.values():
            await host.stop(for_good=self.directory is None)
        if self.directory is not None:
            self.clock.release()
            self.control.keep_time()
        await asyncio.gather(self.store.close(), self.tracing.close())

    async def reset(self) -> None:
        """As if nothing had ever happened here, and asleep again. Keys, port and settings stay."""
        await self.restore(Picture(real_seconds()))

    async def snapshot(self) -> Picture:
        """All as it is once the stack is quiet; no time passes meanwhile."""
        try:
            async with self.timekeeper.moving:
                await self.timekeeper.quiet()
                return self._picture()
        finally:
            self.timekeeper.reschedule()

    async def restore(self, picture: Picture) -> None:
        """All as it was, or ServiceUnavailable. Who waits gets a 503; moves and faults of calls end."""
        await self.control.moving.stop()
        try:
            async with self.timekeeper.moving:
                await self._forget()
                begun = await another_state.begin(picture, self.store, self._letters)
                if begun:
                    self.clock.move_to(Anchor(real_seconds(), picture.at))
                    self.control.keep_time()
                self._sleep = self._new_sleep()
                self._keep_time()
                past = not begun or picture.services or picture.letters
                await (self._load() if past else self._fall_asleep())
        except Exception as problem:
            self.supervision.fail(f"its state cannot be brought back: {problem}", problem)
            raise
        finally:
            self.timekeeper.reschedule()
        if not begun:
            raise ServiceUnavailable()

    async def quiet(self) -> None:
        """Returns when there is nothing to do at this instant."""
        await self.timekeeper.quiet()

    async def next_deadline(self) -> datetime | None:
        """When something comes due first."""
        return self.timekeeper.next_deadline()

    def listen(self) -> socket.socket:
        """The listening socket; port 0 takes a free one."""
        listening = listen(self.gateway)
        self._port = listening.getsockname()[1]
        return listening

    def server(self) -> GatewayServer:
        """The HTTP server; give it the socket of `listen`."""
        server = http_server(self.bus, self.gateway, self.control, self.control.readers)
        self.gateway_server, self.audience = server, server.audience
        self.tracing.hear(server.audience)
        return server

    def executor(self) -> Choice:
        """What scripts run in, and why; NoSandbox when a sandbox is asked for and does not work."""
        settings = self._settings_of(SCRIPT_RUNNER)
        assert isinstance(settings, ScriptRunnerSettings)
        return choose(settings)

    def _picture(self) -> Picture:
        """Of a stack that is quiet; one that sleeps has no past."""
        if not self.hosts:
            return Picture(self.clock.seconds())
        from scalehook.embedded.hosts import beginnings

        return Picture(self.clock.seconds(), beginnings(self.hosts), tuple(self._letters.all()))

    async def _forget(self) -> None:
        """Nothing runs, and nothing is known of what has been."""
        await self._end_tasks()
        await asyncio.gather(*map(_forget, self.hosts.values()))
        self.hosts.clear()
        self.timekeeper.forget_all()
        if self.gateway_server is not None:
            await self.gateway_server.begin_again()
        self.forgotten()

    def _new_sleep(self) -> Sleep:
        return Sleep(self._load, self.bus.deliver, self.supervision.fail)

    def _keep_time(self) -> None:
        self._tasks.append(asyncio.create_task(self.timekeeper.run(), name="timekeeper"))
        self._tasks += self.tracing.tasks()
        if self.gateway.auto_advance:
            jumping = self.control.auto_advance(self.timekeeper.prospect)
            self.control.jumping.start(jumping.run)

    async def _end_tasks(self) -> None:
        await self._sleep.stop()
        await self.control.jumping.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _is_new(self) -> bool:
        """Whether nothing has ever happened here: then there are no timers, and nobody to be told."""
        for name in NAMES:
            if (await (await self.store.open(name)).load()).seq:
                return False
        return not self._letters.all()

    async def _load(self) -> None:
        """Load every service, then let all of them begin."""
        from scalehook.embedded.hosts import load

        self.hosts.update(hosts := await load(self))
        self._go_on_from(max(host.machine.latest for host in hosts.values()))
        for host in hosts.values():
            host.start()
            self._tasks.append(asyncio.create_task(self.supervision.keep(host), name="supervision"))
        await self.timekeeper.quiet(hosts.values())
        self.awake()

    def _go_on_from(self, latest: datetime) -> None:
        """A process that was killed while it moved the clock has done what came due on the way, and has
        not kept the time. What has happened is not to come.
        """
        if latest > self.clock.now():
            self.clock.move_to(Anchor(real_seconds(), latest.timestamp()))
            self.control.keep_time()

    def _settings_of(self, service: str) -> Settings:
        given = self.settings.get(service) or own_settings(service, self.directory)
        return listening_at(given, self.gateway, self._port)


async def _forget(host: "Host") -> None:
    """What has come, and what is in hand, is answered as if nobody were there."""
    await host.stop(for_good=True)
    host.turns.put_back()
    host.give_up()
