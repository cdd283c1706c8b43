"""Making dead letters: none is acknowledged before the broker has the letter."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aio_pika import Message as AmqpMessage

from scalehook.kit.bus.rabbit import letters
from scalehook.kit.bus.rabbit.acknowledging import Received
from scalehook.kit.bus.rabbit.away import until_back, warn
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.logs import Log
from scalehook_contracts.topology import DEAD

log = Log(__name__)
BURY_SECONDS = 4  # less than the outbox gives: it is still to be told what became of it
CLOSE_SECONDS = 0.5


@dataclass
class Burying:
    """One process's way to the dead letters, through its outbox."""

    publisher: Publisher
    outbox: Outbox
    clock: Clock

    def __post_init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    async def keep(self, letter: AmqpMessage, key: str) -> None:
        """Returns when the broker has it; that nothing takes dead letters is an error, too."""
        await self.publisher.publish(DEAD, key, letter, mandatory=True, seconds=BURY_SECONDS)

    async def keep_again(self, letter: DeadLetter) -> None:
        """One that there has been; returns when the broker has it."""
        message = letters.of_letter(letter)
        await self.keep(message, message.type or "")

    def bury(self, letter: DeadLetter) -> None:
        """Keep what only this process has."""
        message = letters.of_letter(letter)
        self._insist(message, message.type or "", lambda: None)

    def replace(
        self,
        received: Received,
        service: str,
        reason: str,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Put the letter in the place of the message; the message comes again when that fails."""
        letter = letters.of_incoming(received.incoming.whole(), service, reason, self.clock.now())
        self.outbox.put(lambda: self._replace(received, letter, then))

    async def close(self) -> None:
        """Wait a moment for what is still to be kept."""
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=CLOSE_SECONDS)
            for task in left:
                task.cancel()

    async def _replace(self, received: Received, letter: AmqpMessage, then: Callable[[], None]) -> None:
        key = received.incoming.routing_key or ""
        if received.is_settled:  # it was deferred: the broker has forgotten it
            self._insist(letter, key, then)
            return
        try:
            await self.keep(letter, key)
        except Exception as problem:  # of the connection, or of the message's own properties
            log.warning("a dead letter was not kept", type=letter.type, problem=repr(problem))
            received.reject()
            return
        then()
        received.ack()

    def _insist(self, letter: AmqpMessage, key: str, then: Callable[[], None]) -> None:
        async def send() -> None:
            async for attempt in until_back(warn("dead letters")):
                with attempt:
                    await self.keep(letter, key)
            then()

        task = asyncio.get_running_loop().create_task(send(), name="dead letter")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
