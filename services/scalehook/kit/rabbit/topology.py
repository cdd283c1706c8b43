"""Everything that is declared on the broker."""

from collections.abc import Iterable

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractQueue

from scalehook_contracts.base import Message
from scalehook_contracts.topology import COMMANDS, DEAD, EVENTS, exchanges, queue_name

# one reader at a time; the next in line goes on when it is gone
SERVICE_QUEUE: dict[str, str | bool] = {"x-queue-type": "quorum", "x-single-active-consumer": True}


async def declare_exchanges(channel: AbstractChannel) -> dict[str, AbstractExchange]:
    """The three exchanges, and the queue of dead letters; a classic one, which may be looked
    through any number of times.
    """
    declared = {
        name: await channel.declare_exchange(name, ExchangeType(kind), durable=True)
        for name, kind in exchanges().items()
    }
    dead = await channel.declare_queue(DEAD, durable=True)
    await dead.bind(declared[DEAD], "#")
    return declared


async def declare_service_queue(
    channel: AbstractChannel,
    service: str,
    commands: Iterable[type[Message]],
    events: Iterable[type[Message]],
) -> AbstractQueue:
    """A service's queue, with a binding for each command that it owns and event that it hears."""
    queue = await channel.declare_queue(queue_name(service), durable=True, arguments={**SERVICE_QUEUE})
    for command in commands:
        await queue.bind(COMMANDS, command.wire_name())
    for event in events:
        await queue.bind(EVENTS, event.wire_name())
    return queue
