"""Starts and stops all services of an embedded stack, and its HTTP port."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Any

from scalehook.embedded.control import EmbeddedControlPlane
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
from scalehook.kit.telemetry import Metrics
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
    settings: dict[str, Any] = field(default_factory=dict)  # by service, instead of the environment

    def __post_init__(self) -> None:
        self.clock = self.directory.clock(self.speed) if self.directory else Clock(self.speed)
        self.timekeeper = Timekeeper(self.clock)
        self.metrics = Metrics()
        self.hosts: dict[str, Host] = {}
        self._store, letters = self._storage()
        self.bus = MemoryBus(self.clock, letters, all_types())
        self.control = EmbeddedControlPlane(
            self.clock, self.timekeeper, self.bus, self.hosts, self.metrics, self.directory
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
        for service in SERVICES:
            host = Host(
                service=service,
                bus=self.bus,
                journal=await self._store.open(service.name),
                clock=self.clock,
                timekeeper=self.timekeeper,
                metrics=self.metrics,
                settings=self._settings_of(service.name),
                random=SystemRandom(),
            )
            await host.load()
            self.hosts[service.name] = host
        for host in self.hosts.values():
            host.start()
            self._tasks.append(asyncio.create_task(self.supervision.keep(host), name="supervision"))
        self._tasks.append(asyncio.create_task(self.timekeeper.run(), name="timekeeper"))
        await self.timekeeper.quiet()

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

    def _storage(self) -> tuple[JournalStore, DeadLetters]:
        if self.directory is None:
            return MemoryJournals(), MemoryDeadLetters()
        journals = SqliteJournals(self.directory.journal)
        self.directory.recognise(journals.identity)
        return journals, journals.dead_letters

    def _settings_of(self, service: str) -> Any:
        if service == "script_runner" and service not in self.settings and self.directory is not None:
            return ScriptRunnerSettings(roots=self.directory.roots)
        return self.settings.get(service)
