"""All events as they are published, for tails and consoles."""

import asyncio
from collections.abc import AsyncIterator

from aio_pika.abc import AbstractRobustConnection

from scalehook.kit.bus.rabbit import wire
from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.bus.rabbit.topology import declare_tail
from scalehook.kit.machine.envelope import Envelope


async def watch(
    connection: AbstractRobustConnection, types: wire.Types, listening: asyncio.Event | None = None
) -> AsyncIterator[Envelope]:
    """Through a queue that goes with its reader; `listening` is set when it is there."""
    channel = await connection.channel()
    queue = await declare_tail(channel)
    if listening is not None:
        listening.set()
    try:
        with loss_noticed():
            async with queue.iterator(no_ack=True) as messages:
                async for incoming in messages:
                    try:
                        yield wire.decode(incoming, types)
                    except wire.Undecodable:
                        continue  # of a newer version: nothing to show
    finally:
        await channel.close()
