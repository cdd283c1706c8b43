"""One service of a stack over RabbitMQ in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.standing import Question
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Anchor, Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import Beginning, Journal
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.delivery import Delivery
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
        # read once: that takes half as long as all the rest of a new host
        self._settings = stack.settings.get(service.name) or settings_of(service.name)()
        self._host = self._new_host()
        self._hand = ClockHand(self._host, self.timekeeper, stack.kept.anchor)
        self._tasks: list[asyncio.Task[None]] = []
        self._killed = 0  # so many kills are under way

    def well(self) -> bool:
        """Whether it does its work."""
        return self._host.failed is None and not self._killed

    @property
    def settings(self) -> Settings:
        """What it is told."""
        return self._settings

    @property
    def journal(self) -> Journal:
        """In memory."""
        return self._host.journal

    @property
    def host(self) -> Host:
        """What runs it now."""
        return self._host

    def standing(self) -> tuple[int, bool]:
        """How many messages it has handled, and whether the broker has all that it has sent."""
        host = self._host
        return host.turns.count, host.relay.settled() and not host.pace.in_turn

    async def kill(self, seconds: float) -> None:
        """As if its process was killed; it comes back from its journal after so many real seconds."""
        self._killed += 1
        try:
            await self._host.kill(seconds)
        finally:
            self._killed -= 1

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Its queue is there and is read inside the block; `begin` lets it handle what comes."""
        await self._bus.start()
        self._bus.respond = self._respond
        await self._bus.consume(self.service.name, self._host.events(), self._accept)
        await self._host.read()
        try:
            yield
        finally:
            await self._end()
            await self._bus.close()

    def begin(self) -> None:
        """All queues are there: nothing that it publishes is lost."""
        self._host.start()
        self._tasks = [
            asyncio.ensure_future(self.timekeeper.run()),
            asyncio.ensure_future(self._stack.supervision.keep(self._host)),
        ]

    async def forget(self) -> None:
        """Nothing runs, nothing is known of what has been; who waits is told that nobody is there."""
        await self._end()
        self._host.turns.put_back()
        self._host.give_up()
        self.timekeeper.forget_all()

    async def read(self, begun: Beginning | None, now: Anchor) -> None:
        """It is new, or as it was, at this time, on the queue that it has; until `begin` nothing is
        handled.
        """
        self.timekeeper.clock.move_to(now)
        self._host = self._hand.host = self._new_host(begun)
        self._hand.epoch += 1
        await self._host.read()

    async def _end(self) -> None:
        self._hand.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self._host.stop(for_good=True)

    def _accept(self, delivery: Delivery) -> None:
        """The queue stays, whoever reads it."""
        self._host.accept(delivery)

    def _new_host(self, begun: Beginning | None = None) -> Host:
        return Host(
            service=self.service,
            bus=self._bus,
            journal=MemoryJournal(begun),
            clock=self.timekeeper.clock,
            timekeeper=self.timekeeper,
            metrics=Metrics(),
            settings=self._settings,
            random=self._stack.random(self.service.name),
            witness=self._stack.past,
        )

    async def _respond(self, asked: bytes) -> bytes | None:
        """What the coordinator asks; None, so that it asks again, while it cannot become quiet."""
        try:
            return (await self._hand(Question.model_validate_json(asked))).as_json()
        except ServiceUnavailable:
            return None
