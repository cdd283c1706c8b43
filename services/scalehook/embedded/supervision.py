"""A service that fails comes back; one that fails again and again ends the stack."""

import asyncio
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scalehook.kit.host.failures import Failures
from scalehook.kit.logs import Log
from scalehook.wiring.gateway_server import GatewayServer

if TYPE_CHECKING:
    from scalehook.kit.host.host import Host

log = Log(__name__)


class StackFailed(Exception):
    """A service cannot be kept running; the message names it and what it fails of."""


@dataclass(eq=False, repr=False)
class Supervision:
    """Watches the hosts of a stack. `failed` says why it cannot go on."""

    failed: StackFailed | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, host: "Host") -> None:
        """Bring this one back whenever it fails, until it cannot be."""
        failures, loop = Failures(), asyncio.get_running_loop()
        while self.failed is None:
            started = loop.time()
            await host.ended.wait()
            if failures.is_last(loop.time() - started) or not await self._comes_back(host):
                self._give_up(host)

    def fail(self, problem: str, cause: BaseException | None) -> None:
        """End the stack."""
        log.critical("the stack ends", problem=problem)
        self.failed = StackFailed(problem)
        self.failed.__cause__ = cause
        self.ended.set()

    async def _comes_back(self, host: "Host") -> bool:
        try:
            await host.restart()
        except Exception as problem:  # whatever it is: then the stack ends of it
            host.loops.fail(problem)
            return False
        log.warning("service is back", service=host.service.name)
        return True

    def _give_up(self, host: "Host") -> None:
        self.fail(f"{host.service.name} cannot go on: {host.failed}", host.failed)
        host.give_up()


async def serve_while_well(
    server: GatewayServer, listening: socket.socket, supervision: Supervision
) -> None:
    """Serve until the server is stopped; raises StackFailed when the stack cannot go on."""
    serving = asyncio.ensure_future(server.serve([listening]))
    failing = asyncio.ensure_future(supervision.ended.wait())
    await asyncio.wait({serving, failing}, return_when=asyncio.FIRST_COMPLETED)
    failing.cancel()
    server.stop()
    await serving
    if supervision.failed is not None:
        raise supervision.failed
