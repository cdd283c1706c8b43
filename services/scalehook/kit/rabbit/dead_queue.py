"""The queue of dead letters: looked through, and emptied one by one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.rabbit import wire
from scalehook_contracts.topology import DEAD, queue_name


@dataclass(frozen=True)
class DeadQueue:
    """Dead letters of all services."""

    connection: AbstractRobustConnection

    async def all(self) -> list[DeadLetter]:
        """Oldest first; looking at them leaves them where they are."""
        return [wire.decode_letter(incoming) async for incoming in self._look_through()]

    async def revive(self, letter: DeadLetter) -> None:
        """Send a dead letter to its reader again, under its own id."""
        async for incoming in self._look_through():
            if wire.decode_letter(incoming).letter_id != letter.letter_id:
                continue
            again = AmqpMessage(
                incoming.body, content_type=wire.JSON, message_id=incoming.message_id,
                correlation_id=incoming.correlation_id, type=incoming.type, headers=incoming.headers,
            )  # fmt: skip
            async with self.connection.channel() as channel:
                await channel.default_exchange.publish(again, queue_name(letter.service))
            await incoming.ack()

    async def _look_through(self) -> AsyncIterator[AbstractIncomingMessage]:
        channel = await self.connection.channel()
        try:
            queue = await channel.get_queue(DEAD)
            while (incoming := await queue.get(fail=False)) is not None:
                yield incoming
        finally:
            await channel.close()  # what was not acknowledged goes back to its place
