"""Everything that is declared on the broker."""

from collections.abc import Iterable
from typing import Any

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractQueue

from scalehook.kit.bus.rabbit.binding import BoundQueue
from scalehook_contracts.base import Message
from scalehook_contracts.topology import COMMANDS, DEAD, EVENTS, exchanges, queue_name

BACKLOG = 1000  # events that a slow tail may be behind
SERVICE_QUEUE: dict[str, str | int] = {
    "x-queue-type": "quorum",
    # one reader at a time; the next in line goes on when it is gone
    "x-single-active-consumer": True,
    # What ends its readers again and again is a dead letter, and no longer than that. The limit is
    # that of RabbitMQ 4; older versions have none, and put what is rejected at the end of the queue.
    "x-delivery-limit": 20,
    "x-dead-letter-exchange": DEAD,
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",  # the strategy asks for it
}


async def declare_exchanges(channel: AbstractChannel) -> None:
    """The three exchanges, and the queue of dead letters; a classic one, which may be looked
    through any number of times.
    """
    declared = {
        name: await channel.declare_exchange(name, ExchangeType(kind), durable=True)
        for name, kind in exchanges().items()
    }
    dead = await channel.declare_queue(DEAD, durable=True)
    await dead.bind(declared[DEAD], "#")


async def declare_service_queue(
    channel: AbstractChannel,
    service: str,
    commands: Iterable[type[Message]],
    events: Iterable[type[Message]],
) -> BoundQueue:
    """A service's queue, with a binding for each command that it owns and event that it hears."""
    queue: Any = await channel.declare_queue(
        queue_name(service), durable=True, arguments={**SERVICE_QUEUE}
    )
    bound: BoundQueue = queue
    of_commands = [(COMMANDS, command.wire_name()) for command in commands]
    await bound.bind_all(of_commands + [(EVENTS, event.wire_name()) for event in events])
    return bound


async def declare_reply_queue(channel: AbstractChannel, name: str) -> AbstractQueue:
    """Where one process gets its answers; goes with its connection."""
    return await channel.declare_queue(name, exclusive=True, auto_delete=True)


async def declare_tail(channel: AbstractChannel) -> AbstractQueue:
    """All events from now on, for one who looks on; a slow one loses the oldest."""
    queue = await channel.declare_queue(
        exclusive=True, auto_delete=True, arguments={"x-max-length": BACKLOG}
    )
    await queue.bind(EVENTS, "#")
    return queue
