"""Starts and stops all services of an embedded stack, and its HTTP port."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom

from scalehook.embedded.control_plane import EmbeddedControlPlane
from scalehook.embedded.state_directory import StateDirectory
from scalehook.embedded.supervision import Supervision
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.dead_letters import DeadLetters, MemoryDeadLetters
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import JournalStore
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_dead_letters import SqliteDeadLetters
from scalehook.kit.journal.sqlite_file import connect, identity
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Metrics
from scalehook.script_runner.executors import Choice, choose
from scalehook.script_runner.service import SERVICE as SCRIPT_RUNNER
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.server import http_server, listen
from scalehook.wiring.services import SERVICES, all_types


@dataclass
class EmbeddedStack:
    """One stack. Without a directory nothing outlives it."""

    gateway: GatewaySettings
    directory: StateDirectory | None = None
    speed: float = 1.0
    settings: dict[str, Settings] = field(default_factory=dict)  # by service, for the environment's

    def __post_init__(self) -> None:
        _check_settings(self.settings)
        self.clock = self.directory.clock(self.speed) if self.directory else Clock(self.speed)
        self.timekeeper = Timekeeper(self.clock)
        self.metrics = Metrics()
        self.hosts: dict[str, Host] = {}
        self._store, letters = self._storage()
        self.bus = MemoryBus(self.clock, letters, all_types())
        self.control = EmbeddedControlPlane(
            self.bus, self.clock, self.timekeeper, letters, self.hosts, self.metrics, self.directory
        )
        self.supervision = Supervision()
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
        """Load every service, then let all of them begin."""
        try:
            for service in SERVICES:
                self.hosts[service.name] = await self._load(service)
        except BaseException:
            await self._store.close()  # nobody else could have it
            raise
        for host in self.hosts.values():
            host.start()
            self._tasks.append(asyncio.create_task(self.supervision.keep(host), name="supervision"))
        self._tasks.append(asyncio.create_task(self.timekeeper.run(), name="timekeeper"))
        await self.timekeeper.quiet()

    async def _load(self, service: Service[Settings]) -> Host:
        host = Host(
            service=service,
            bus=self.bus,
            journal=await self._store.open(service.name),
            clock=self.clock,
            timekeeper=self.timekeeper,
            metrics=self.metrics,
            settings=self._settings_of(service),
            random=SystemRandom(),
        )
        await host.load()
        return host

    async def stop(self) -> None:
        """End everything; the journal holds what is unfinished."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for host in self.hosts.values():
            await host.stop()
        if self.directory is not None:
            self.clock.release()
            self.control.keep_time()
        await self._store.close()

    def listen(self) -> socket.socket:
        """The listening socket; port 0 takes a free one."""
        return listen(self.gateway)

    def server(self) -> GatewayServer:
        """The HTTP server; give it the socket of `listen`."""
        return http_server(self.bus, self.gateway, self.control)

    def executor(self) -> Choice:
        """What scripts run in, and why; NoSandbox when a sandbox is asked for and does not work."""
        settings = self._settings_of(SCRIPT_RUNNER)
        assert isinstance(settings, ScriptRunnerSettings)
        return choose(settings)

    def _storage(self) -> tuple[JournalStore, DeadLetters]:
        if self.directory is None:
            return MemoryJournals(), MemoryDeadLetters()
        connection = connect(self.directory.journal)
        try:
            self.directory.recognise(identity(connection))
        except BaseException:
            connection.close()
            raise
        return SqliteJournals(connection), SqliteDeadLetters(connection)

    def _settings_of(self, service: Service[Settings]) -> Settings:
        given = self.settings.get(service.name)
        if given is not None:
            return given
        if service is SCRIPT_RUNNER and self.directory is not None:
            return _with_roots(ScriptRunnerSettings(), self.directory.roots)
        return service.settings()


def _check_settings(given: Mapping[str, Settings]) -> None:
    classes = {service.name: service.settings for service in SERVICES}
    for name, settings in given.items():
        if name not in classes:
            raise TypeError(f"no service is called {name!r}")
        if not isinstance(settings, classes[name]):
            raise TypeError(f"these are no settings of {name}: {settings!r}")


def _with_roots(settings: ScriptRunnerSettings, roots: Path) -> ScriptRunnerSettings:
    """Instances live in the state directory, unless somebody wants them elsewhere."""
    return settings if settings.roots else settings.model_copy(update={"roots": roots})
