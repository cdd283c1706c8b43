"""All events as they are published, for tails and consoles."""

from collections.abc import AsyncIterator

from aio_pika.abc import AbstractRobustConnection

from scalehook.kit.envelope import Envelope
from scalehook.kit.rabbit import wire
from scalehook_contracts.topology import EVENTS

BACKLOG = 1000


async def watch(connection: AbstractRobustConnection, types: wire.Types) -> AsyncIterator[Envelope]:
    """Through a queue that goes with its reader; a slow one loses the oldest."""
    channel = await connection.channel()
    queue = await channel.declare_queue(
        exclusive=True, auto_delete=True, arguments={"x-max-length": BACKLOG}
    )
    await queue.bind(EVENTS, "#")
    try:
        async with queue.iterator(no_ack=True) as messages:
            async for incoming in messages:
                try:
                    yield wire.decode(incoming, types)
                except wire.Undecodable:
                    continue  # of a newer version: nothing to show
    finally:
        await channel.close()
