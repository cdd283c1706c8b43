"""The queue of dead letters: looked through, and emptied one by one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustConnection
from aio_pika.exceptions import PublishError

from scalehook.kit.bus.rabbit import letters
from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.bus.rabbit.fitting import Unsendable, fitting, short
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.dead_letters import DeadLetter, NotRevived
from scalehook_contracts.topology import DEAD, queue_name


@dataclass(frozen=True)
class DeadQueue:
    """Dead letters of all services."""

    connection: AbstractRobustConnection
    publisher: Publisher
    # one looks at a time: what one has in its hands the other would not see
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def all(self) -> list[DeadLetter]:
        """Oldest first; looking at them leaves them where they are."""
        async with self._look_through() as found:
            all_letters = [letters.read(incoming) async for incoming in found]
        # one that was kept twice, because its confirm was lost, is one letter
        return list({letter.letter_id: letter for letter in all_letters}.values())

    async def revive(self, letter: DeadLetter) -> None:
        """Send a dead letter to its reader again, under its own id; raises NotRevived, and keeps it,
        when no service takes it.
        """
        async with self._look_through() as found:
            async for incoming in found:
                if letters.read(incoming).letter_id == letter.letter_id:
                    await self._send(letters.revived(incoming), letter.service)
                    await incoming.ack()
                    return
        raise NotRevived("it is there no longer")

    async def discard(self, letter: DeadLetter) -> bool:
        """Forget a dead letter, and each copy of it; whether it was there still."""
        gone = False
        async with self._look_through() as found:
            async for incoming in found:
                if letters.read(incoming).letter_id == letter.letter_id:
                    await incoming.ack()
                    gone = True
        return gone

    async def forget(self) -> None:
        """There has been none."""
        async with self._looking, self.connection.channel() as channel:
            await (await channel.get_queue(DEAD, ensure=False)).purge()

    async def _send(self, message: AmqpMessage, service: str) -> None:
        queue = short(queue_name(service))
        try:
            fitting(message.body, message.properties)
            if queue:
                await self.publisher.publish("", queue, message, mandatory=True)
                return
        except Unsendable as problem:
            raise NotRevived(str(problem)) from problem
        except PublishError as problem:
            raise NotRevived(f"no service is called {service!r}") from problem
        raise NotRevived(f"no service is called {service!r}")

    @contextlib.asynccontextmanager
    async def _look_through(self) -> AsyncIterator[AsyncIterator[AbstractIncomingMessage]]:
        with loss_noticed():
            async with self._looking, self.connection.channel() as channel:
                queue = await channel.get_queue(DEAD)
                # what was not acknowledged when the channel closes goes back to its place
                yield _each(queue)


async def _each(queue: AbstractQueue) -> AsyncIterator[AbstractIncomingMessage]:
    while (incoming := await queue.get(fail=False)) is not None:
        yield incoming
