"""One service of a stack over RabbitMQ in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import SystemRandom
from typing import TYPE_CHECKING

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.standing import Question
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.host import Host
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.services import settings_of
from scalehook_contracts.errors.common import ServiceUnavailable

if TYPE_CHECKING:
    from scalehook.testing.rabbit_stack import RabbitStack


class RabbitService:
    """Host, bus, journal and clock."""

    def __init__(self, service: Service[Settings], stack: "RabbitStack") -> None:
        self.service, self._stack = service, stack
        clock = Clock(stack.speed, stack.kept.standing)
        self.timekeeper = Timekeeper(clock)
        self._bus = RabbitBus(stack.amqp_url, service.name, clock, message_types(service))
        self._host = Host(
            service=service,
            bus=self._bus,
            journal=MemoryJournal(),
            clock=clock,
            timekeeper=self.timekeeper,
            metrics=Metrics(),
            settings=stack.settings.get(service.name) or settings_of(service.name)(),
            random=SystemRandom(),
            witness=stack.past,
        )
        self._hand = ClockHand(self._host, self.timekeeper, stack.kept.anchor)

    def well(self) -> bool:
        """Whether it does its work."""
        return self._host.failed is None

    async def kill(self, seconds: float) -> None:
        """As if its process was killed; it comes back from its journal after so many real seconds."""
        await self._host.kill(seconds)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Its queue is there and is read inside the block; `begin` lets it handle what comes."""
        await self._bus.start()
        self._bus.respond = self._respond
        await self._host.load()
        keeping = [
            asyncio.ensure_future(self.timekeeper.run()),
            asyncio.ensure_future(self._stack.supervision.keep(self._host)),
        ]
        try:
            yield
        finally:
            self._hand.close()
            for task in keeping:
                task.cancel()
            await self._host.stop(for_good=True)
            await self._bus.close()

    def begin(self) -> None:
        """All queues are there: nothing that it publishes is lost."""
        self._host.start()

    async def _respond(self, asked: bytes) -> bytes | None:
        """What the coordinator asks; None, so that it asks again, while it cannot become quiet."""
        try:
            return (await self._hand(Question.model_validate_json(asked))).as_json()
        except ServiceUnavailable:
            return None
